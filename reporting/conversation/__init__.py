"""The guided conversation: `advance(form, state, event, context) -> Step(state, effects)`.

Pure and total: every event has an answer in every phase, and nothing a person can do raises.
"""

from reporting.conversation.effects import (
    Button,
    CloseQuestion,
    Effect,
    Fetch,
    GiveDocument,
    Keep,
    Leave,
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
from reporting.conversation.places import Doubt, Entry, Pending, Phase, Place, Ref, State

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
    "Review",
    "Rows",
    "Say",
    "State",
    "Step",
    "Submit",
    "Typed",
    "Unexpected",
    "Window",
]
