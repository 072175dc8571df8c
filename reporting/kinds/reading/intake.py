"""What no kind can take: broken characters, nothing at all, far too much."""

from __future__ import annotations

from reporting.kinds.kind import Refused
from reporting.kinds.reasons import refused
from reporting.text import clean, has_lone_surrogates

LONGEST_LINE = 1000  # characters of anything but free text


def refused_outright(text: str, longest: int | None = LONGEST_LINE) -> Refused | None:
    """The refusal for what cannot be read at all; None where reading may begin."""
    if has_lone_surrogates(text):
        return refused("unreadable_text")
    if longest is not None and len(text) > longest:
        return refused("too_long", limit=longest)
    return None if clean(text) else refused("empty")
