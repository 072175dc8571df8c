"""Another authority's own workbook, filled: numbers as numbers, its look and formulas untouched."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from documents.excel.forms import Forms, is_form
from documents.templating.killable import Failed
from documents.word.render import phrases
from tests.documents import filling

FORMS = Forms(phrases(), seconds=5)
IDS = {each.id for each in filling.the_plan().indicators}


def form(cells: Mapping[str, str | int], names: Mapping[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 01"
    for place, value in cells.items():
        sheet[place].value = value
    for name, place in (names or {}).items():
        book.defined_names[name] = DefinedName(name, attr_text=f"'Biểu 01'!{place}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def filled(data: bytes, missing: tuple[str, ...] = ()) -> dict[str, object]:
    made = load_workbook(io.BytesIO(FORMS.fill(data, filling.report(missing=missing))))
    return {cell.coordinate: cell.value for row in made["Biểu 01"] for cell in row}


def test_a_cell_gets_the_total_a_unit_s_figure_or_words() -> None:
    cells = filled(
        form(
            {
                "A1": "Hộ nghèo {{ period }}: {{ HN_N1 }} hộ",
                "B1": "{{ HN_N1 }}",
                "C1": "{{ HN_N1['xa-phuoc-tin'] }}",
                "D1": "{{ N1['xa-phuoc-tin'] }}",
                "E1": "=B1-C1",
                "F1": "{{ HN_N1.total + 1 }}",
            }
        )
    )
    assert cells == {
        "A1": "Hộ nghèo 6 tháng đầu năm 2021: 16 hộ",
        "B1": 16, "C1": 5, "D1": 5, "E1": "=B1-C1", "F1": 17,
    }  # fmt: skip


def test_names_of_the_workbook_do_the_same() -> None:
    names = {"HN_N1": "$B$2", "HN_N1.xa_phuoc_tin": "$C$2", "Print_Area": "$A$1:$C$3"}
    cells = filled(form({"A1": "Hộ nghèo", "B2": 0, "C2": 0}, names))
    assert (cells["B2"], cells["C2"]) == (16, 5)


def test_money_is_in_the_indicator_s_unit_and_rates_are_per_cent() -> None:
    cells = filled(form({"A1": "{{ HN_r0 }}", "B1": "{{ XP07 }}", "C1": "{{ HN_r0 }} %"}))
    assert cells["A1"] == 0.16
    assert cells["B1"] == pytest.approx(2215.5)
    assert cells["C1"] == "0,16 %"


def test_what_is_missing_keeps_its_mark() -> None:
    cells = filled(
        form({"A1": "{{ HN_N1['xa-phuoc-tin'] }}", "B1": "{{ HN_N1 }}"}), ("xa-phuoc-tin",)
    )
    assert cells == {"A1": "–", "B1": 11}


def test_every_cell_that_cannot_be_filled_is_named() -> None:
    data = form(
        {
            "B3": "{{ HN_N9 }}",
            "C4": "{{ HN_N1['xa-khong-co'] }}",
            "D5": "{{ HN_N1",
            "E6": "{% for x in y %}",
            "F7": "{{ ''.__class__.__mro__ }}",
            "G8": "{{ HN_N1 }}",
        }
    )
    flaws, sample = FORMS.flaws(data, filling.report())
    assert sample == b""
    assert [(each.code, each.place) for each in flaws] == [
        ("cell", f"Biểu 01!{place}") for place in ("B3", "C4", "D5", "E6", "F7")
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (
            "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
            "template_slow",
        ),
        ("{{ '%0900000000d' % 1 }}", "template_big"),
    ],
    ids=["slow", "big"],
)
def test_a_form_that_runs_away_is_ended(cell: str, code: str) -> None:
    hasty = Forms(phrases(), seconds=2)
    with pytest.raises(Failed) as caught:
        hasty.fill(form({"A1": cell}), filling.report())
    assert caught.value.code in (code, "form_cells")


def test_s24_text_in_a_cell_is_never_a_formula() -> None:
    made = FORMS.fill(form({"A1": "{{ '=1+1' }}"}), filling.report())
    cell = load_workbook(io.BytesIO(made))["Biểu 01"]["A1"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


def test_only_a_workbook_with_places_for_figures_is_a_form() -> None:
    assert is_form(form({"A1": "{{ HN_N1 }}"}), IDS)
    assert is_form(form({"A1": 1}, {"HN_N1": "$A$1"}), IDS)
    assert not is_form(form({"A1": "Đơn vị"}, {"Print_Area": "$A$1"}), IDS)
    assert not is_form(b"PK\x03\x04", IDS)
