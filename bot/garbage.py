"""How often Python looks for garbage that refers to itself.

What is loaded at the start (plans, forms, libraries: some hundred thousand objects) stays for good;
looking through it again and again took a seventh of every turn."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Objects before a look at the young, looks before one at those a generation older.
_THRESHOLDS = (20_000, 20, 20)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """While something is loaded that stays: looking for garbage then takes a quarter of the time
    and finds none."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def spare_what_stays() -> None:
    """Call when everything that stays is loaded: from now on only what came later is looked
    through, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
