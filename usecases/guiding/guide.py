"""/huongdan: a few lines for the person and the moment; the whole is a press away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.buttons import screen
from usecases.guiding.asked import asked
from usecases.guiding.office import of_office
from usecases.guiding.owed import is_pressing, leading, reporting
from usecases.help import say_stranger
from usecases.messages import say
from usecases.records import Role

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.guiding.moment import Moment
    from usecases.records import Person


def show_guide(desk: Desk) -> None:
    """In the middle of a question about that question; else about what each of the person's roles
    could do next."""
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    moment = asked(desk)
    moments = [moment] if moment is not None else _of_roles(desk, person)
    rows = [each.buttons for each in moments if each.buttons]
    said = say(
        "help_now",
        moments=[each.described() for each in moments],
        buttons=(*rows, (screen("help_all"),)),
    )
    desk.say(said)


def _of_roles(desk: Desk, person: Person) -> list[Moment]:
    office, own = of_office(desk, person), reporting(desk, person)
    if office and own is not None and not is_pressing(own):
        own = None  # the office has enough to look at
    found = [*office, leading(desk, person), own]
    return [moment for moment in found if moment is not None]


def show_whole_guide(desk: Desk) -> None:
    person = desk.person
    if person is None or not person.active():
        say_stranger(desk)
        return
    leads = any(m.role is Role.LEADER for m in person.active())
    office, reports = person.is_office(), bool(person.units())
    desk.say(say("help", office=office, reports=reports, leads=leads))
