"""What actors know before they are asked: plausible, coherent, and the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from rehearsal.cast import the_cast
from rehearsal.facts import Facts, facts_for
from rehearsal.habits import Habits
from reporting.answers import Answer
from reporting.forms import Instance, Surroundings
from tests.unit.plan.town import FILES, NOW, ONE_OF_EACH, PLAN

HABITS = Habits.of(FILES)
SENTENCES = list(the_cast().sentences)


def facts(unit_id: str, seed: str, round_kind: str = "six_month") -> Facts:
    unit = PLAN.unit(unit_id)
    surroundings = Surroundings(NOW, round_kind, PLAN.given_for(unit))
    return facts_for(PLAN.form_for(unit), surroundings, HABITS, SENTENCES, seed)


@pytest.mark.parametrize("unit", [unit.id for unit in ONE_OF_EACH])
def test_a_seed_is_one_set_of_facts(unit: str) -> None:
    once, again, other = facts(unit, "1"), facts(unit, "1"), facts(unit, "2")
    assert list(once.answers.items()) == list(again.answers.items())
    assert dict(once.answers) != dict(other.answers)


@pytest.mark.parametrize("round_kind", ["six_month", "annual"])
@pytest.mark.parametrize("unit", [unit.id for unit in ONE_OF_EACH])
def test_what_is_known_breaks_no_rule(unit: str, round_kind: str) -> None:
    known = facts(unit, "1", round_kind)
    surroundings = Surroundings(NOW, round_kind, PLAN.given_for(PLAN.unit(unit)))
    instance = Instance.of(known.form, known.answers, surroundings)
    assert instance.broken() == []
    assert instance.first_open() is None


@pytest.mark.parametrize(
    ("hint", "figures"),
    [
        ([3, 3], {3}),
        ({"part_of": "KT01"}, {8}),
        ({"near": "KT01", "percent": [50, 50]}, {4}),
        ({"plus": ["KT01", "KT02"], "minus": ["KT04"]}, {8 + 200 - 3}),
        ({"part_of": "KT08"}, {45}),  # money is hinted in its unit of measure
        ({"part_of": "KHONG_CO"}, {0}),
    ],
)
def test_hints_point_to_other_figures(hint: Any, figures: set[int]) -> None:
    form = PLAN.form_for(PLAN.unit("kinh-te"))
    given: Mapping[str, int] = {"KT01": 8, "KT02": 200, "KT04": 3, "KT08": 45_000_000}
    answers = {form.by_name(name).nodeset: Answer(value) for name, value in given.items()}
    instance = Instance.of(form, answers, Surroundings(NOW, "six_month", {}))
    habits = Habits(numbers={"KT05": hint})
    chance = random.Random(1)
    likely = set(habits.likely_numbers(instance, form.by_name("KT05"), chance))
    assert likely == figures
