"""The fault of a stored value that is not of its kind."""

from __future__ import annotations


def misstored(what: str, stored: object) -> ValueError:
    return ValueError(f"not {what}: {stored!r}")
