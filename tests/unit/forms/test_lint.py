"""`tonghop form lint`: what pyxform lets pass, each with its place and what was meant."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from bot.commands.form import form
from reporting.forms import to_workbook
from reporting.forms.lint import lint

PLAN = Path(__file__).parents[3] / "plans" / "phuoc-long-2021" / "forms"
SURVEY: list[list[Any]] = [
    ["type", "name", "label", "required", "relevant", "calculation", "constraint"],
    ["integer", "ho", "Số hộ", "yes", None, None, ". >= 0"],
    ["select_one co", "co_khong", "Có không?", None, None, None, None],
]
CHOICES: list[list[Any]] = [
    ["list_name", "name", "label"],
    ["co", "co", "Có"],
    ["co", "khong", "Không"],
]


def book(survey: list[list[Any]], **more: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    sheets = {"survey": survey, "choices": CHOICES, **more}
    for at, (name, rows) in enumerate(sheets.items()):
        sheet = made.worksheets[0] if not at else made.create_sheet()
        sheet.title = name
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def changed(row: int, column: int, value: object) -> list[list[Any]]:
    survey = [list(each) for each in SURVEY]
    survey[row - 1][column - 1] = value
    return survey


def found(data: bytes) -> list[tuple[str, str, int | None, str, object]]:
    return [
        (f.code, f.place.sheet, f.place.row, f.place.column, f.params.get("suggestion"))
        for f in lint(data, "bieu.xlsx")
    ]


def test_a_sound_form_has_no_faults() -> None:
    assert found(book(SURVEY)) == []


@pytest.mark.parametrize("page", sorted(PLAN.glob("*.md")), ids=lambda page: page.stem)
def test_the_shipped_forms_have_none_either(page: Path) -> None:
    assert found(to_workbook(page.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        (1, 4, "requierd", ("form.lint.column", "survey", 1, "requierd", "required")),
        (1, 5, "Relevent", ("form.lint.column", "survey", 1, "Relevent", "relevant")),
        (2, 4, "Oui", ("form.lint.flag", "survey", 2, "required", "yes")),
        (2, 4, "Có", ("form.lint.flag", "survey", 2, "required", "yes")),
        (2, 4, "không", ("form.lint.flag", "survey", 2, "required", "no")),
        (2, 7, "' = . >= 0"[1:], ("form.lint.equals", "survey", 2, "constraint", ". >= 0")),
        (3, 5, "${ho} = “a”", ("form.lint.quotes", "survey", 3, "relevant", '${ho} = "a"')),
        (
            3,
            5,
            "contians(${ho}, 'a')",
            ("form.xpath.function", "survey", 3, "relevant", "contains"),
        ),
        (3, 5, "count-selected()", ("form.xpath.arity", "survey", 3, "relevant", None)),
        (2, 3, datetime(2021, 6, 30), ("form.lint.date", "survey", 2, "label", None)),  # noqa: DTZ001
    ],
)
def test_each_slip_is_named_with_its_place(
    row: int, column: int, value: object, expected: tuple[object, ...]
) -> None:
    assert expected in found(book(changed(row, column, value)))


def test_a_cycle_is_named() -> None:
    survey = changed(2, 6, None)
    survey += [
        ["calculate", "a", None, None, None, "${b} + 1", None],
        ["calculate", "b", None, None, None, "${a} + 1", None],
    ]
    codes = {code for code, *_ in found(book(survey))}
    assert "form.cycle" in codes


def test_a_sheet_by_another_name_is_named() -> None:
    made = book(SURVEY, settigns=[["form_title"], ["Biểu"]])
    assert ("form.lint.sheet", "settigns", None, "", "settings") in found(made)


def test_a_formula_is_named_even_without_a_result() -> None:
    codes = {code for code, *_ in found(book(changed(2, 6, "=1+1")))}
    assert {"form.cell.without_value", "form.lint.formula"} <= codes


def test_the_command_says_all_of_it(tmp_path: Path) -> None:
    good, bad = tmp_path / "tot.xlsx", tmp_path / "sai.xlsx"
    good.write_bytes(book(SURVEY))
    bad.write_bytes(book(changed(2, 4, "Oui")))
    fine = CliRunner().invoke(form, ["lint", str(good)])
    assert (fine.exit_code, "không có lỗi" in fine.output) == (0, True)
    told = CliRunner().invoke(form, ["lint", str(bad)])
    assert told.exit_code != 0
    assert "survey" in told.output
    assert "“Oui” không được hiểu là có hay không. Ghi: yes" in told.output
