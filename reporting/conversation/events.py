"""What can happen in a conversation, and what `advance` may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from reporting.answers import Answer, FileValue
    from reporting.conversation.places import Ref
    from reporting.conversation.scene.walk import Walk
    from reporting.forms import Surroundings
    from reporting.variance import Tolerance


@dataclass(frozen=True, slots=True)
class Opened:
    """The person begins or goes on: /baocao, `Bắt đầu báo cáo`, `Tiếp tục báo cáo`."""


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    replied_to: Ref = ""  # the question whose message this is a reply to
    forwarded: bool = False  # somebody else's words, sent on


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as it came back; every field may be old or forged."""

    action: str
    ref: Ref = ""
    revision: int = 0
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """`what` names the text said where no question wants it: file, photo, voice, ... `album` is
    the same for all that was sent in one go."""

    file: FileValue
    caption: str = ""
    what: str = "file"
    album: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A place sent from the phone's map, in degrees as XForms writes them."""

    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a Word file that was sent to the text question `ref`, read meanwhile; without
    one, `fault` says why: empty, too_big, not_office, unsafe."""

    ref: Ref
    name: str
    text: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Something no question asks for; `what` names a text: sticker, voice, location, ..."""

    what: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The person edited a message sent before; answers are changed by `Sửa` instead."""

    text: str


@dataclass(frozen=True, slots=True)
class Review:
    page: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    pass


@dataclass(frozen=True, slots=True)
class SentBack:
    """The person takes up what the office asked to look at again: these questions, or (none) the
    report as a whole."""

    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """The person takes up figures that were promised by now: these questions are open again."""

    refs: tuple[Ref, ...] = ()


Event = (
    SentBack
    | Promised
    | Opened
    | Typed
    | Pressed
    | Attached
    | Located
    | Written
    | Unexpected
    | Edited
    | Review
    | Pause
)


class Window(Protocol):
    """Dates the figures are for, both ends included."""

    @property
    def from_(self) -> date: ...

    @property
    def to(self) -> date: ...

    @property
    def estimated(self) -> bool:
        """It ends after the report is due: the last days are an estimate."""
        ...


class Addressee(Protocol):
    """What the conversation needs of a unit (`reporting.plan.Unit` is one)."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str: ...  # "Anh/Chị"

    @property
    def tone(self) -> str: ...  # "kinh_de_nghi" | "de_nghi"


class Windowed(Protocol):
    """A question, as far as windows go: the name of its window, "" for the usual one."""

    @property
    def window(self) -> str: ...


class Period(Protocol):
    """What the conversation needs of a round (`reporting.plan.Round` is one)."""

    @property
    def period(self) -> str: ...  # "6 tháng đầu năm 2021"

    def window_for(self, question: Windowed, unit: Addressee) -> Window: ...


@dataclass(frozen=True, slots=True)
class Consent:
    """How the unit's leader agrees before a report goes out. `mode`: "paper" (whoever submits says
    who agreed, and when), "bot" (the leader is asked), "none". `leader`: the name known so far."""

    mode: str = "none"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """All that is not in the state. `at` is the message's own time, `now` the clock's."""

    now: datetime
    at: datetime
    person: int
    person_name: str
    unit: Addressee
    round: Period
    surroundings: Surroundings
    last: Mapping[str, Answer] = field(default_factory=dict)  # question name -> round before
    targets: Mapping[str, str] = field(default_factory=dict)  # target name -> shown text
    submitted_version: int = 0  # of the obligation; 0 = never submitted
    submitted_code: str = ""  # of that version's receipt, once the draft is closed
    closed: bool = False  # this very draft was submitted, by this person or a colleague
    correcting: bool = False  # closed, and a copy of it is being corrected
    seed: int = 0
    # Of the draft as it was when somebody last spoke of it; used only if its answers are the same.
    walk: Walk | None = field(default=None, compare=False, repr=False)
    consent: Consent = Consent()
    remarks: Mapping[Ref, str] = field(default_factory=dict)  # what the office wants looked at
    first: frozenset[str] = frozenset()  # nodes asked before the others, see `asked_first`
    # Figures given before `cut_off` are provisional until their unit decides; None: none are.
    cut_off: date | None = None
    decided_at: datetime | None = None
    coming: tuple[date, ...] = ()  # working days soon, offered for a promise
    tolerance: Tolerance | None = None  # of the plan; None: only falling figures are asked about
