"""An instance kept from an earlier turn is used only where a new one would be the same."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import timedelta

import pytest

from reporting.answers import Answer, Standing
from reporting.forms import Instance
from tests.unit.forms.forms import NOW, filled, form_of, row, surroundings, survey

TIMELESS = form_of(survey("integer a", row("integer", "b", constraint=". < 10 and . < ${a}")))
OWN = form_of(
    survey(row("integer", "a", constraint=". < 10"), row("integer", "b", relevant="${a} > 3"))
)
ANSWERS = {"/data/a": Answer(5), "/data/b": Answer(2)}


def test_the_same_answers_a_day_later_give_the_same() -> None:
    kept = Instance.of(TIMELESS, ANSWERS, surroundings())
    later = replace(surroundings(), now=NOW + timedelta(days=1))
    assert kept.is_of(TIMELESS, dict(ANSWERS), later)


@pytest.mark.parametrize("asks", ["today()", "now()", "random()", "uuid()"])
def test_a_form_that_asks_for_time_or_chance_is_worked_out_anew(asks: str) -> None:
    form = form_of(survey(row("calculate", "a", calculation=asks)))
    kept = Instance.of(form, {}, surroundings())
    assert kept.is_of(form, {}, surroundings())
    assert not kept.is_of(form, {}, replace(surroundings(), now=NOW + timedelta(seconds=1)))


def test_any_other_answer_order_form_or_surrounding_is_another_instance() -> None:
    kept = Instance.of(TIMELESS, ANSWERS, surroundings())
    changed = {**ANSWERS, "/data/b": Answer(None, Standing.NOT_YET)}
    turned = dict(reversed(list(ANSWERS.items())))
    assert not kept.is_of(TIMELESS, changed, surroundings())
    assert not kept.is_of(TIMELESS, turned, surroundings())
    assert not kept.is_of(OWN, ANSWERS, surroundings())
    assert not kept.is_of(TIMELESS, ANSWERS, surroundings(given={"opening:N": Answer(1)}))
    assert not kept.is_of(TIMELESS, ANSWERS, surroundings("year"))


def test_what_held_is_not_looked_at_again_until_its_answer_changes() -> None:
    kept = Instance.of(OWN, ANSWERS, surroundings())
    assert kept.broken() == []
    assert kept.with_answers({"/data/b": Answer(3)}).broken() == []
    assert [each.ref for each in kept.with_answers({"/data/a": Answer(12)}).broken()] == ["/data/a"]


def test_a_rule_over_two_answers_is_looked_at_whichever_changes() -> None:
    kept = Instance.of(TIMELESS, ANSWERS, surroundings())
    assert kept.broken() == []
    assert [each.ref for each in kept.with_answers({"/data/a": Answer(1)}).broken()] == ["/data/b"]


def test_a_dissolved_instance_leaves_no_garbage() -> None:
    gc.collect()
    instance = filled(OWN, {"a": Answer(5)})
    assert instance.broken() == []
    instance.dissolve()
    del instance
    assert gc.collect() == 0
