"""One filling: rows that are asked for again and again."""

from __future__ import annotations

from decimal import Decimal

from reporting.answers import Answer, Standing
from reporting.forms import (
    Form,
    RepeatStep,
)
from tests.unit.forms.forms import CHOICES, example, filled, form_of, names, row, survey

NOT_YET = Answer(None, Standing.NOT_YET)


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
