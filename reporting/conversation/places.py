"""Where one person stands in one draft, and what the draft holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reporting.answers import Answer
    from reporting.kinds.kind import JSON, Option

Ref = str  # a concrete node: "/data/g/KT01", "/data/giong[a1]/loai"


class Phase(StrEnum):
    ASKING = "asking"  # one question stands open
    DOUBTING = "doubting"  # a question back about `Place.pending` stands open
    WRITING = "writing"  # a long text is coming in several messages
    REVIEWING = "reviewing"  # the list of answers is shown
    READY = "ready"  # nothing is left to ask: the report can be submitted
    PAUSED = "paused"  # left for later; also the beginning of every conversation
    SUBMITTED = "submitted"


class Doubt(StrEnum):
    """What a question back is about; it decides what its options do."""

    KIND = "kind"  # the typed text can be read in several ways
    WARN = "warn"  # a soft rule: keep the figure or type again
    COLLEAGUE = "colleague"  # somebody else changed the answer since it was shown
    WHY = "why"  # the reason of a "not applicable", already kept; may be skipped
    MISMATCH = "mismatch"  # a closing figure differs from what the form computed
    RULE = "rule"  # answers to several questions contradict each other
    DISCARD = "discard"  # a text was begun in several messages and a button leads elsewhere


@dataclass(frozen=True, slots=True)
class Entry:
    """The latest answer to one question, by whoever gave it; answer None = taken back."""

    answer: Answer | None
    revision: int  # counts per ref from 1
    by: str  # display name
    by_person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """An open doubt: `options[i]` is what the button with argument "i" would keep."""

    doubt: Doubt
    ref: Ref
    kind: str  # name in KINDS, to write the options' values down
    reason: str = ""
    params: Mapping[str, JSON] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    refs: tuple[Ref, ...] = ()  # the questions involved (MISMATCH, RULE)
    warned: frozenset[str] = frozenset()  # doubts of this answer already confirmed


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place. `asked_revision` is the revision that person was shown."""

    phase: Phase = Phase.PAUSED
    asked: Ref = ""
    asked_revision: int = 0
    back_to_review: bool = False
    postponed: tuple[Ref, ...] = ()
    pending: Pending | None = None
    writing: tuple[str, ...] = ()
    page: int = 0  # of the review
    window: str = ""  # name of the data window last stated
    looked_at: tuple[str, ...] = ()  # keys of contradictions the person chose to leave for later


@dataclass(frozen=True, slots=True)
class State:
    """`entries` belongs to the draft and is shared by its people; `place` to one person."""

    entries: Mapping[Ref, Entry] = field(default_factory=dict)
    place: Place = field(default_factory=Place)

    def revision(self, ref: Ref) -> int:
        entry = self.entries.get(ref)
        return entry.revision if entry else 0

    def answer(self, ref: Ref) -> Answer | None:
        entry = self.entries.get(ref)
        return entry.answer if entry else None

    def answers(self) -> dict[Ref, Answer]:
        return {ref: entry.answer for ref, entry in self.entries.items() if entry.answer}
