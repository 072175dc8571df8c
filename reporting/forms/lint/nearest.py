"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from reporting.text import fold


def nearest(wrong: str, known: Iterable[str]) -> str:
    """ "" where nothing is near. Compared without accents, case and signs: "Required " is
    "required"."""
    keys = {_key(word): word for word in known}
    key = _key(wrong)
    if key in keys:
        return keys[key]
    close = get_close_matches(key, keys, n=1, cutoff=0.75)
    return keys[close[0]] if close else ""


def _key(word: str) -> str:
    return fold(word).replace(" ", "")
