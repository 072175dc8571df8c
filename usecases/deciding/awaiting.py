"""What the office was asked to type for a report: its next text answers that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usecases.desk import Desk
    from usecases.records import JSON


def await_text(desk: Desk, what: JSON) -> None:
    """`what` names who takes the text. It counts as long as the person turns to nothing else."""
    person = desk.person
    assert person is not None, "only the office is asked"
    desk.work.settings.put(_key(person.id), {**what, "focus": list(person.focus)})


def awaited(desk: Desk) -> JSON:
    """What `await_text` was given last; None when nothing is awaited of this person, or something
    else has asked since."""
    person = desk.person
    if person is None or not person.is_office():
        return None
    what = desk.work.settings.get(_key(person.id))
    return what if what and what["focus"] == list(person.focus) else None


def stop_awaiting(desk: Desk) -> None:
    """Something else was asked or chosen since."""
    if awaited(desk) is not None:
        assert desk.person is not None, "something was awaited of somebody"
        desk.work.settings.put(_key(desk.person.id), None)


def _key(person_id: int) -> str:
    return f"awaiting:{person_id}"
