"""In the middle of something: which question stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import Phase, Place
from reporting.forms.refs import nodeset_of
from usecases.adhoc.paper import request_in
from usecases.buttons import screen
from usecases.dialogues.asking import AD_HOC, open_dialogue
from usecases.dialogues.focus import stack_of
from usecases.guiding.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.desk import Desk
    from usecases.records import JSON, Conversation, Obligation

# How a question is answered, by the names of `reporting.kinds`; what is missing is never asked.
FAMILIES: Mapping[str, str] = {
    "acknowledge": "read",
    "audio": "file",
    "barcode": "code",
    "boolean": "yes_no",
    "date": "date",
    "datetime": "date",
    "decimal": "figure",
    "file": "file",
    "geopoint": "place",
    "geoshape": "places",
    "geotrace": "places",
    "image": "file",
    "integer": "figure",
    "money": "money",
    "note": "read",
    "percent": "percent",
    "range": "figure",
    "rank": "choices",
    "select_multiple": "choices",
    "select_one": "choice",
    "text": "text",
    "time": "time",
    "video": "file",
}
_LIST = "list"  # whether a list goes on


def asked(desk: Desk) -> Moment | None:
    """The question on top; None when nothing is asked."""
    dialogue = open_dialogue(desk)
    if dialogue is not None:
        request = request_in(desk, dialogue) if dialogue.kind == AD_HOC else None
        title = request.title if request is not None else ""
        return Moment("dialogue", {"kind": dialogue.kind, "title": title})
    stack = stack_of(desk)
    conversation = desk.work.conversations.get(stack[-1]) if stack else None
    obligation = desk.work.obligations.get(conversation.obligation_id) if conversation else None
    if conversation is None or obligation is None:
        return None
    return _in_report(desk, conversation, obligation)


def _in_report(desk: Desk, conversation: Conversation, obligation: Obligation) -> Moment | None:
    place = Place.from_json(conversation.place)
    if place.phase in (Phase.PAUSED, Phase.SUBMITTED):
        return None
    plan = desk.library.plan_of_round(obligation.round_id, desk.work)
    about: dict[str, JSON] = {
        "period": plan.round(obligation.round_id).period,
        "unit": plan.unit(obligation.unit_id).name,
        "answered": obligation.answered,
        "total": obligation.total,
    }
    back = (screen("report", obligation.id, label="resume"),)
    if place.phase is Phase.DOUBTING and place.pending is not None:
        return Moment("doubt", {**about, "doubt": place.pending.doubt.value}, back)
    if place.phase is Phase.ASKING:
        return Moment("question", {**about, **_question(desk, obligation, place.asked)}, back)
    return Moment(place.phase.value, about, back)


def _question(desk: Desk, obligation: Obligation, ref: str) -> dict[str, JSON]:
    """Its label, "" where it depends on answers, and how it is answered."""
    form = desk.library.form(obligation.form_version, desk.work)
    entry = form.entries.get(nodeset_of(ref))
    question = entry.question if entry is not None else None
    if question is None:
        return {"label": "", "how": _LIST}
    label = question.label if "{" not in question.label else ""
    return {"label": label, "how": FAMILIES[question.kind]}
