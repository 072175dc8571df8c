"""What became of notices: written down, and where nobody was reached, a task for the office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.people.shown import unit_words
from usecases.records import MessageClass
from usecases.reminding.records import UNDELIVERED, Fate, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from usecases.library import Library
    from usecases.ports import Work
    from usecases.records import JSON, Person
    from usecases.reminding.records import Delivered, Notice

_LOOK_BACK = timedelta(days=14)  # a failure older than this is no news
_SHOWN = 300  # characters of an announcement, to be read out on the telephone

# The channel's words for why a chat cannot be written to (Bot API, sendMessage).
_WORDS = {
    "blocked by the user": Fate.BLOCKED,
    "chat not found": Fate.NEVER_STARTED,
    "can't initiate conversation": Fate.NEVER_STARTED,
}


def settle_fates(work: Work, library: Library, now: datetime) -> None:
    """Of every notice whose message is over since the last look."""
    unannounced: dict[str, list[Delivered]] = {}
    for delivered in work.notices.over():
        notice, fate = delivered.notice, fate_of(delivered)
        if not work.notices.settle(notice.id, fate, delivered.error[:200], now):
            continue
        if fate in UNDELIVERED and notice.kind is NoticeKind.REMINDER:
            note_undelivered(work, library, notice.person_id, fate, notice.obligations, now)
        elif fate in UNDELIVERED and notice.kind is NoticeKind.ANNOUNCEMENT:
            unannounced.setdefault(notice.slot, []).append(delivered)
    for failed in unannounced.values():
        whom = [(each.notice.person_id, fate_of(each)) for each in failed]
        message_id = failed[0].notice.message_id
        assert message_id is not None, "a message of theirs is over"
        text = str(work.outbox.get(message_id).params["text"])
        note_unannounced(work, library, whom, text, now)


def fate_of(delivered: Delivered) -> Fate:
    """A part that never arrived outweighs one that may have, and that one those that did."""
    if "failed" in delivered.parts or (delivered.error and delivered.message_state != "done"):
        text = delivered.error.lower()
        return next((fate for words, fate in _WORDS.items() if words in text), Fate.FAILED)
    if "uncertain" in delivered.parts:
        return Fate.UNCERTAIN
    if delivered.message_state == "cancelled" or "cancelled" in delivered.parts:
        return Fate.EXPIRED
    return Fate.SENT if delivered.message_state == "done" else Fate.FAILED


def unreached(work: Work, now: datetime) -> list[tuple[Person, Fate]]:
    """The people whom the last reminder of these weeks did not reach and who have not come back."""
    last = work.notices.last_fates(now - _LOOK_BACK)
    found = [(work.people.get(n.person_id), n) for n in last if n.fate in UNDELIVERED]
    return [(person, n.fate) for person, n in found if not _is_back(person, n)]


def _is_back(person: Person, notice: Notice) -> bool:
    """Whether they have written to the bot since, which they cannot while they block it."""
    if notice.fate is Fate.BLOCKED:
        return not person.blocked
    return person.seen_at is not None and person.seen_at > notice.at


def note_undelivered(
    work: Work,
    library: Library,
    person_id: int,
    fate: Fate,
    obligations: Sequence[int],
    now: datetime,
) -> None:
    """The office is asked to telephone: once a person and round, or it would be asked daily."""
    owed = [found for key in obligations if (found := work.obligations.get(key)) is not None]
    person = work.people.get(person_id)
    for round_id in dict.fromkeys(obligation.round_id for obligation in owed):
        units = [o.unit_id for o in owed if o.round_id == round_id]
        plan = library.plan_of_round(round_id, work)
        for colleague in work.people.office():
            if colleague.chat_id is None or colleague.id == person_id:
                continue
            task = say(
                "undelivered",
                message_class=MessageClass.REQUEST,
                dedupe_key=f"undelivered:{person_id}:{round_id}:{colleague.id}",
                name=person.name,
                phone=person.phone,
                fate=fate.value,
                units=[plan.unit(unit).label for unit in units],
                period=plan.round(round_id).period,
                others=_others(work, units, person),
            )
            work.outbox.add(colleague.chat_id, task, now)


def note_unannounced(
    work: Work,
    library: Library,
    whom: Sequence[tuple[int, Fate]],
    text: str,
    now: datetime,
) -> None:
    """The office is asked to telephone those whom an announcement did not reach: one task for all
    who are known not to have got it. The caller sees to it that each is told of once."""
    found = [(work.people.get(person_id), fate) for person_id, fate in whom]
    people = [
        {
            "name": person.name,
            "phone": person.phone,
            "fate": fate.value,
            "units": [unit_words(library.current, unit)["short"] for unit in person.sees()],
            "others": _others(work, person.sees(), person),
        }
        for person, fate in found
    ]
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    task = say("unannounced", message_class=MessageClass.REQUEST, people=people, text=shown)
    for colleague in work.people.office():
        if colleague.chat_id is not None and not colleague.blocked:
            work.outbox.add(colleague.chat_id, task, now)


def _others(work: Work, units: Sequence[str], person: Person) -> list[JSON]:
    """Colleagues of the same units whom the bot still reaches."""
    found = {p.id: p for unit in units for p in work.people.of_unit(unit)}
    return [
        {"name": other.name, "phone": other.phone}
        for other in found.values()
        if other.id != person.id and other.chat_id is not None and not other.blocked
    ]
