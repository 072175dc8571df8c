"""The guided conversation: `advance(form, state, event, context) -> Step(state, effects)`.

Pure and total: every event has an answer in every phase, and nothing a person can do raises.
"""

from reporting.conversation.effects import (
    Button,
    CloseQuestion,
    Effect,
    Fetch,
    GiveDocument,
    GiveWorkbook,
    Keep,
    Leave,
    Reopen,
    Rows,
    Say,
    Step,
    Submit,
)
from reporting.conversation.events import (
    Addressee,
    Attached,
    Context,
    Edited,
    Event,
    Opened,
    Pause,
    Period,
    Pressed,
    Review,
    Typed,
    Unexpected,
    Window,
)
from reporting.conversation.places import (
    Doubt,
    Entry,
    Pending,
    Phase,
    Place,
    Ref,
    State,
)
from reporting.conversation.scene.walk import Walk
from reporting.conversation.table import advance

__all__ = [
    "Addressee",
    "Attached",
    "Button",
    "CloseQuestion",
    "Context",
    "Doubt",
    "Edited",
    "Effect",
    "Entry",
    "Event",
    "Fetch",
    "GiveDocument",
    "GiveWorkbook",
    "Keep",
    "Leave",
    "Opened",
    "Pause",
    "Pending",
    "Period",
    "Phase",
    "Place",
    "Pressed",
    "Ref",
    "Reopen",
    "Review",
    "Rows",
    "Say",
    "State",
    "Step",
    "Submit",
    "Typed",
    "Unexpected",
    "Walk",
    "Window",
    "advance",
]
