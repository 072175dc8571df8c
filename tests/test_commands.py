"""The command line `tonghop`: what it prints, where it complains, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.connection.links import SETTING
from rehearsal.stage import TOKEN
from storage.database import Database
from storage.writer import Writer
from tests.documents import opened
from tests.telegram.bot_stage import season
from tests.unit.plan.town import FOLDER, PLAN

ROOT = Path(__file__).parents[1]
CONFIG = f"""
[telegram]
token = "{TOKEN}"
base_url = "http://127.0.0.1:9/bot"

[database]
url = "sqlite:///town.sqlite"

[plan]
path = "{FOLDER}"

[files]
path = "files"
"""


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is found by the working directory."""
    monkeypatch.chdir("/")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    path.chmod(0o600)
    (tmp_path / "town.sqlite").write_bytes(season())
    return path


@pytest.fixture
def known(config: Path) -> Path:
    """The bot has run before: its name at Telegram is known."""
    database = Database(f"sqlite:///{config.parent / 'town.sqlite'}")
    with Writer(database) as writer:
        writer.run(lambda work: work.settings.put(SETTING, "phuoclong_bot")).result()
    return config


def tonghop(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def printed(*arguments: object) -> Any:
    result = tonghop(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(*arguments: object) -> str:
    """What is said where what was asked for does not hold."""
    result = tonghop(*arguments)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return result.stderr


# From anywhere


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (["plan", "check", str(FOLDER)], 0),
        (["form", "show", "khong-co"], 1),
    ],
)
def test_the_installed_program_runs_from_any_folder(line: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *line],
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status
    assert done.stdout if status == 0 else done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        ["khong-co"],
        ["plan", "check"],
        ["plan", "check", "/khong/co"],
        ["form", "show"],
        ["understand", "12"],
        ["understand", "--kind", "khong-co", "12"],
        ["invite"],
        ["status"],
        ["report", "--round", "2021-6T"],
        ["rehearse", "--out", "x", "--seed", "mot"],
        ["run", "--khong-co"],
    ],
)
def test_wrong_usage_ends_with_status_2(line: list[str]) -> None:
    result = tonghop(*line)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_help_names_every_command() -> None:
    text = tonghop("--help").stdout
    for command in ("run", "demo", "plan", "form", "invite", "status", "report", "rehearse"):
        assert f"  {command} " in text


# Plans


