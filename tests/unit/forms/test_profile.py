"""Every type that XLSForm knows is inside the profile of ADR 26 or refused with its row."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from reporting.answers import Answer
from reporting.faults import Faulty
from reporting.forms import Form, convert_markdown, load
from reporting.forms.xlsform.profile import OUTSIDE
from reporting.kinds import KINDS
from tests.unit.forms.forms import CHOICES, filled, form_of, names, row, survey

PAGE = Path(__file__).parents[3] / "docs" / "adr" / "0026-the-form-profile.md"
LIST = {
    "select_one": "mau", "select_multiple": "mau", "rank": "mau", "select_one_external": "mau",
    "osm": "mau", "select_one_from_file": "xa.csv", "select_multiple_from_file": "xa.csv",
}  # fmt: skip
CELLS = {
    "range": {"parameters": "start=1 end=9 step=2"},
    "calculate": {"calculation": "1 + 1"},
    "background-geopoint": {"trigger": "${dau}"},
}
FILES = {"xa.csv": b"name,label\ntin,Ph\xc6\xb0\xe1\xbb\x9bc T\xc3\xadn\n", "b.csv": b"name\n1\n",
         "b.xml": b"<root><item><name>1</name></item></root>"}  # fmt: skip
KIND = {"dateTime": "datetime", "select_one_from_file": "select_one",
        "select_multiple_from_file": "select_multiple"}  # fmt: skip
EMPTY_NOW = ("deviceid", "phonenumber", "username", "email", "simserial", "subscriberid")


def said(heading: str) -> list[str]:
    """The types that a line of the page names."""
    text = PAGE.read_text("utf-8")
    part = re.search(
        rf"^- \*\*{heading}[^*]*\*\*(.*?)(?=^- \*\*|\n\n)", text, re.MULTILINE | re.DOTALL
    )
    assert part is not None, heading
    named = part[1].split(";")[0] if heading == "Refused" else part[1]
    return re.findall(r"`([\w -]+)`", named)


def form_with(type_: str) -> Form:
    name = "audit" if type_ == "audit" else "b"
    written = f"{type_} {LIST[type_]}" if type_ in LIST else type_
    more = row(written, name, **CELLS.get(type_, {}))
    extra = "| external_choices |\n| | list_name | name | label |\n| | mau | do | Đỏ |\n"
    sheets = {"choices": CHOICES}
    if type_ == "select_one_external":
        sheets["external"] = extra
        more = row(written, name, choice_filter="name = ${dau}")
    if type_ == "osm":
        sheets["osm"] = "| osm |\n| | list_name | name | label |\n| | mau | do | Đỏ |\n"
    return load(convert_markdown(survey("text dau", more, **sheets), "a.md"), FILES)


@pytest.mark.parametrize("type_", said("Asked"))
def test_what_is_asked_is_asked_as_its_kind(type_: str) -> None:
    form = form_with(type_)
    assert form.by_name("b").kind == KIND.get(type_, type_)
    assert "b" in names(filled(form, {}))


@pytest.mark.parametrize("type_", [*said("Worked out or given"), *said("Empty")])
def test_what_is_not_asked_is_no_step(type_: str) -> None:
    form = form_with(type_)
    instance = filled(form, {})
    assert names(instance) == ["dau"]
    if type_ in EMPTY_NOW:
        assert instance.value("/data/b") == ""


@pytest.mark.parametrize("type_", said("Refused"))
def test_what_is_outside_is_refused_at_its_row(type_: str) -> None:
    with pytest.raises(Faulty) as raised:
        form_with(type_)
    [fault] = raised.value.faults
    assert fault.code == "form.outside.type"
    assert (fault.place.sheet, fault.place.row, fault.place.column) == ("survey", 3, "type")


def test_the_page_names_what_the_code_refuses() -> None:
    assert {name.replace("-", "_") for name in said("Refused")} == OUTSIDE


@pytest.mark.parametrize("type_", sorted(QUESTION_TYPE_DICT))
def test_every_type_of_xlsform_is_one_or_the_other(type_: str) -> None:
    """Spellings of old included: a kind we know, or a fault that names row and column or says
    which file or list is wanting."""
    try:
        form = form_with(type_)
    except Faulty as faulty:
        for fault in faulty.faults:
            named = fault.place.sheet == "survey" and (fault.place.row in (None, 3))
            assert named or fault.code == "form.file.missing", fault
        return
    assert {question.kind for question in form.questions} <= set(KINDS)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"appearance": "minimal search('xa')"}, "form.outside.search"),
        ({"default": "${last-saved#b}"}, "form.outside.last_saved"),
        ({"save_to": "ten"}, "form.outside.entities"),
    ],
)
def test_cells_outside_are_refused_at_their_column(cells: dict[str, str], code: str) -> None:
    kind = "select_one mau" if "appearance" in cells else "text"
    entities = "| entities |\n| | list_name | label |\n| | xa | ${b} |\n"
    more = {"entities": entities} if "save_to" in cells else {}
    with pytest.raises(Faulty) as raised:
        convert_markdown(survey("text a", row(kind, "b", **cells), choices=CHOICES, **more), "a.md")
    fault = raised.value.faults[0]
    assert (fault.code, fault.place.row, fault.place.column) == (code, 3, next(iter(cells)))


# What else the page promises


def test_or_other_asks_what_else() -> None:
    form = form_of(survey("select_one mau or_other a", choices=CHOICES))
    assert names(filled(form, {})) == ["a"]
    other = filled(form, {"a": Answer("other")})
    assert names(other) == ["a", "a_other"]


def test_nested_repeats_are_counted_by_answers() -> None:
    form = form_of(
        survey(
            "integer ap",
            row("begin_repeat", "r", repeat_count="${ap}"),
            "integer ho",
            row("begin_repeat", "s", repeat_count="${ho}"),
            "text ten",
            "end_repeat s",
            "end_repeat r",
        )
    )
    answers = {"/data/ap": Answer(2), "/data/r[1]/ho": Answer(1), "/data/r[2]/ho": Answer(2)}
    steps = [step.ref for step in filled(form, {}).with_answers(answers).steps()]
    assert [ref for ref in steps if ref.endswith("ten")] == [
        "/data/r[1]/s[1]/ten",
        "/data/r[2]/s[1]/ten",
        "/data/r[2]/s[2]/ten",
    ]


def test_defaults_are_worked_out_once_and_triggers_each_time() -> None:
    form = form_of(
        survey(
            row("integer", "a", default="2 + 3"),
            row("calculate", "lan", trigger="${a}", calculation="${a} * 2"),
            row("calculate", "mot", calculation="once(${a})"),
        )
    )
    instance = filled(form, {}).with_answers({})
    assert instance.value("/data/a") == "5"
    later = instance.with_answers({"/data/a": Answer(7)})
    assert (later.value("/data/lan"), later.value("/data/a")) == ("14", "7")


def test_tables_repeats_and_choices_are_looked_up() -> None:
    form = load(
        convert_markdown(
            survey(
                "select_one mau m",
                row("calculate", "ten", calculation="jr:choice-name(${m}, '${m}')"),
                row("calculate", "xa", calculation="pulldata('xa', 'label', 'name', 'tin')"),
                "begin_repeat r",
                "integer n",
                "end_repeat r",
                row("calculate", "hai", calculation="indexed-repeat(${n}, ${r}, 2)"),
                choices=CHOICES,
            ),
            "a.md",
        ),
        FILES,
    )
    answers = {"/data/m": Answer("do"), "/data/r[1]/n": Answer(4), "/data/r[2]/n": Answer(9)}
    instance = filled(form, {}).with_answers(answers)
    assert instance.value("/data/ten") == "Đỏ"
    assert instance.value("/data/xa") == "Phước Tín"
    assert instance.value("/data/hai") == "9"


def test_a_range_is_a_decimal_on_its_scale() -> None:
    form = form_with("range")
    assert form.by_name("b").parameters["step"] == "2"
    assert filled(form, {"b": Answer(Decimal(3))}).value("/data/b") == "3"
