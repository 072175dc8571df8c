"""`tonghop calendar` as it is typed."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import main


def test_the_year_of_the_plan_is_printed_and_written(tmp_path: Path) -> None:
    file = tmp_path / "lich.ics"

    done = CliRunner().invoke(main, ["calendar", "--year", "2021", "--ics", str(file)])

    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert (
        "16/06/2021  thứ Tư    Hạn đơn vị, xã, phường: Báo cáo 6 tháng đầu năm 2021 (17:00)"
        in lines
    )
    moved = next(line for line in lines if line.startswith("21/06/2021"))
    assert "trước ngày 20/06/2021; dời từ ngày nghỉ 19/06/2021" in moved
    assert "12/02/2021  thứ Sáu   Nghỉ: Tết Nguyên Đán" in lines
    written = file.read_bytes().decode()
    assert written.count("BEGIN:VEVENT") == len(lines) - 2, "all lines but the title and the file"
    assert "DTSTART:20210616T100000Z" in written


def test_another_year_has_its_days_off() -> None:
    done = CliRunner().invoke(main, ["calendar", "--year", "2026"])

    assert "22/08/2026  thứ Bảy   Làm bù" in done.output.splitlines()
    assert "Hạn" not in done.output
