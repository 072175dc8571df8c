"""How officials type what they know: with points, words, units of measure."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from reporting.answers import Answer
from reporting.forms import Question
from reporting.kinds import Asked
from reporting.kinds.shown import in_unit, show_date, show_number

_DAY = date(2021, 6, 1)  # kinds ask for a day; nothing typed here depends on it


def asked(question: Question) -> Asked:
    return Asked(today=_DAY, unit_of_measure=question.unit_of_measure, measure=question.measure)


def typed(question: Question, answer: Answer, chance: random.Random) -> str:
    """One of several ways, all of which mean the same."""
    value = answer.value
    if question.kind == "money" and isinstance(value, int):
        return _money(value, question.unit_of_measure, chance)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _number(value, question.unit_of_measure, chance)
    if isinstance(value, date):
        return show_date(value)
    return str(value or "")


def _number(value: int | Decimal, unit: str, chance: random.Random) -> str:
    plain = show_number(value)
    if value == 0:
        return chance.choice(["0", "không", "Không có"])
    ways = [plain, plain, f"{plain} {unit}".strip()]
    if isinstance(value, int) and value < 10:
        ways.append(f"0{value} {unit}".strip())
    return chance.choice(ways)


def _money(dong: int, unit: str, chance: random.Random) -> str:
    if dong == 0:
        return chance.choice(["0", "không"])
    if dong % 1_000_000 == 0 and dong < 1_000_000_000:
        millions = dong // 1_000_000
        return chance.choice([f"{millions} triệu", f"{millions}tr", f"{millions} triệu đồng"])
    return f"{show_number(in_unit(dong, unit))} {unit}"
