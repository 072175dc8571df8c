"""How wide a line is printed: advance widths of Times New Roman in thousandths of the size.

Vietnamese letters with marks are as wide as the letters without, but for ơ and ư. Liberation Serif,
which stands in for Times New Roman where that is not installed, has the same widths."""

from __future__ import annotations

import unicodedata
from functools import cache

_WIDTHS = {
    "bold": {
        250: " .,",
        278: "il/",
        333: "fjt-():;",
        389: "sI",
        444: "cerz",
        500: "agovxyJ0123456789–“”",
        554: "ơ",
        556: "bdhknpquSđ",
        600: "ư",
        611: "FP",
        667: "BELTZ",
        722: "wACDNRUVXYĐ",
        778: "GHKOQƠ",
        796: "Ư",
        833: "m&",
        944: "M",
        1000: "W%…",
    },
    "italic": {
        250: " .,",
        278: "fijlt/",
        333: "I-():;",
        389: "rsz",
        444: "cekvxyJ",
        500: "abdghnopquS0123456789đ–",
        534: "ơ",
        545: "ư",
        556: "LTYZ“”",
        611: "ABEFPRVX",
        667: "wCKN",
        722: "mDGHOQUĐƠ",
        754: "Ư",
        778: "&",
        833: "MW%",
        889: "…",
    },
}
_USUAL = 500
_HORN = "\u031b"
_HORNED = {"o": "ơ", "u": "ư", "O": "Ơ", "U": "Ư"}


def text_width(text: str, half_points: int, style: str = "bold") -> int:
    """Width of one line of `text` in twips; `style` is "bold" or "italic"."""
    widths = _by_letter(style)
    whole = sum(widths.get(_plain(letter), _USUAL) for letter in unicodedata.normalize("NFC", text))
    return round(whole * half_points * 10 / 1000)


def _plain(letter: str) -> str:
    """The letter without the marks that do not make it wider."""
    decomposed = unicodedata.normalize("NFD", letter)
    base = decomposed[0]
    return _HORNED.get(base, base) if _HORN in decomposed else base


@cache
def _by_letter(style: str) -> dict[str, int]:
    return {letter: width for width, letters in _WIDTHS[style].items() for letter in letters}
