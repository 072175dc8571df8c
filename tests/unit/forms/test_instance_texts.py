"""One filling: choices, texts, languages, and what happens by itself."""

from __future__ import annotations

from decimal import Decimal

from reporting.answers import Answer, Standing
from reporting.forms import (
    Instance,
    convert_markdown,
    load,
)
from reporting.kinds import Choice
from tests.unit.forms.forms import CHOICES, filled, form_of, row, surroundings, survey

NOT_YET = Answer(None, Standing.NOT_YET)


def test_choices_come_in_the_order_of_the_sheet() -> None:
    form = form_of(survey("select_one mau a", choices=CHOICES))
    assert filled(form, {}).choices("/data/a") == (
        Choice("do", "Đỏ"),
        Choice("xanh", "Xanh"),
        Choice("cam", "Cam"),
    )


FILTERED = survey(
    "select_one loai l",
    row("select_multiple mau", "m", choice_filter="loai = ${l}"),
    row("calculate", "ten", calculation="jr:choice-name(${l}, '${l}')"),
    row("note", "n", "Đã chọn ${l}"),
    choices=CHOICES,
)


def test_choices_are_filtered_by_other_answers() -> None:
    instance = filled(form_of(FILTERED), {"l": Answer("nong")})
    assert [choice.name for choice in instance.choices("/data/m")] == ["do", "cam"]
    assert filled(form_of(FILTERED), {}).choices("/data/m") == ()


def test_a_choice_that_is_none_any_more_is_asked_again() -> None:
    instance = filled(form_of(FILTERED), {"l": Answer("nong"), "m": Answer(("do", "cam"))})
    assert instance.value("/data/m") == "do cam"
    changed = instance.with_answers({"/data/l": Answer("lanh")})
    assert changed.value("/data/m") == ""
    assert not changed.settled("/data/m")
    assert "/data/m" not in changed.submittable()


def test_labels_show_choices_and_figures_as_people_read_them() -> None:
    instance = filled(form_of(FILTERED), {"l": Answer("nong")})
    assert instance.label("/data/n") == "Đã chọn Nóng"
    assert instance.value("/data/ten") == "Nóng"
    form = form_of(survey("decimal a", row("note", "n", "Số ${a} hộ, ${a}.")))
    shown = filled(form, {"a": Answer(Decimal("1234.5"))}).label("/data/n")
    assert shown == "Số 1.234,5 hộ, 1.234,5."


def test_labels_of_groups_are_given_from_outside_in() -> None:
    form = form_of(
        survey(
            "integer a", row("begin_group", "g", "Nhóm ${a}"), row("begin_group", "h", "Trong"),
            "integer b", {"type": "end_group"}, {"type": "end_group"},
        )
    )  # fmt: skip
    instance = filled(form, {"a": Answer(5)})
    assert instance.group_labels("/data/g/h/b") == ("Nhóm 5", "Trong")


def test_texts_come_in_the_language_asked_for() -> None:
    form = form_of(
        survey(
            {"type": "select_one mau", "name": "a", "label::Việt": "Màu?", "label::Anh": "Colour?"},
            choices=(
                "\n| choices |\n| | list_name | name | label::Việt | label::Anh |\n"
                "| | mau | do | Đỏ | Red |\n"
            ),
        )
    )
    viet = Instance.of(form, {}, surroundings(language="Việt"))
    english = Instance.of(form, {}, surroundings(language="Anh"))
    other = Instance.of(form, {}, surroundings(language="Lào"))
    assert [each.label("/data/a") for each in (viet, english)] == ["Màu?", "Colour?"]
    assert english.choices("/data/a") == (Choice("do", "Red"),)
    assert other.label("/data/a") in ("Màu?", "Colour?")


def test_choices_come_from_tables_beside_the_form() -> None:
    text = survey(
        "text tim", row("select_one_from_file xa.csv", "a", choice_filter="contains(label, ${tim})")
    )
    xml = convert_markdown(text, "a.md")
    form = load(xml, {"xa.csv": "name;label\ntin;Phước Tín\nlong;Long Giang\n".encode()})
    instance = filled(form, {"tim": Answer("Tín")})
    assert instance.choices("/data/a") == (Choice("tin", "Phước Tín"),)


def test_what_a_trigger_sets_is_set_once_and_kept() -> None:
    form = form_of(
        survey(
            "integer a",
            row("calculate", "luc", calculation="${a} * 10", trigger="${a}"),
            "integer b",
        )
    )
    instance = filled(form, {}).with_answers({"/data/a": Answer(2)})
    assert instance.value("/data/luc") == "20"
    instance = instance.with_answers({"/data/b": Answer(1)})
    assert instance.value("/data/luc") == "20"
    assert instance.with_answers({"/data/a": Answer(3)}).value("/data/luc") == "30"


def test_a_dynamic_default_stays_what_it_was_when_the_form_was_opened() -> None:
    form = form_of(survey(row("text", "a", default="uuid()"), "integer b"))
    opened = filled(form, {}).with_answers({"/data/b": Answer(1)})
    again = Instance.of(form, opened.answers, surroundings(round_kind="annual"))
    assert again.value("/data/a") == opened.value("/data/a") != ""


def test_a_default_of_a_new_row_may_look_at_the_row_before() -> None:
    form = form_of(
        survey(
            "begin_repeat r",
            row("integer", "a", default="${r}[position() = last() - 1]/a"),
            {"type": "end_repeat"},
        )
    )
    instance = filled(form, {}).with_answers({"/data/r[1]/a": Answer(7)})
    assert instance.new_repeat("/data/r", "x").value("/data/r[x]/a") == "7"


def test_a_long_chain_of_questions_does_not_break_the_stack() -> None:
    rows = [row("integer", "q0")]
    rows += [row("integer", f"q{at}", relevant=f"${{q{at - 1}}} >= 0") for at in range(1, 300)]
    form = form_of(survey(*rows))
    instance = filled(form, {f"q{at}": Answer(at) for at in range(300)})
    assert instance.value("/data/q299") == "299"
    assert instance.progress() == (300, 300)
