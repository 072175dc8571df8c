"""What was asked about contradictions of a round, and what units said to it: decisions (ADR 24).

Subjects: "asked:INDICATOR:N", the N-th comparison of an indicator, by the office; and
"said:INDICATOR:N:UNIT", the last word of a unit on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.consolidation import Contradiction
from usecases.buttons import number_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reporting.consolidation import ConsolidatedReport
    from usecases.deciding.records import Decision
    from usecases.desk import Desk
    from usecases.records import JSON

RIGHT, WORDS, CORRECTED = "right", "words", "corrected"


@dataclass(frozen=True, slots=True)
class Key:
    """Which comparison: an indicator's id and the place of the comparison in it."""

    indicator: str
    at: int

    def __str__(self) -> str:
        return f"{self.indicator}:{self.at}"

    @classmethod
    def read(cls, text: str) -> Key:
        indicator, _, at = text.partition(":")
        return cls(indicator, number_in(at))


@dataclass(frozen=True, slots=True)
class Said:
    """`verdict` RIGHT, WORDS or CORRECTED."""

    unit_id: str
    verdict: str
    words: str
    by: str
    at: datetime


def key_of(each: Contradiction) -> Key:
    indicator = each.figure.indicator
    return Key(indicator.id, indicator.compare.index(each.comparison))


def contradiction(report: ConsolidatedReport, key: Key) -> Contradiction | None:
    """None for one that has been settled, or never was."""
    return next((each for each in report.contradictions if key_of(each) == key), None)


def asked_units(decision: Decision | None) -> Mapping[str, str]:
    """Unit id -> its question, of what was asked."""
    units: Mapping[str, str] = decision.value["units"] if decision else {}
    return units


def said_of(decisions: Mapping[str, Decision], key: Key) -> list[Said]:
    """What units have said since the question was asked last, oldest first."""
    asked = decisions.get(f"asked:{key}")
    if asked is None:
        return []
    found = [
        Said(subject.rpartition(":")[2], each.value["verdict"], each.value["words"],
             each.person_name, each.at)
        for subject, each in decisions.items()
        if subject.startswith(f"said:{key}:") and each.at >= asked.at
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.at)


def note_said(desk: Desk, round_id: str, key: Key, unit_id: str, verdict: str, words: str) -> None:
    _note(desk, round_id, f"said:{key}:{unit_id}", {"verdict": verdict, "words": words})


def note_asked(desk: Desk, round_id: str, key: Key, value: JSON) -> None:
    _note(desk, round_id, f"asked:{key}", value)


def _note(desk: Desk, round_id: str, subject: str, value: JSON) -> None:
    assert desk.person is not None, "somebody asks or answers"
    person_id, now = desk.person.id, desk.turn.now
    desk.work.decisions.note(round_id, subject, value, person_id=person_id, at=now)
    detail = {"subject": subject, "value": value}
    desk.work.audit.note(now, person_id, "contradiction", f"round:{round_id}", detail)
