"""How often Python looks for garbage that refers to itself.

What is loaded at the start (plans, forms, libraries: some hundred thousand objects) stays for good;
looking through it again and again took a seventh of every turn."""

from __future__ import annotations

import gc

# Objects before a look at the young, looks before one at those a generation older.
_THRESHOLDS = (20_000, 20, 20)


def spare_what_stays() -> None:
    """Call when everything that stays is loaded: from now on only what came later is looked
    through, and less often. A form's instances are the garbage there is, some 20 kB each."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
