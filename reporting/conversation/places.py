"""Where one person stands in one draft, and what the draft holds."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from reporting.conversation.written import options_from_json, options_to_json, texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reporting.answers import Answer
    from reporting.kinds.kind import JSON, Option

Ref = str  # a concrete node: "/data/g/KT01", "/data/giong[a1]/loai"; or a repeat: "/data/giong"


class Phase(StrEnum):
    ASKING = "asking"  # one question stands open
    DOUBTING = "doubting"  # a question back about `Place.pending` stands open
    WRITING = "writing"  # a long text is coming in several messages
    REVIEWING = "reviewing"  # the list of answers is shown
    CONSENTING = "consenting"  # who of the leaders agreed is to be said, or to be confirmed
    READY = "ready"  # nothing is left to ask: the report can be submitted
    PAUSED = "paused"  # left for later; also the beginning of every conversation
    SUBMITTED = "submitted"


class Doubt(StrEnum):
    """What a question back is about; it decides what its options do."""

    KIND = "kind"  # the typed text can be read in several ways
    WARN = "warn"  # a soft rule: keep the figure or type again
    COLLEAGUE = "colleague"  # somebody else changed the answer since it was shown
    WHY = "why"  # the reason of a "not applicable", already kept; may be skipped
    WHEN = "when"  # the day a "not yet available", already kept, is promised for; may be skipped
    VARIES = "varies"  # why a figure is so far off what was known before
    MISMATCH = "mismatch"  # a closing figure differs from what the form computed
    RULE = "rule"  # answers to several questions contradict each other
    MANY = "many"  # several figures of one message, read back as a table
    REMOVE = "remove"  # one item of a repeat is about to be taken out
    CONTINUES = "continues"  # a typed text may be more of the narrative before the open question


@dataclass(frozen=True, slots=True)
class Pending:
    """An open doubt about `ref`: `options[i]` is what the button of argument i would keep.
    `kind` names the kind of the question, by which the options' values are written down."""

    doubt: Doubt
    ref: Ref
    kind: str
    options: tuple[Option, ...] = ()
    reason: str = ""
    params: Mapping[str, JSON] = field(default_factory=dict)

    def to_json(self) -> dict[str, JSON]:
        return {
            "doubt": self.doubt.value,
            "ref": self.ref,
            "kind": self.kind,
            "options": options_to_json(self.options, self.kind),
            "reason": self.reason,
            "params": dict(self.params),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, JSON]) -> Pending:
        kind, params = str(stored["kind"]), stored.get("params")
        return cls(
            doubt=Doubt(str(stored["doubt"])),
            ref=str(stored["ref"]),
            kind=kind,
            options=options_from_json(stored["options"], kind),
            reason=str(stored.get("reason", "")),
            params=params if isinstance(params, dict) else {},
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """The latest answer to one question, by whoever gave it; answer None = taken back."""

    answer: Answer | None
    revision: int  # counts per ref from 1
    by: str  # display name
    by_person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place. `asked_revision` is the revision that person was shown."""

    phase: Phase = Phase.PAUSED
    asked: Ref = ""
    asked_revision: int = 0
    back_to_review: bool = False
    detour: tuple[Ref, ...] = ()  # became relevant by an edit; asked before the review again
    postponed: tuple[Ref, ...] = ()
    pending: Pending | None = None
    writing: tuple[str, ...] = ()  # the messages of a long text so far
    narrative: Ref = ""  # answered by the last message; the next one may be more of it
    album: str = ""  # of the file taken last; with "!" behind it once its others were declined
    chosen: tuple[str, ...] = ()  # ticked choices of the open question
    page: int = 0  # of the review
    sent_back: tuple[Ref, ...] = ()  # asked again because the office wants them looked at
    leader: str = ""  # who agreed on paper, as this person said
    agreed_on: str = ""  # when, an ISO date
    waived: tuple[str, ...] = ()  # contradictions left for later, by `contradictions.key`
    separators: tuple[str, ...] = ()  # how this person writes amounts, see `scene.separators`

    def to_json(self) -> dict[str, JSON]:
        """Small and stable: what is as in a new place is left out."""
        stored: dict[str, JSON] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                stored[each.name] = _to_json(value)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, JSON]) -> Place:
        """Takes what an earlier version wrote; names it does not know are left out."""
        pending = stored.get("pending")
        return cls(
            phase=Phase(str(stored.get("phase", Phase.PAUSED.value))),
            asked=str(stored.get("asked", "")),
            asked_revision=_number(stored.get("asked_revision")),
            back_to_review=stored.get("back_to_review") is True,
            detour=texts(stored.get("detour")),
            postponed=texts(stored.get("postponed")),
            pending=Pending.from_json(pending) if isinstance(pending, dict) else None,
            writing=texts(stored.get("writing")),
            narrative=str(stored.get("narrative", "")),
            album=str(stored.get("album", "")),
            chosen=texts(stored.get("chosen")),
            page=_number(stored.get("page")),
            sent_back=texts(stored.get("sent_back")),
            leader=str(stored.get("leader", "")),
            agreed_on=str(stored.get("agreed_on", "")),
            waived=texts(stored.get("waived")),
            separators=texts(stored.get("separators")),
        )


def _to_json(value: object) -> JSON:
    if isinstance(value, Pending):
        return value.to_json()
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, bool | int):
        return value
    return str(value)


def _number(stored: JSON) -> int:
    return stored if isinstance(stored, int) else 0


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

    @property
    def draft_revision(self) -> int:
        """Grows with every answer given by anybody."""
        return sum(entry.revision for entry in self.entries.values())
