"""One filling: the walk, relevance, values, repeats, choices, languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting.answers import Answer, FileValue, Standing
from reporting.forms import (
    AskStep,
    Form,
    Instance,
    NoteStep,
    RepeatStep,
    convert_markdown,
    load,
)
from reporting.kinds import Choice
from tests.unit.forms.forms import example, filled, form_of, row, surroundings, survey

YES = Answer("co")
NO = Answer("khong")
OPENING = {"opening:N0": Answer(23)}
NOT_YET = Answer(None, Standing.NOT_YET)
SKIPPED = Answer("", Standing.ZERO)


def names(instance: Instance) -> list[str]:
    return [step.ref.rpartition("/")[2] for step in instance.steps()]


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


CHOICES = """
| choices |
| | list_name | name | label | loai |
| | mau | do | Đỏ | nong |
| | mau | xanh | Xanh | lanh |
| | mau | cam | Cam | nong |
| | loai | nong | Nóng | |
| | loai | lanh | Lạnh | |
"""


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


# --- repeats


def test_a_repeat_that_may_have_no_rows_is_asked_about_first() -> None:
    instance = filled(example(), {})
    [step] = [step for step in instance.steps() if isinstance(step, RepeatStep)]
    assert (step.count, step.settled, step.label) == (0, False, "Giống cây, con đã hỗ trợ")
    done = instance.with_answers({"/data/giong#done": Answer("")})
    assert done.settled("/data/giong")
    assert done.instances("/data/giong") == ()


def test_instances_keep_their_ids_and_their_order() -> None:
    instance = filled(example(), {}).new_repeat("/data/giong", "b").new_repeat("/data/giong", "a")
    assert instance.instances("/data/giong") == ("/data/giong[b]", "/data/giong[a]")
    instance = instance.with_answers(
        {
            "/data/giong[b]/giong_so": Answer(Decimal(2)),
            "/data/giong[a]/giong_so": Answer(Decimal(3)),
        }
    )
    assert instance.answer("/data/giong_tong") == Answer(5)
    instance = instance.with_answers({"/data/giong[b]": None})
    assert instance.instances("/data/giong") == ("/data/giong[a]",)
    assert instance.answer("/data/giong_tong") == Answer(3)
    assert not [ref for ref in instance.answers if "[b]" in ref]


def test_another_instance_reopens_a_repeat_that_was_done() -> None:
    done = filled(example(), {}).with_answers({"/data/giong#done": Answer("")})
    assert not done.new_repeat("/data/giong", "a1").settled("/data/giong")


def test_each_instance_is_walked_before_the_question_whether_there_is_another() -> None:
    instance = filled(example(), {}).new_repeat("/data/giong", "a1")
    refs = [step.ref for step in instance.steps() if "giong" in step.ref]
    assert refs == ["/data/giong[a1]/giong_loai", "/data/giong[a1]/giong_so", "/data/giong"]


def repeating(**cells: str) -> Form:
    return form_of(
        survey(
            "integer n",
            row("begin_repeat", "r", **cells),
            "integer a",
            row("calculate", "so", calculation="position(..)"),
            row("calculate", "gap", calculation="${a} * 2"),
            {"type": "end_repeat"},
            row("calculate", "tong", calculation="sum(${a})", th_unit="hộ"),
            row("calculate", "dem", calculation="count(${r})"),
        )
    )


def test_other_repeats_begin_with_one_instance() -> None:
    instance = filled(repeating(), {})
    assert instance.instances("/data/r") == ("/data/r[1]",)
    more = instance.new_repeat("/data/r", "x")
    assert more.instances("/data/r") == ("/data/r[1]", "/data/r[x]")
    assert [more.value(f"/data/r[{name}]/so") for name in "1x"] == ["1", "2"]


def test_an_answer_in_one_instance_does_not_lose_the_others() -> None:
    instance = filled(repeating(), {}).new_repeat("/data/r", "x")
    instance = instance.with_answers({"/data/r[x]/a": Answer(4)})
    assert len(instance.instances("/data/r")) == 2
    assert instance.value("/data/r[x]/gap") == "8"
    assert instance.value("/data/r[1]/gap") == ""


def test_removing_the_last_instance_leaves_none() -> None:
    instance = filled(repeating(), {}).with_answers({"/data/r[1]": None})
    assert instance.instances("/data/r") == ()
    assert instance.value("/data/dem") == "0"
    assert [step.ref for step in instance.steps()] == ["/data/n", "/data/r"]


def test_a_repeat_count_makes_the_instances_and_asks_for_no_other() -> None:
    form = repeating(repeat_count="${n}")
    instance = filled(form, {"n": Answer(2), "/data/r[2]/a": Answer(7), "/data/r[3]/a": Answer(9)})
    assert instance.instances("/data/r") == ("/data/r[1]", "/data/r[2]")
    assert not [step for step in instance.steps() if isinstance(step, RepeatStep)]
    assert instance.value("/data/r[2]/gap") == "14"
    more = instance.with_answers({"/data/n": Answer(3)})
    assert more.value("/data/r[3]/gap") == "18"
    assert instance.with_answers({"/data/n": NOT_YET}).instances("/data/r") == ()


def test_a_repeat_count_may_depend_on_its_own_instances() -> None:
    another = "${dem} = 0 or ${r}[position() = ${dem}]/them = 'do'"
    form = form_of(
        survey(
            row("calculate", "dem", calculation="count(${r})"),
            row("calculate", "can", calculation=f"if({another}, ${{dem}} + 1, ${{dem}})"),
            row("begin_repeat", "r", repeat_count="${can}"),
            "select_one mau them",
            {"type": "end_repeat"},
            choices=CHOICES,
        )
    )
    instance = filled(form, {})
    assert len(instance.instances("/data/r")) == 1
    instance = instance.with_answers({"/data/r[1]/them": Answer("do")})
    assert len(instance.instances("/data/r")) == 2


def test_repeats_nest() -> None:
    form = form_of(
        survey(
            "begin_repeat xa", "text ten", "begin_repeat ho", "integer so", {"type": "end_repeat"},
            {"type": "end_repeat"},
            row("calculate", "tong", calculation="sum(${so})"),
        )
    )  # fmt: skip
    instance = filled(form, {}).new_repeat("/data/xa", "b").new_repeat("/data/xa[b]/ho", "c")
    assert instance.instances("/data/xa[1]/ho") == ("/data/xa[1]/ho[1]",)
    assert instance.instances("/data/xa[b]/ho") == ("/data/xa[b]/ho[c]",)
    instance = instance.new_repeat("/data/xa[b]/ho", "d")
    instance = instance.with_answers(
        {f"{ref}/so": Answer(at) for at, ref in enumerate(instance.instances("/data/xa[b]/ho"), 1)}
        | {"/data/xa[1]/ho[1]/so": Answer(10)}
    )
    assert instance.value("/data/tong") == "13"


def test_rows_that_are_not_relevant_are_not_walked() -> None:
    form = form_of(
        survey(
            "select_one mau hoi", row("begin_repeat", "r", relevant="${hoi} = 'do'"),
            "integer a", {"type": "end_repeat"}, choices=CHOICES,
        )
    )  # fmt: skip
    assert names(filled(form, {})) == ["hoi"]
    assert names(filled(form, {"hoi": Answer("do")})) == ["hoi", "a", "r"]
    assert filled(form, {}).relevant("/data/r") is False


# --- choices, texts, languages


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


# --- actions


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
