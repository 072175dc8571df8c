"""`tonghop directory` as it is typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from tests.sources import ROOT
from tests.unit.directory.sheets import AN, book

PLAN = ROOT / "plans" / "phuoc-long-2021"
TELEGRAM = '[telegram]\ntoken = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"\n'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config.toml"
    path.write_text(f'{TELEGRAM}[plan]\npath = "{PLAN}"\n', encoding="utf-8")
    path.chmod(0o600)
    return path


def tonghop(config: Path, *arguments: object, answer: str = "") -> Result:
    given = ["directory", *map(str, arguments), "--config", str(config)]
    return CliRunner().invoke(main, given, input=answer, catch_exceptions=False)


def file(config: Path, *rows: Sequence[object]) -> Path:
    path = config.with_name("danh-ba.xlsx")
    path.write_bytes(book(rows))
    return path


def entries(config: Path) -> list[tuple[str, ...]]:
    path = config.parent / "var" / "tonghop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT unit_id, name, phone FROM directory_entry ORDER BY id"
        ).fetchall()


def test_a_directory_is_shown_and_taken_over_when_agreed(config: Path) -> None:
    path = file(config, AN)
    refused = tonghop(config, "import", path, answer="n\n")
    assert refused.exit_code == 1
    assert "Thêm: Phòng Kinh tế: Nguyễn Văn An, cán bộ đầu mối, +84912345678" in refused.output
    assert entries(config) == []
    agreed = tonghop(config, "import", path, answer="y\n")
    assert agreed.exit_code == 0 and "Đã ghi danh bạ" in agreed.output
    assert entries(config) == [("kinh-te", "Nguyễn Văn An", "+84912345678")]


def test_the_same_file_again_asks_nothing(config: Path) -> None:
    path = file(config, AN)
    tonghop(config, "import", path, "--yes")
    again = tonghop(config, "import", path)
    assert again.output.splitlines() == ["Thêm 0, đổi 0, giữ nguyên 1, không có trong tệp 0."]
    assert again.exit_code == 0


def test_faults_name_their_cells_and_nothing_is_taken(config: Path) -> None:
    path = file(config, AN, ("Thị Đoàn", "Bé", "", "123", "Đầu mối"))
    done = tonghop(config, "import", path, "--yes")
    assert done.exit_code == 1
    assert "danh-ba.xlsx, trang tính Sheet, hàng 3, cột D (Số điện thoại): “123”" in done.output
    assert entries(config) == []


def test_the_template_can_be_filled_in(config: Path) -> None:
    path = config.with_name("mau.xlsx")
    assert tonghop(config, "template", path).output.strip() == str(path)
    done = tonghop(config, "import", path)
    assert done.exit_code == 1
    assert "hàng 2, cột B (Họ và tên): Ô này còn trống." in done.output
