"""Numbers of examples that grow with the profile."""

from __future__ import annotations

from hypothesis import settings

ORDINARY = 100


def examples(ordinary: int) -> settings:
    """A decorator: as many examples in an ordinary run, in a soak so many times more."""
    return settings(max_examples=ordinary * settings().max_examples // ORDINARY)
