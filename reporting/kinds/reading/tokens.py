"""Cutting a typed line into numbers, words and signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from reporting.text import clean

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_TOKEN = re.compile(
    r"(?P<number>[.,]?\d+(?:[.,'’‘`´]\d+|[ ]\d{3}(?!\d))*)"
    r"|(?P<word>(?<![^\W\d_])[kcd]?m[23](?!\d)|[^\W\d_]+)"
    r"|(?P<sign>\S)"
)
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
# A run such as "O5", "l2", "1O.OOO": letters typed for the digits they resemble.
_LOOKALIKE = re.compile(r"(?<![^\s(/])(?=[OolI.,]*\d)(?=[\d.,]*[OolI])[\dOolI.,]+(?![^\s)/;:!?])")
_DIGIT_FOR = str.maketrans("OolI", "0011")


class Sort(Enum):
    NUMBER = 1
    WORD = 2
    SIGN = 3


_SORTS: dict[str | None, Sort] = {"number": Sort.NUMBER, "word": Sort.WORD, "sign": Sort.SIGN}


@dataclass(frozen=True, slots=True)
class Token:
    sort: Sort
    text: str  # lower case, NFKC, digits 0-9
    glued: bool = False  # nothing stands between it and the token before


def plain(text: str) -> str | None:
    """`text` on one line (";" for line breaks) with digits 0-9 and plain dashes; None if it holds
    figures that are not digits (superscripts, fractions, circled or Roman numerals), which NFKC
    would turn into different numbers: "5²" is not 52."""
    text = clean(text)
    if not text.isascii():
        if _has_odd_figures(text):
            return None
        digits = _OTHER_DIGIT.sub(_digit, unicodedata.normalize("NFKC", text))
        text = digits.translate(_DASHES)
    lines = text.split("\n")
    return " ; ".join(" ".join(line.split()) for line in lines if line.strip())


def _has_odd_figures(text: str) -> bool:
    return any(
        character not in "²³" or not text[:place].endswith("m")
        for place, character in enumerate(text)
        if unicodedata.category(character) in ("No", "Nl")
    )


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))


def lookalikes_mended(line: str) -> str:
    """Letters O, l, I inside figures turned into digits; the same text where there are none."""
    return _LOOKALIKE.sub(lambda run: run[0].translate(_DIGIT_FOR), line)


def tokens(line: str) -> list[Token]:
    """The tokens of a `plain` line, in order."""
    cut: list[Token] = []
    end = -1
    for found in _TOKEN.finditer(line):
        cut.append(Token(_SORTS[found.lastgroup], found[0].lower(), glued=found.start() == end))
        end = found.end()
    return cut


def as_typed(cut: Sequence[Token]) -> str:
    """The tokens put together again."""
    return "".join(token.text if token.glued else f" {token.text}" for token in cut).strip()


def words(line: str) -> list[str]:
    """Only the words and numbers, as the lexicons look them up."""
    return [token.text for token in tokens(line) if token.sort is not Sort.SIGN]
