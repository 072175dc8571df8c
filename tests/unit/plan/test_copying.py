"""Next year's plan out of this year's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.plan_files import read_plan
from reporting.plan import load_plan
from reporting.plan.copying import moved, year_of
from reporting.plan.load import plan_faults
from tests.sources import ROOT

FOLDER = ROOT / "plans" / "phuoc-long-2021"
FILES = read_plan(FOLDER)
PLAN = load_plan(FILES)


def tonghop(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["plan", "copy", *map(str, arguments)], catch_exceptions=False)


def as_moved(text: str, to_year: int = 2022) -> str:
    files = {"plan.toml": b"year = 2021", "units.toml": text.encode()}
    return moved(files, to_year).files["units.toml"].decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("opens = 2021-05-25", "opens = 2022-05-25"),
        ("from = 2020-12-15", "from = 2021-12-15"),
        ('id = "2021-6T"', 'id = "2022-6T"'),
        ("số liệu từ 15/12/2020 đến 14/6/2021", "số liệu từ 15/12/2021 đến 14/6/2022"),
        ("năm học 2020 - 2021", "năm học 2021 - 2022"),
        ("hk2_2020_2021", "hk2_2021_2022"),
        ("Kế hoạch số 12/KH-MTTQ ngày 08/3/2021", "Kế hoạch số 12/KH-MTTQ ngày 08/3/2022"),
        ("Quyết định số 59/2015/QĐ-TTg", "Quyết định số 59/2015/QĐ-TTg"),
        (
            "Nghị định 30/2020; Nghị định 07/2021/NĐ-CP",
            "Nghị định 30/2020; Nghị định 07/2021/NĐ-CP",
        ),
        ("giai đoạn 2016 - 2020", "giai đoạn 2016 - 2020"),
        ("giai đoạn 2021-2025, năm 2021", "giai đoạn 2021-2025, năm 2022"),
        ("12021 hộ, 20210 đồng, 1999", "12021 hộ, 20210 đồng, 1999"),
    ],
)
def test_years_move_and_citations_stay(before: str, after: str) -> None:
    assert as_moved(before) == after


def test_a_leap_day_becomes_the_last_of_february() -> None:
    leap = moved({"plan.toml": b"year = 2024", "c.toml": b"off = 2024-02-29"}, 2025)
    assert leap.files["c.toml"] == b"off = 2025-02-28"
    assert moved({"plan.toml": b"year = 2024", "c.toml": b"2024-02-29"}, 2028).files["c.toml"] == (
        b"2028-02-29"
    )


@pytest.mark.parametrize("year", [2027, 2030])
def test_the_shipped_plan_there_and_back_is_the_shipped_plan(year: int) -> None:
    """But for the figures of rehearsals, in which a number may look like a year."""
    told = {name: content for name, content in FILES.items() if name != "rehearsal.toml"}
    there = moved(told, year).files
    assert year_of(there) == year
    assert moved(there, 2021).files == told


def test_the_copy_is_a_plan_without_faults_one_year_later() -> None:
    files = moved(FILES, 2022).files
    assert [fault for fault in plan_faults(files) if fault.fatal] == []
    plan = load_plan(files)
    assert (plan.year, [round_.id for round_ in plan.rounds]) == (2022, ["2022-6T", "2022-N"])
    for old, new in zip(PLAN.rounds, plan.rounds, strict=True):
        assert new.cut_off == old.cut_off.replace(year=2022)
        assert new.window.from_ == old.window.from_.replace(year=2021)
    assert [unit.id for unit in plan.units] == [unit.id for unit in PLAN.units]


def test_the_command_writes_it_and_says_what_to_look_at(tmp_path: Path) -> None:
    done = tonghop(FOLDER, tmp_path / "phuoc-long-2022")
    assert done.exit_code == 0, done.output
    assert read_plan(tmp_path / "phuoc-long-2022") == moved(FILES, 2022).files
    assert "mở 25/05/2022" in done.output
    assert "targets.toml" in done.output
    assert "59/2015/QĐ-TTg" in done.output
    again = tonghop(FOLDER, tmp_path / "phuoc-long-2022")
    assert (again.exit_code, "đã có" in again.output) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1999", "2000"), "0 kế hoạch của năm 1999"),
        ((FOLDER, "nam-toi"), "chưa nói năm nào"),
        (("khong-co", "2022"), "Không thấy kế hoạch"),
    ],
)
def test_what_cannot_be_copied_is_said(arguments: tuple[object, ...], said: str) -> None:
    done = tonghop(*arguments)
    assert (done.exit_code, said in done.output) == (1, True)
