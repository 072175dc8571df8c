"""The stack of what a person is in the middle of (design §5, ADR 25).

The one on top was asked last: free text is its answer. A conversation stands there by its id, a
dialogue by its id with a minus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from usecases.desk import Desk


def stack_of(desk: Desk) -> tuple[int, ...]:
    return desk.person.focus if desk.person is not None else ()


def turn_to(desk: Desk, key: int) -> None:
    """Free text of this person belongs to that conversation or dialogue, until another one asks."""
    _keep(desk, (*(each for each in stack_of(desk) if each != key), key))


def turn_from(desk: Desk, *keys: int) -> None:
    """Free text belongs to whatever it belonged to before those."""
    _keep(desk, (each for each in stack_of(desk) if each not in keys))


def _keep(desk: Desk, keys: Iterable[int]) -> None:
    person, stack = desk.person, tuple(keys)
    if person is not None and stack != person.focus:
        desk.work.people.focus(person.id, stack)
        desk.forget_person()
