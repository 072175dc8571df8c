"""What is plausible for a question of a plan: read from the plan's own `rehearsal.toml`."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reporting.forms import Instance, Question

FILE = "rehearsal.toml"
MILLION = 1_000_000  # money is asked in "triệu đồng" and kept in đồng
_TRIES = 6
_USUAL = 40  # per cent


@dataclass(frozen=True, slots=True)
class Habits:
    """`numbers` are in the question's unit of measure; `choices` give one choice its chance in
    per cent; `texts` are by name of a question or by section of the report."""

    numbers: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Habits:
        """Of a plan's files; a plan without hints is played with small figures."""
        if FILE not in files:
            return cls()
        data = tomllib.loads(files[FILE].decode("utf-8-sig"))
        texts = {name: tuple(lines) for name, lines in data.get("text", {}).items()}
        return cls(data.get("number", {}), data.get("choice", {}), texts)

    def likely_choice(self, question: Question, chance: random.Random) -> str | None:
        for name, percent in self.choices.get(question.name, {}).items():
            if chance.random() * 100 < percent:
                return name
        return None

    def likely_choices(
        self, question: Question, names: list[str], chance: random.Random
    ) -> tuple[str, ...]:
        """Of several that can be ticked, each with a chance of its own."""
        percents = self.choices.get(question.name, {})
        return tuple(name for name in names if chance.random() * 100 < percents.get(name, _USUAL))

    def likely_numbers(
        self, instance: Instance, question: Question, chance: random.Random
    ) -> Iterator[int]:
        """In the question's unit of measure, the first ones most plausible."""
        hint = self.numbers.get(question.name)
        if isinstance(hint, list):
            yield from (chance.randint(*hint) for _ in range(_TRIES))
        elif isinstance(hint, Mapping):
            whole = _whole(instance, hint)
            low, high = hint.get("percent", (100, 100))
            for _ in range(_TRIES):
                yield round(whole * chance.uniform(low, high) / 100)


def _whole(instance: Instance, hint: Mapping[str, Any]) -> int:
    """What the hint takes its percentage of: one figure, or several added, less others."""
    single = [hint[key] for key in ("near", "part_of") if key in hint]
    known = [_known(instance, name) for name in (*single, *hint.get("plus", ()))]
    return sum(known) - sum(_known(instance, name) for name in hint.get("minus", ()))


def _known(instance: Instance, name: str) -> int:
    """A figure of the same form in its unit of measure, given and computed ones included; 0 when
    there is none."""
    try:
        question = instance.form.by_name(name)
    except KeyError:
        return 0
    answer = instance.answer(question.nodeset)
    text = str(answer.value) if answer is not None else ""
    figure = int(text) if text.lstrip("-").isdecimal() else 0
    return figure // MILLION if question.kind == "money" else figure
