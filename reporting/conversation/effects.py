"""What must be done after an event: said, kept, submitted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reporting.answers import Answer, FileValue
    from reporting.conversation.places import Ref, State
    from reporting.conversation.scene.walk import Walk
    from reporting.kinds.kind import JSON


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is a key of buttons.toml in which "{text}" stands for `text` (a choice, a figure);
    "plain" is nothing but that. The other fields come back as `Pressed`."""

    action: str
    label: str = "plain"
    text: str = ""
    ref: Ref = ""
    revision: int = 0
    argument: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Say:
    """A message: `kind` names templates/messages/vi/<kind>.j2, `params` are plain JSON.
    `asks` is the question that typed text will answer from now on."""

    kind: str
    params: Mapping[str, JSON] = field(default_factory=dict)
    buttons: Rows = ()
    asks: Ref = ""


@dataclass(frozen=True, slots=True)
class Keep:
    """Store an answer (None takes it back) over the revision the decision was made on."""

    ref: Ref
    answer: Answer | None
    base_revision: int


@dataclass(frozen=True, slots=True)
class CloseQuestion:
    """The message that asked `ref` loses its keyboard and is shown as `question_closed` of
    `params`; nothing happens where that message is not known."""

    ref: Ref
    params: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submit:
    """Make a submission of the draft as it is in the returned state; the receipt is said by
    whoever does. `leader` agreed on paper on `agreed_on`, where the plan wants that."""

    leader: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskLeader:
    """Put the draft as it is before the unit's leader, who submits it by agreeing."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Go on with a draft copied from the last submission, in a conversation of its own."""


@dataclass(frozen=True, slots=True)
class GiveDocument:
    """Send the Word draft of the answers as they are now."""


@dataclass(frozen=True, slots=True)
class GiveWorkbook:
    """Send the answers as they are now as an Excel workbook to be filled in."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """Bring an attachment into the store, then write its hash into the answer of `ref`."""

    ref: Ref
    file: FileValue


@dataclass(frozen=True, slots=True)
class ReadText:
    """Bring a Word file into the store and read it; its text comes as `Written`."""

    ref: Ref
    file: FileValue


@dataclass(frozen=True, slots=True)
class Discard:
    """What the person sent must not stay anywhere: it holds personal data."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Free text belongs to this conversation no longer."""


Effect = (
    Say
    | Keep
    | CloseQuestion
    | Submit
    | AskLeader
    | Reopen
    | GiveDocument
    | GiveWorkbook
    | Fetch
    | ReadText
    | Discard
    | Leave
)


@dataclass(frozen=True, slots=True)
class Step:
    """`state` already holds the answers of the `Keep` effects, and `walk` is the way through the
    form with them."""

    state: State
    effects: tuple[Effect, ...]
    walk: Walk = field(compare=False, repr=False)
