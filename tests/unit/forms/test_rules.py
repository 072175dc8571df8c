"""Rules: broken, held, or not checked because an input is not a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.answers import Answer, Standing
from reporting.forms import Form, Instance
from tests.unit.forms.forms import example, filled, form_of, row, survey

NOT_YET = Answer(None, Standing.NOT_YET)
NOT_APPLICABLE = Answer(None, Standing.NOT_APPLICABLE)
ZERO = Answer(0, Standing.ZERO)
OPENING = {"opening:N0": Answer(23)}
CLOSING = "/data/HN/HN_N1"
ESCAPED = "/data/HN/HN_N1A"


def table(escaped: Answer | None, again: Answer | None, closing: Answer | None) -> Instance:
    answers = {"HN_N1A": escaped, "HN_N1B": again, "HN_N1": closing}
    given = {name: answer for name, answer in answers.items() if answer is not None}
    return filled(example(), {"bien_dong": Answer("co"), **given}, given=OPENING)


def test_an_identity_that_holds_is_nothing_to_speak_of() -> None:
    instance = table(Answer(10), ZERO, Answer(13))
    assert (instance.broken(), instance.unchecked()) == ([], [])


def test_a_broken_identity_names_its_figures_and_the_questions_to_change() -> None:
    [broken] = table(Answer(10), Answer(2), Answer(16)).broken()
    assert broken.ref == CLOSING
    assert broken.message == "Số cuối kỳ chưa khớp với số đầu năm và biến động."
    assert broken.refs == (CLOSING, ESCAPED, "/data/HN/HN_N1B")
    assert dict(broken.values) == {
        "/data/HN/HN_N0": "23",
        ESCAPED: "10",
        "/data/HN/HN_N1B": "2",
        CLOSING: "16",
    }


@pytest.mark.parametrize("missing", [NOT_YET, NOT_APPLICABLE, None])
def test_a_rule_with_an_input_that_is_no_figure_is_not_checked(missing: Answer | None) -> None:
    instance = table(missing, ZERO, Answer(99))
    assert instance.broken() == []
    unchecked = {each.ref: each for each in instance.unchecked()}
    assert CLOSING in unchecked
    assert ESCAPED in unchecked[CLOSING].refs


def test_without_its_given_value_a_rule_is_not_checked() -> None:
    answers = {"bien_dong": Answer("co"), "HN_N1A": Answer(1), "HN_N1B": ZERO, "HN_N1": Answer(99)}
    instance = filled(example(), answers)
    assert instance.broken() == []
    assert {each.ref for each in instance.unchecked()} == {CLOSING, ESCAPED}


def test_a_rule_of_a_closed_table_says_nothing() -> None:
    answers = {"bien_dong": Answer("khong"), "HN_N1A": Answer(1), "HN_N1": Answer(99)}
    instance = filled(example(), answers, given=OPENING)
    assert (instance.broken(), instance.unchecked()) == ([], [])


def test_a_constraint_is_about_the_value_now_typed() -> None:
    broken = table(Answer(24), None, None).constraint(ESCAPED)
    assert broken is not None
    assert broken.message == "Số hộ thoát nghèo không thể nhiều hơn số hộ nghèo đầu năm."
    assert table(Answer(23), None, None).constraint(ESCAPED) is None
    assert table(NOT_YET, None, None).constraint(ESCAPED) is None
    assert table(None, None, None).constraint(ESCAPED) is None


def test_a_soft_rule_warns_and_breaks_nothing() -> None:
    instance = table(Answer(20), Answer(2), Answer(5))
    [warning] = instance.warnings(ESCAPED)
    assert warning.message == "Số hộ thoát nghèo lớn hơn 80% số hộ đầu năm."
    assert instance.broken() == []
    assert table(Answer(5), None, None).warnings(ESCAPED) == []


def test_messages_show_the_figures_they_speak_of() -> None:
    form = form_of(
        survey(
            row("integer", "a", th_unit="hộ"),
            row("integer", "b", constraint=". <= ${a}", constraint_message="Không quá ${a} hộ."),
        )
    )
    broken = filled(form, {"a": Answer(1200), "b": Answer(1300)}).constraint("/data/b")
    assert broken is not None
    assert broken.message == "Không quá 1.200 hộ."


def test_messages_of_our_own_rules_show_figures_too() -> None:
    form = form_of(
        survey(
            "integer a",
            row("integer", "b", th_rule=". = ${a}", th_rule_message="Cần bằng ${a}, đúng không?"),
        )
    )
    [broken] = filled(form, {"a": Answer(12), "b": Answer(13)}).broken()
    assert broken.message == "Cần bằng 12, đúng không?"


def sources() -> Form:
    """A total, its sources asked only where it is above zero."""
    return form_of(
        survey(
            row("integer", "tong", th_rule=". = ${a} + ${b}", th_rule_message="Chưa khớp."),
            row("begin_group", "g", relevant="${tong} > 0"),
            "integer a", "integer b",
            {"type": "end_group"},
        )
    )  # fmt: skip


def test_a_rule_does_not_apply_where_its_parts_are_not_asked() -> None:
    instance = filled(sources(), {"tong": ZERO})
    assert (instance.broken(), instance.unchecked()) == ([], [])
    asked = filled(sources(), {"tong": Answer(5), "a": Answer(1), "b": Answer(2)})
    assert [each.ref for each in asked.broken()] == ["/data/tong"]


def test_coalesce_makes_a_part_that_is_not_asked_count() -> None:
    form = form_of(
        survey(
            "select_one mau hoi",
            row("integer", "a", relevant="${hoi} = 'do'"),
            row("integer", "b", th_rule=". = 10 + coalesce(${a}, 0)", th_rule_message="Sai."),
            choices="\n| choices |\n| | list_name | name | label |\n| | mau | do | Đỏ |\n",
        )
    )
    assert filled(form, {"b": Answer(10)}).broken() == []
    assert [each.ref for each in filled(form, {"b": Answer(11)}).broken()] == ["/data/b"]


def test_only_what_a_rule_really_read_can_leave_it_unchecked() -> None:
    form = form_of(
        survey(
            "integer a", "integer b",
            row("integer", "c", th_rule="${a} = 1 or ${b} = 2", th_rule_message="Sai."),
        )
    )  # fmt: skip
    assert filled(form, {"a": Answer(1), "b": NOT_YET, "c": ZERO}).unchecked() == []
    assert len(filled(form, {"a": Answer(3), "b": NOT_YET, "c": ZERO}).unchecked()) == 1


def test_a_rule_over_a_calculated_figure_offers_the_questions_behind_it() -> None:
    form = form_of(
        survey(
            "integer a", "integer b",
            row("calculate", "tong", calculation="${a} + ${b}"),
            row("integer", "c", th_rule=". = ${tong}", th_rule_message="Sai."),
        )
    )  # fmt: skip
    [broken] = filled(form, {"a": Answer(1), "b": Answer(2), "c": Answer(4)}).broken()
    assert broken.refs == ("/data/c", "/data/a", "/data/b")
    assert dict(broken.values) == {"/data/c": "4", "/data/tong": "3"}
    [unchecked] = filled(form, {"a": Answer(1), "b": NOT_YET, "c": Answer(4)}).unchecked()
    assert "/data/b" in unchecked.refs


def test_decimals_are_compared_exactly() -> None:
    form = form_of(
        survey(
            "decimal a", "decimal b", "decimal c",
            row("decimal", "d", th_rule=". = ${a} + ${b} - ${c}", th_rule_message="Chưa khớp."),
        )
    )  # fmt: skip
    figures = {"a": "12.3", "b": "154.9", "c": "100.2", "d": "67"}
    answers = {name: Answer(Decimal(text)) for name, text in figures.items()}
    instance = filled(form, answers)
    assert (instance.broken(), instance.unchecked()) == ([], [])


def test_each_row_of_a_repeat_has_its_own_rules() -> None:
    form = form_of(
        survey(
            "begin_repeat r", "integer a",
            row("integer", "b", th_rule=". <= ${a}", th_rule_message="Dòng chưa khớp."),
            {"type": "end_repeat"},
            row("integer", "tong", th_rule=". = sum(${b})", th_rule_message="Tổng chưa khớp."),
        )
    )  # fmt: skip
    instance = filled(
        form,
        {
            "/data/r[1]/a": Answer(1), "/data/r[1]/b": Answer(1),
            "/data/r[2]/a": Answer(1), "/data/r[2]/b": Answer(5),
            "tong": Answer(7),
        },
    )  # fmt: skip
    assert [(each.ref, each.message) for each in instance.broken()] == [
        ("/data/r[2]/b", "Dòng chưa khớp."),
        ("/data/tong", "Tổng chưa khớp."),
    ]
    waiting = instance.with_answers({"/data/r[2]/b": NOT_YET})
    assert waiting.broken() == []
    assert {each.ref for each in waiting.unchecked()} == {"/data/r[2]/b", "/data/tong"}


def test_required_may_depend_on_answers() -> None:
    form = form_of(survey("integer a", row("integer", "b", required="${a} > 1")))
    assert filled(form, {"a": Answer(2)}).required("/data/b") is True
    assert filled(form, {"a": Answer(1)}).required("/data/b") is False
    assert filled(form, {}).required("/data/a") is False
