"""The superior's letter itself: fetched after it was sent, so that its bytes may come before the
request goes out or after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.adhoc import Request, Superior
from usecases.adhoc.records import RequestState
from usecases.attachments import LIMIT, want
from usecases.messages import say
from usecases.records import ObligationState, OutgoingFile, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reporting.answers import FileValue
    from usecases.adhoc.paper import Paper
    from usecases.adhoc.records import RequestRecord
    from usecases.ports import Work
    from usecases.records import Obligation, Person

TOLD = (Role.LIAISON, Role.SECOND_LIAISON)


def keep_letter(paper: Paper, file: FileValue) -> bool:
    """The file belongs to the request from now on; its bytes come later. False for one that is too
    big, which is said."""
    desk = paper.desk
    if file.size > LIMIT:
        desk.say(say("file_too_big", name=file.name, size=file.size, limit=LIMIT))
        return False
    key = want(desk, file)
    superior = paper.request.superior or Superior()
    named = replace(superior, file=file.name, attachment=key)
    paper.request = replace(paper.request, superior=named)
    return True


def letter_of(work: Work, request: Request) -> OutgoingFile | None:
    """None where there is none, or where its bytes are still to come."""
    superior = request.superior
    record = work.attachments.get(superior.attachment) if superior and superior.attachment else None
    if record is None or not record.sha256:
        return None
    return OutgoingFile(record.sha256, record.name, record.mime)


def tell_letter(
    work: Work, key: int, request: Request, file: OutgoingFile, chat_id: int, at: datetime
) -> None:
    """Once to a chat, whenever it comes. `key` is the request's id."""
    message = say(
        "adhoc_letter", title=request.title, file=file, dedupe_key=f"letter:{key}:{chat_id}"
    )
    work.outbox.add(chat_id, message, at)


def send_on(work: Work, attachment_id: int, at: datetime) -> None:
    """The bytes have come: everybody who was asked meanwhile gets the letter now."""
    for record in _of_attachment(work, attachment_id):
        request = Request.from_json(record.content)
        file = letter_of(work, request)
        if file is None or record.state is not RequestState.SENT:
            continue
        for obligation in work.obligations.of_round(record.round_id):
            if obligation.state is not ObligationState.CANCELLED:
                for person in people_of(work, obligation):
                    assert person.chat_id is not None, "looked at there"
                    tell_letter(work, record.id, request, file, person.chat_id, at)


def forget_letter(work: Work, attachment_id: int, at: datetime) -> None:
    """It could not be kept: the request goes on without it."""
    for record in _of_attachment(work, attachment_id):
        request = Request.from_json(record.content)
        assert request.superior is not None, "it has the attachment"
        bare = replace(request, superior=replace(request.superior, file="", attachment=0))
        work.requests.keep(
            record.id,
            record.revision,
            content=bare.to_json(),
            asked=record.asked,
            pending=record.pending,
            at=at,
        )


def people_of(work: Work, obligation: Obligation) -> list[Person]:
    """Those who report for the unit and have a chat."""
    found = []
    for person in work.people.of_unit(obligation.unit_id):
        roles = {m.role for m in person.active() if m.unit_id == obligation.unit_id}
        if person.chat_id is not None and roles & set(TOLD):
            found.append(person)
    return found


def _of_attachment(work: Work, attachment_id: int) -> Iterator[RequestRecord]:
    for record in work.requests.going_on():
        superior = record.content["superior"]
        if superior and superior["attachment"] == attachment_id:
            yield record
