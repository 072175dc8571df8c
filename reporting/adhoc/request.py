"""What the office wants to know at short notice, as far as it has said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

# Kinds a typed question may have; a picked one has that of its form.
KINDS = ("integer", "decimal", "money", "percent", "select_one", "select_multiple", "text", "date")
MEASURED = frozenset({"integer", "decimal", "money"})
CHOOSING = frozenset({"select_one", "select_multiple"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. A picked one has `form` and `name`, which it keeps for good; a typed one has
    neither until the form is built. A picked list has what it asks of each entry as `choices`."""

    wording: str
    kind: str
    unit_of_measure: str = ""
    choices: tuple[str, ...] = ()
    form: str = ""
    name: str = ""

    @property
    def picked(self) -> bool:
        return bool(self.form)


@dataclass(frozen=True, slots=True)
class Superior:
    """The letter that makes the office ask; all of it as typed. `file` is the name of the
    `attachment` (0: none)."""

    number: str = ""  # with what it is: "Công văn số 512/SLĐTBXH-BTXH"
    date: str = ""
    subject: str = ""
    file: str = ""
    attachment: int = 0
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that a round already holds and that is used instead of asking again: `parts` is
    unit id → figure as shown, `total` the sum as shown, `period` the round's. Its sources: the
    round, and unit id → version submitted there. `amounts` are the figures, exact, in the unit of
    measure ("12.5")."""

    name: str
    wording: str
    unit_of_measure: str
    period: str
    total: str
    parts: Mapping[str, str]
    round_id: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """`due` is aware; None while it has not been said. Days are those of the window's ends."""

    title: str = ""
    superior: Superior | None = None
    units: tuple[str, ...] = ()
    questions: tuple[Asked, ...] = ()
    since: date | None = None
    until: date | None = None
    due: datetime | None = None
    urgent: bool = False
    held: tuple[Held, ...] = ()
    kept: tuple[str, ...] = ()  # names of picked questions that are asked although held

    @property
    def whole(self) -> bool:
        """Whether nothing is missing that a round needs."""
        return bool(self.title and self.units and self.questions and self.due and self.until)

    def toggled(self, units: tuple[str, ...], order: tuple[str, ...]) -> Request:
        """`units` all in, or, where they all are in already, all out; in the order of `order`."""
        chosen = set(self.units)
        chosen = chosen - set(units) if set(units) <= chosen else chosen | set(units)
        return replace(self, units=tuple(unit for unit in order if unit in chosen))

    def without(self, index: int) -> Request:
        """Without its question number `index`."""
        left = tuple(each for at, each in enumerate(self.questions) if at != index)
        return replace(self, questions=left)

    def to_json(self) -> dict[str, Any]:
        content = asdict(self)
        content["since"] = self.since.isoformat() if self.since else None
        content["until"] = self.until.isoformat() if self.until else None
        content["due"] = self.due.isoformat() if self.due else None
        return content

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Request:
        """The reverse of `to_json`."""
        superior = stored["superior"]
        return cls(
            title=stored["title"],
            superior=Superior(**superior) if superior else None,
            units=tuple(stored["units"]),
            questions=tuple(_asked(each) for each in stored["questions"]),
            since=date.fromisoformat(stored["since"]) if stored["since"] else None,
            until=date.fromisoformat(stored["until"]) if stored["until"] else None,
            due=datetime.fromisoformat(stored["due"]) if stored["due"] else None,
            urgent=stored["urgent"],
            held=tuple(Held(**each) for each in stored["held"]),
            kept=tuple(stored["kept"]),
        )


def _asked(stored: Mapping[str, Any]) -> Asked:
    return Asked(**{**stored, "choices": tuple(stored["choices"])})
