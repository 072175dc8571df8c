"""Whether the bot was there: what Telegram no longer keeps for it, people have to send again; what
it has kept was sent while nobody listened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from usecases.messages import say
from usecases.records import MessageClass
from usecases.reminding import marks

if TYPE_CHECKING:
    from usecases.ports import Work

LAST_HEARD = "last_poll_ok_at"  # setting: when Telegram last answered, ISO 8601
RESTORED = "restored"  # setting after a restore: {"made_at": …} of the backup, until it is told
AWAY = "away"  # setting: {"since", "until"} of the last time that nobody listened
KEPT = timedelta(hours=24)  # how long Telegram keeps an update


def note_presence(work: Work, heard_at: datetime) -> datetime | None:
    """Telegram answered at `heard_at`. When it had not for more than a day, or the database is a
    backup's, everybody taking part is told once that messages may be missing. Gives the moment
    since when, None when nothing can be missing."""
    last = work.settings.get(LAST_HEARD)
    restored = work.settings.get(RESTORED)
    work.settings.put(LAST_HEARD, heard_at.isoformat())
    since = _missing_since(last, restored, heard_at)
    if since is not None:
        work.settings.put(RESTORED, None)
        _tell(work, since, heard_at)
    return since


def last_alive(work: Work) -> datetime | None:
    """When the bot was there for the last time, as far as it has written down."""
    heard = work.settings.get(LAST_HEARD)
    known = [marks.seen(work), datetime.fromisoformat(heard) if heard else None]
    return max((each for each in known if each is not None), default=None)


def note_away(work: Work, since: datetime, until: datetime) -> None:
    """What is received at `until` was sent at some time after `since`."""
    work.settings.put(AWAY, {"since": since.isoformat(), "until": until.isoformat()})


def is_late(work: Work, at: datetime, due_at: datetime) -> bool:
    """A press carries no time. One that waited while nobody listened is in time if it may have
    been: a report is not late because the bot was away."""
    if at <= due_at:
        return False
    away = work.settings.get(AWAY)
    waited = away is not None and datetime.fromisoformat(away["until"]) == at
    return not (waited and datetime.fromisoformat(away["since"]) <= due_at)


def _missing_since(
    last: str | None, restored: dict[str, str] | None, now: datetime
) -> datetime | None:
    if restored:
        return datetime.fromisoformat(restored["made_at"])
    heard = datetime.fromisoformat(last) if last else now
    return heard if now - heard > KEPT else None


def _tell(work: Work, since: datetime, until: datetime) -> None:
    for person in work.people.roll():
        if person.chat_id is None or person.blocked or not person.active():
            continue
        notice = say(
            "may_be_missing",
            message_class=MessageClass.REQUEST,
            dedupe_key=f"missing:{until.isoformat()}:{person.chat_id}",
            since=since.isoformat(),
            until=until.isoformat(),
        )
        work.outbox.add(person.chat_id, notice, until)
    work.audit.note(until, None, "may_be_missing", since.isoformat(), {"until": until.isoformat()})
