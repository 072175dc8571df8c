"""What became of a chase or an announcement, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.shown import unit_words
from usecases.reminding.records import Fate

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON
    from usecases.reminding.records import Notice

_SLOTS = ("dondoc:", "thongbao:")  # what the office sends by hand
_SHOWN = {
    Fate.PLANNED: "waiting",
    Fate.WAITING: "waiting",
    Fate.SENT: "sent",
    Fate.UNCERTAIN: "uncertain",
    Fate.BLOCKED: "blocked",
    Fate.NEVER_STARTED: "never_started",
    Fate.FAILED: "failed",
    Fate.EXPIRED: "failed",
    Fate.WITHDRAWN: "withdrawn",
}


@office_only
def show_result(desk: Desk, slot: str) -> None:
    notices = desk.work.notices.of_slot(slot) if slot.startswith(_SLOTS) else ()
    if not notices:
        desk.say(say("not_there"))
        return
    desk.say(
        say(
            "delivery_result",
            chase=slot.startswith("dondoc:"),
            at=notices[0].at.astimezone(desk.library.current.timezone).isoformat(),
            people=[_words(desk, notice) for notice in notices],
            buttons=((screen("result", slot, label="refresh"),),),
        )
    )


def _words(desk: Desk, notice: Notice) -> JSON:
    person = desk.work.people.get(notice.person_id)
    fate = Fate.BLOCKED if person.blocked and notice.fate is Fate.FAILED else notice.fate
    return {
        "name": person.name,
        "units": [unit_words(desk.library.current, unit)["short"] for unit in person.sees()],
        "phone": person.phone,
        "fate": _SHOWN[fate],
    }
