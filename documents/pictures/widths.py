"""How wide a line of the pictures' font is, in thousandths of its size: enough to shorten names."""

from __future__ import annotations

import unicodedata

_NARROW = dict.fromkeys("ijl'|.,:;!I ", 260) | dict.fromkeys("frt()-/[]", 333)
_WIDE = dict.fromkeys("mM%W", 860) | dict.fromkeys("wABCDEGHKNOPQRSUVXYĐ&", 710)
_USUAL = 556


def width_of(text: str, size: float) -> float:
    """In the unit of `size`; a little more than it will be."""
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in text)
    return sum(_NARROW.get(each) or _WIDE.get(each, _USUAL) for each in letters) * size / 1000


def wrapped(text: str, width: float, size: float = 13, most: int = 2) -> list[str]:
    """`text` in at most so many lines, the last one shortened if there is more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = len(words)
        while count > 1 and width_of(" ".join(words[:count]), size) > width:
            count -= 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        lines.append(" ".join(words))
    return [shortened(line, width, size) for line in lines]


def shortened(text: str, width: float, size: float = 13) -> str:
    """`text`, cut at a word with "…" where it would be wider."""
    if width_of(text, size) <= width:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        cut = " ".join(words) + "…"
        if width_of(cut, size) <= width:
            return cut
    while len(text) > 1 and width_of(text + "…", size) > width:
        text = text[:-1]
    return text + "…"
