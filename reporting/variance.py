"""A figure beside what was known before: how far it may be off before its unit is asked why.

Names of what is known are those of given figures: "mid:" what this year's half-year report said,
"year:" the same round a year ago, "last:" the newest earlier round, "opening:" and "target:" of the
plan (domain.md 4.0, Q2 and Q5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reporting.kinds import in_unit
from reporting.kinds.kind import Measure

if TYPE_CHECKING:
    from reporting.answers import Answer
    from reporting.forms import Question

NONE = "none"  # th:tolerance of a figure that is never compared
BASES = ("last", "year", "opening", "target")  # what th:compare may name


@dataclass(frozen=True, slots=True)
class Tolerance:
    """`percent` of what a figure is compared with; below `least`, counted in the question's unit of
    measure, that is too little to compare with. Reasons are printed in `section` of the
    consolidated report; "": nowhere."""

    percent: Decimal
    least: Decimal = Decimal(10)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """`against` is the prefix of a given name. A cumulative figure below the half-year's `fell`:
    its unit has to say why. `percent` is signed, of the base; None where the base is zero."""

    fell: bool
    against: str
    base: Answer
    percent: Decimal | None


def departure(
    question: Question, answer: Answer, given: Mapping[str, Answer], usual: Tolerance | None
) -> Departure | None:
    """None where the figure is as could be expected, or nothing is known to compare it with.
    Closing figures follow from others, which were asked."""
    value = _number(answer)
    if value is None or question.has_expected:
        return None
    if question.measure is Measure.FLOW:
        before = given.get(f"mid:{question.name}")
        reported = _number(before)
        if before is not None and reported is not None and value < reported:
            return Departure(True, "mid", before, _percent(value, reported))
    tolerance = _tolerance(question, usual)
    if tolerance is None:
        return None
    found = (_beyond(question, value, name, given, tolerance) for name in compared(question))
    return next((each for each in found if each is not None), None)


def compared(question: Question) -> Iterator[str]:
    """The given names it is compared with; by default a stock with the last round, what happened
    since the beginning of the year with the same round a year ago."""
    named = question.attributes.get("compare", "").split()
    if named:
        yield from named
    elif question.measure is Measure.FLOW:
        yield f"year:{question.name}"
    else:
        yield f"last:{question.name}"


def _tolerance(question: Question, usual: Tolerance | None) -> Tolerance | None:
    own = question.attributes.get("tolerance", "")
    if own == NONE or (not own and usual is None):
        return None
    if not own:
        return usual
    return Tolerance(Decimal(own), usual.least if usual else Decimal(10))


def _beyond(
    question: Question,
    value: Decimal,
    name: str,
    given: Mapping[str, Answer],
    tolerance: Tolerance,
) -> Departure | None:
    """More than a target allows counts, less does not: the year may still go on."""
    base = given.get(name)
    known = _number(base)
    if base is None or known is None or _counted(question, known) < tolerance.least:
        return None
    percent, against = _percent(value, known), name.partition(":")[0]
    assert percent is not None, "what is compared with is no zero"
    if abs(percent) <= tolerance.percent or (against == "target" and percent < 0):
        return None
    return Departure(False, against, base, percent)


def _counted(question: Question, value: Decimal) -> Decimal:
    """In the question's unit of measure."""
    if question.kind != "money":
        return abs(value)
    return Decimal(in_unit(abs(int(value)), question.unit_of_measure))


def _percent(value: Decimal, base: Decimal) -> Decimal | None:
    return (value - base) * 100 / abs(base) if base else None


def _number(answer: Answer | None) -> Decimal | None:
    """Of a figure or a confirmed zero."""
    if answer is None or not answer.is_figure or isinstance(answer.value, bool):
        return None
    return Decimal(answer.value) if isinstance(answer.value, int | Decimal) else None
