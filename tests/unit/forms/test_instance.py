"""One filling: the walk, relevance, given and calculated values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.answers import Answer, FileValue, Standing
from reporting.forms import (
    AskStep,
    NoteStep,
    RepeatStep,
)
from tests.unit.forms.forms import CHOICES, example, filled, form_of, names, row, survey

YES = Answer("co")
NO = Answer("khong")
OPENING = {"opening:N0": Answer(23)}
NOT_YET = Answer(None, Standing.NOT_YET)
SKIPPED = Answer("", Standing.ZERO)


def test_the_walk_goes_in_the_order_of_the_sheet_through_what_is_relevant() -> None:
    assert names(filled(example(), {})) == [
        "mo_dau", "bien_dong", "KP_CHI", "DT_RUNG", "TL_NT", "giong", "CS", "ngay_hop", "TL2",
        "TL_KK", "anh", "tep",
    ]  # fmt: skip


def test_an_answer_opens_what_depends_on_it_in_its_place() -> None:
    instance = filled(example(), {"bien_dong": YES}, given=OPENING)
    assert names(instance)[:5] == ["mo_dau", "bien_dong", "HN_N1A", "HN_N1B", "HN_N1"]
    assert names(instance.with_answers({"/data/bien_dong": NO}))[:3] == [
        "mo_dau",
        "bien_dong",
        "KP_CHI",
    ]


def test_steps_say_what_they_are() -> None:
    steps = {step.ref: type(step) for step in filled(example(), {}).steps()}
    assert steps["/data/mo_dau"] is NoteStep
    assert steps["/data/bien_dong"] is AskStep
    assert steps["/data/giong"] is RepeatStep


def test_calculated_hidden_and_given_nodes_are_no_steps() -> None:
    form = form_of(
        survey(
            row("calculate", "a", calculation="1"),
            "hidden b",
            row("integer", "c", th_given="opening:C"),
            row("integer", "d", "D", readonly="yes", calculation="2"),
            "integer e",
        )
    )
    assert [type(step) for step in filled(form, {}).steps()] == [NoteStep, AskStep]


def test_the_first_open_step_is_the_first_that_nobody_settled() -> None:
    instance = filled(example(), {"mo_dau": SKIPPED})
    assert instance.first_open() == AskStep("/data/bien_dong", example().by_name("bien_dong"))
    instance = instance.with_answers({"/data/bien_dong": NO})
    assert instance.progress() == (1, 10)
    step = instance.first_open()
    assert step is not None
    assert step.ref == "/data/KP_CHI"


@pytest.mark.parametrize("answer", [Answer(0, Standing.ZERO), NOT_YET, SKIPPED, Answer(5)])
def test_any_standing_settles_a_question(answer: Answer) -> None:
    instance = filled(example(), {"KP_CHI": answer})
    assert instance.settled("/data/KP_CHI")
    assert instance.answer("/data/KP_CHI") == answer


def test_an_answer_taken_back_is_open_again() -> None:
    instance = filled(example(), {"KP_CHI": Answer(5)}).with_answers({"/data/KP_CHI": None})
    assert not instance.settled("/data/KP_CHI")
    assert instance.answer("/data/KP_CHI") is None


def test_a_form_walked_to_its_end_has_no_open_step() -> None:
    instance = filled(example(), {})
    for _ in range(50):
        step = instance.first_open()
        if step is None:
            break
        ref = f"{step.ref}#done" if isinstance(step, RepeatStep) else step.ref
        answer = NO if step.ref == "/data/bien_dong" else SKIPPED
        instance = instance.with_answers({ref: answer})
    assert instance.first_open() is None
    assert instance.progress() == (10, 10)


def test_questions_of_other_rounds_are_not_there() -> None:
    about = {"given": OPENING}
    answers = {"bien_dong": YES, "HN_N1": Answer(5)}
    six_months = filled(example(), answers, round_kind="six_month", **about)
    annual = filled(example(), answers, round_kind="annual", **about)
    assert "HN_DTTS" not in names(six_months)
    assert "HN_DTTS" in names(annual)
    assert not six_months.relevant("/data/HN/HN_DTTS")
    assert "HN_N1A" not in names(filled(example(), answers, round_kind="ad_hoc", **about))


def test_what_is_not_relevant_is_kept_reads_as_empty_and_is_not_submitted() -> None:
    answers = {"bien_dong": NO, "HN_N1A": Answer(3)}
    instance = filled(example(), answers, given=OPENING)
    ref = "/data/HN/HN_N1A"
    assert instance.answers[ref] == Answer(3)
    assert (instance.value(ref), instance.answer(ref)) == ("", None)
    assert ref not in instance.submittable()
    assert instance.with_answers({"/data/bien_dong": YES}).value(ref) == "3"


def test_a_group_that_is_not_relevant_closes_all_inside() -> None:
    form = form_of(
        survey(
            "select_one mau hoi",
            row("begin_group", "g", relevant="${hoi} = 'do'"),
            "begin_group h",
            "integer a",
            {"type": "end_group"},
            {"type": "end_group"},
            row("note", "b", relevant="${a} = ''"),
            choices=CHOICES,
        )
    )
    instance = filled(form, {"a": Answer(1)})
    assert names(instance) == ["hoi", "b"]
    assert names(instance.with_answers({"/data/hoi": Answer("do")})) == ["hoi", "a"]


def test_given_values_are_there_without_being_asked() -> None:
    instance = filled(example(), {"bien_dong": YES}, given=OPENING)
    ref = "/data/HN/HN_N0"
    assert (instance.value(ref), instance.answer(ref)) == ("23", Answer(23))
    without = filled(example(), {"bien_dong": YES})
    assert (without.value(ref), without.answer(ref)) == ("", None)


def test_nobody_answers_a_given_value() -> None:
    instance = filled(example(), {"bien_dong": YES, "HN_N0": Answer(99)}, given=OPENING)
    assert instance.value("/data/HN/HN_N0") == "23"


def test_a_closing_figure_is_expected_from_the_others() -> None:
    about = {"given": OPENING}
    ref = "/data/HN/HN_N1"
    answers = {"bien_dong": YES, "HN_N1A": Answer(10), "HN_N1B": Answer(0, Standing.ZERO)}
    assert filled(example(), answers, **about).expected(ref) == 13
    assert filled(example(), {**answers, "HN_N1B": NOT_YET}, **about).expected(ref) is None
    del answers["HN_N1B"]
    assert filled(example(), answers, **about).expected(ref) is None
    assert filled(example(), answers, **about).expected("/data/KP_CHI") is None


@pytest.mark.parametrize(
    ("kind", "answer", "text"),
    [
        ("integer", Answer(1200), "1200"),
        ("decimal", Answer(Decimal("12.50")), "12.5"),
        ("date", Answer(date(2021, 6, 5)), "2021-06-05"),
        ("select_multiple mau", Answer(("do", "xanh")), "do xanh"),
        ("file", Answer(FileValue("a.docx", "application/msword", 10)), "a.docx"),
        ("text", Answer("Đã làm"), "Đã làm"),
        ("integer", NOT_YET, ""),
        ("integer", Answer(None, Standing.NOT_APPLICABLE), ""),
        ("integer", SKIPPED, ""),
    ],
)
def test_a_node_holds_the_text_of_its_answer(kind: str, answer: Answer, text: str) -> None:
    form = form_of(survey(row(kind, "a"), choices=CHOICES))
    assert filled(form, {"a": answer}).value("/data/a") == text


def test_defaults_fill_a_node_and_settle_nothing() -> None:
    form = form_of(survey(row("integer", "a", default="3"), row("date", "b", default="today()")))
    instance = filled(form, {})
    assert [instance.value("/data/a"), instance.value("/data/b")] == ["3", "2021-06-15"]
    assert instance.progress() == (0, 2)
    assert instance.answer("/data/a") == Answer(3)


def test_calculations_follow_their_inputs() -> None:
    form = form_of(
        survey(
            "integer a", "integer b",
            row("calculate", "tong", calculation="${a} + ${b}", th_unit="hộ"),
            row("calculate", "doi", calculation="${tong} * 2", th_unit="hộ"),
            row("calculate", "chu", calculation="concat('x', ${a})"),
        )
    )  # fmt: skip
    instance = filled(form, {"a": Answer(2), "b": Answer(3)})
    assert instance.answer("/data/doi") == Answer(10)
    assert instance.answer("/data/chu") == Answer("x2")
    assert instance.with_answers({"/data/a": Answer(4)}).answer("/data/doi") == Answer(14)


def test_money_is_dong_and_exact_in_sums() -> None:
    form = form_of(
        survey(
            row("integer", "a", th_kind="money", th_unit="triệu đồng"),
            row("decimal", "b"),
            row("calculate", "c", calculation="${a} * 3", th_kind="money"),
            row("calculate", "d", calculation="${b} + 154.9 - 100.2", th_kind="decimal"),
        )
    )
    instance = filled(form, {"a": Answer(45_500_000), "b": Answer(Decimal("12.3"))})
    assert instance.answer("/data/c") == Answer(136_500_000)
    assert instance.answer("/data/d") == Answer(Decimal(67))


@pytest.mark.parametrize(
    ("second", "standing"),
    [
        (Answer(3), Standing.FIGURE),
        (Answer(0, Standing.ZERO), Standing.FIGURE),
        (NOT_YET, Standing.NOT_YET),
        (Answer(None, Standing.NOT_APPLICABLE), Standing.NOT_APPLICABLE),
        (None, None),
    ],
)
def test_a_total_is_no_better_than_its_worst_part(
    second: Answer | None, standing: Standing | None
) -> None:
    form = form_of(
        survey(
            "integer a", "integer b",
            row("calculate", "c", calculation="coalesce(${a}, 0) + ${b}", th_unit="hộ"),
            row("calculate", "d", calculation="${c} + 1", th_unit="hộ"),
        )
    )  # fmt: skip
    answers = {"a": Answer(2), **({"b": second} if second else {})}
    instance = filled(form, answers)
    assert instance.standing("/data/c") is standing
    assert instance.standing("/data/d") is standing
    answer = instance.answer("/data/c")
    assert (answer and answer.standing) is standing


def test_a_calculation_that_hands_on_a_figure_hands_on_its_standing() -> None:
    form = form_of(
        survey(
            "select_one mau hoi", "integer a",
            row("calculate", "b", calculation="if(${hoi} = 'do', ${a}, 0)", th_unit="hộ"),
            row("calculate", "c", calculation="${a}", th_unit="hộ"),
            choices=CHOICES,
        )
    )  # fmt: skip
    instance = filled(form, {"hoi": Answer("do"), "a": NOT_YET})
    assert instance.answer("/data/b") == instance.answer("/data/c") == NOT_YET
    assert filled(form, {"hoi": Answer("do"), "a": Answer(4)}).answer("/data/b") == Answer(4)
    assert filled(form, {"hoi": Answer("xanh"), "a": NOT_YET}).answer("/data/b") == Answer(0)


def test_a_figure_expected_from_one_other_needs_that_other() -> None:
    form = form_of(survey("integer a", row("integer", "b", th_expected="${a}")))
    assert filled(form, {"a": Answer(4)}).expected("/data/b") == 4
    assert filled(form, {"a": NOT_YET}).expected("/data/b") is None
    assert filled(form, {}).expected("/data/b") is None


def test_a_figure_that_cannot_be_reckoned_is_not_expected() -> None:
    form = form_of(survey("integer a", row("integer", "b", th_expected="10 div ${a}")))
    expected = [filled(form, {"a": Answer(each)}).expected("/data/b") for each in (5, 3, 0)]
    assert expected == [2, None, None]


def test_what_coalesce_covers_may_be_not_applicable() -> None:
    form = form_of(
        survey(
            "integer a", "integer b",
            row("calculate", "c", calculation="${a} + coalesce(${b}, 0)", th_unit="hộ"),
        )
    )  # fmt: skip
    instance = filled(form, {"a": Answer(2), "b": Answer(None, Standing.NOT_APPLICABLE)})
    assert instance.answer("/data/c") == Answer(2)
    assert filled(form, {"a": Answer(2), "b": NOT_YET}).answer("/data/c") == NOT_YET


def test_a_calculated_value_may_be_changed_until_it_is_calculated_anew() -> None:
    form = form_of(survey("integer a", row("integer", "b", calculation="${a} * 2")))
    instance = filled(form, {}).with_answers({"/data/a": Answer(2)})
    assert instance.value("/data/b") == "4"
    instance = instance.with_answers({"/data/b": Answer(5)})
    assert instance.value("/data/b") == "5"
    assert instance.with_answers({"/data/a": Answer(2)}).value("/data/b") == "5"
    assert instance.with_answers({"/data/a": Answer(3)}).value("/data/b") == "6"