def test_the_town_s_own_plan_is_fine() -> None:
    result = tonghop("plan", "check", FOLDER)
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].endswith("Không có lỗi.")
    assert "24 đơn vị" in result.output


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "plan"))


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_fault_of_a_broken_plan_is_listed_with_its_place(copy: Path) -> None:
    """One in each sort of file, all found in one go."""
    replaced(copy / "forms" / "kinh-te.md", "${KT01} > 0", "${KT99} > 0")
    replaced(copy / "forms" / "y-te.md", "| integer |", "| so_nguyen |")
    replaced(copy / "indicators.toml", 'question = "TC02"', 'question = "TC92"')
    replaced(copy / "units.toml", 'agency = "kinh-te"', 'agency = "kinh-tee"')
    replaced(copy / "rounds.toml", "cut_off = 2021-06-14", 'cut_off = "giữa tháng"')
    said = refused("plan", "check", copy)
    lines = said.splitlines()
    for file, what in [
        ("kinh-te.md", "KT99"),
        ("y-te.md", "so_nguyen"),
        ("indicators.toml", "TC92"),
        ("units.toml", "kinh-tee"),
        ("rounds.toml", "cut_off"),
    ]:
        assert any(file in line and what in line for line in lines), f"{file}: {said}"
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("file", "spoil"),
    [
        ("plan.toml", lambda text: text + "\n[[["),
        ("rounds.toml", lambda text: ""),
        ("units.toml", lambda text: text.replace("id = ", "di = ", 1)),
        ("targets.toml", lambda text: text[: len(text) // 2]),
        ("forms/xa-phuong.md", lambda text: text.replace("end_group", "end_grupo", 1)),
    ],
)
def test_a_broken_file_is_named(copy: Path, file: str, spoil: Callable[[str], str]) -> None:
    path = copy / file
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    said = refused("plan", "check", copy)
    assert path.name in said


def test_forms_go_to_excel_and_back_without_loss(copy: Path, tmp_path: Path) -> None:
    before = (copy / "forms" / "kinh-te.md").read_text(encoding="utf-8")
    books = tonghop("plan", "forms", "to-excel", copy, tmp_path / "excel").stdout.splitlines()
    assert len(books) == len(PLAN.forms)
    (copy / "forms" / "kinh-te.md").write_text("", encoding="utf-8")
    back = tonghop("plan", "forms", "from-excel", tmp_path / "excel" / "kinh-te.xlsx", copy)
    assert back.exit_code == 0
    assert (copy / "forms" / "kinh-te.md").read_text(encoding="utf-8") == before


# Forms and answers


def test_the_questions_of_a_unit_in_order() -> None:
    rows = printed("form", "show", "kinh-te", "--json")
    assert [row["name"] for row in rows][:3] == ["KT01", "KT02", "KT03"]
    first = rows[0]
    assert first == {
        "name": "KT01",
        "label": "Lớp khuyến nông - lâm - ngư đã tổ chức",
        "kind": "integer",
        "unit_of_measure": "lớp",
        "choices": [],
        "required": True,
    }
    kinds = {row["name"]: row["kind"] for row in rows}
    assert (kinds["KT08"], kinds["KT_anh"], kinds["TL2"]) == ("money", "image", "text")
    assert "KT06" not in kinds, "what is computed is not asked"
    units = next(row for row in rows if row["name"] == "giong_don_vi")
    assert {"name": "cay", "label": "cây"} in units["choices"]


@pytest.mark.parametrize("unit", ["mttq", "xa-phuoc-tin"])
def test_the_questions_of_other_units_can_be_shown(unit: str) -> None:
    rows = printed("form", "show", unit, "--json")
    assert rows
    assert all(row["label"] for row in rows)


def test_an_unknown_unit_is_named_with_those_there_are() -> None:
    said = refused("form", "show", "xa-khong-co", "--json")
    assert "“xa-khong-co”" in said
    assert "xa-phuoc-tin" in said


@pytest.mark.parametrize(
    ("kind", "unit", "text", "outcome", "value"),
    [
        ("money", "triệu đồng", "1,25 tỷ", "answer", 1_250_000_000),
        ("integer", "hộ", "12 hộ", "answer", 12),
        ("integer", "hộ", "không", "answer", 0),
        ("date", "", "15/6/2021", "answer", "2021-06-15"),
        ("integer", "hộ", "nhiều", "refusal", None),
    ],
)
def test_how_an_answer_is_read(
    kind: str, unit: str, text: str, outcome: str, value: object
) -> None:
    read = printed("understand", "--kind", kind, "--unit", unit, "--today", "2021-06-15", text)
    assert read["outcome"] == outcome
    assert read.get("value") == value


# The office's work


def test_an_invitation_is_only_a_link(known: Path) -> None:
    result = tonghop("invite", "xa-phuoc-tin", "--config", known)
    assert result.exit_code == 0
    [link] = result.output.splitlines()
    assert link.startswith("https://t.me/phuoclong_bot?start=")
    assert len(link.partition("=")[2]) == 22
    assert tonghop("invite", "office", "--config", known).output != result.output


def test_an_invitation_of_an_unknown_unit_is_refused(known: Path) -> None:
    said = refused("invite", "xa-khong-co", "--config", known)
    assert "“xa-khong-co”" in said
    assert "xa-phuoc-tin" in said


def test_without_the_bot_s_name_there_is_no_link(config: Path) -> None:
    assert "tonghop run" in refused("invite", "office", "--config", config)


def test_the_state_of_a_round(known: Path) -> None:
    state = printed("status", "--round", "2021-6T", "--json", "--config", known)
    assert list(state) == [unit.id for unit in PLAN.units]
    waiting = state["xa-phuoc-tin"]
    assert waiting["total"] > 0
    assert waiting == {
        "state": "not_started",
        "late": False,
        "answered": 0,
        "total": waiting["total"],
        "version": 0,
    }


def test_the_state_for_people(known: Path) -> None:
    lines = tonghop("status", "--round", "2021-6T", "--config", known).output.splitlines()
    assert len(lines) == 24
    assert lines[0].startswith("mttq ")


def test_a_report_of_a_round_in_which_nobody_has_reported(known: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    result = tonghop("report", "--round", "2021-6T", "--out", out, "--config", known)
    assert [Path(line).name for line in result.output.splitlines()] == [
        "bao-cao.docx", "indicators.json", "bao-cao.xlsx", "noi-bo-tinh-hinh-nop.xlsx",
        "bieu-do-chi-tieu.png", "bieu-do-ho-ngheo-theo-xa-phuong.png", "bieu-do-tien-do.png",
        "bao-cao.pdf",
    ]  # fmt: skip
    assert (out / "bao-cao.pdf").read_bytes().startswith(b"%PDF-")
    indicators = json.loads((out / "indicators.json").read_text(encoding="utf-8"))
    assert indicators["KT01"]["missing"] == ["kinh-te"]
    assert indicators["KT01"]["value"] is None
    assert "Phước Long" in opened.text((out / "bao-cao.docx").read_bytes())


def test_an_edited_report_is_refreshed_and_checked(known: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    tonghop("report", "--round", "2021-6T", "--out", out, "--config", known)
    file, new = out / "bao-cao.docx", out / "moi.docx"
    command = ["document", "refresh", file, "--out", new, "--config", known]
    result = tonghop(*command)
    assert result.exit_code == 0
    assert "không có số nào phải cập nhật" in result.output
    assert opened.lines(new.read_bytes()) == opened.lines(file.read_bytes())
    rules = tonghop("document", "check", new)
    assert rules.exit_code == 0
    assert "R01  đạt            Khổ giấy A4" in rules.output.splitlines()
    new.write_bytes(opened.changed(new.read_bytes(), "word/document.xml", "./.<", ".<"))
    broken = tonghop("document", "check", new)
    assert broken.exit_code == 1
    assert "R29  chưa đạt       Kết thúc nội dung" in broken.output
    assert broken.output.splitlines()[-1] == "Còn 1 quy tắc chưa đạt."
    states = [
        row["state"] for row in json.loads(tonghop("document", "check", new, "--json").output)
    ]
    assert states.count("broken") == 1 and len(states) == 42


def test_what_is_no_report_is_not_refreshed(known: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(b"%PDF-1.7")
    result = tonghop("document", "refresh", file, "--round", "2021-6T", "--config", known)
    assert result.exit_code == 1
    assert "không phải tệp .docx" in result.output
    assert tonghop("document", "check", file).exit_code == 1


@pytest.mark.parametrize("command", [["status"], ["report", "--out", "ra"]])
def test_an_unknown_round_is_named_with_those_that_are_open(
    known: Path, command: list[str]
) -> None:
    said = refused(*command, "--round", "2020-X", "--config", known)
    assert "“2020-X”" in said
    assert "2021-6T" in said


@pytest.mark.parametrize("command", [["status", "--round", "2021-6T"], ["invite", "office"]])
def test_settings_that_are_not_there_or_not_private(config: Path, command: list[str]) -> None:
    assert "Không tìm thấy tệp cấu hình" in refused(*command, "--config", "/khong/co.toml")
    config.chmod(0o644)
    said = refused(*command, "--config", config)
    assert f"chmod 600 {config}" in said
    assert TOKEN not in said


def test_settings_without_a_secret_may_be_read_by_others(
    known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token comes from the environment then."""
    without = "\n".join(line for line in CONFIG.splitlines() if not line.startswith("token"))
    known.write_text(without, encoding="utf-8")
    known.chmod(0o644)
    monkeypatch.setenv("TONGHOP_TELEGRAM__TOKEN", TOKEN)
    assert tonghop("invite", "office", "--config", known).exit_code == 0
