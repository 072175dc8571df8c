"""Screens about reminders, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.reminding.calling import show_calls
from usecases.reminding.giving import give_promised
from usecases.reminding.guard import believe_clock
from usecases.reminding.leaders import tell_leader
from usecases.reminding.putting_off import put_off

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

REMINDING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "put_off": put_off,
    "promised": give_promised,
    "calls": lambda desk, _: show_calls(desk),
    "leader": tell_leader,
    "clock": lambda desk, _: believe_clock(desk),
}
