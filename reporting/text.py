"""Vietnamese text as people type and paste it: cleaned, folded for comparison."""

from __future__ import annotations

import re
import unicodedata

_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Word's soft line break is a vertical tab; U+2028 and U+2029 come from web pages.
_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
    r"|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"
)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")  # most of those there are

# NFD leaves the barred d whole; U+00D0 and U+00F0 (eth) look the same and are typed for it.
_BARRED = str.maketrans("đĐðÐ", "dDdD")


def has_lone_surrogates(text: str) -> bool:
    """True for text no encoding can hold; it would cut a Word document off where it stands."""
    return _SURROGATES.search(text) is not None


def clean(text: str) -> str:
    """NFC without control, bidirectional and zero-width characters; lines end in "\\n", trailing
    blanks go, at most one empty line in a row. Visible characters are never changed. Lone
    surrogates are left for the caller to refuse (`has_lone_surrogates`). Idempotent."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()


def strip_marks(text: str) -> str:
    """The same letters without Vietnamese marks: "Thủy Đỏ" gives "Thuy Do"."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_BARRED))
    bare = _MARKS.sub("", apart)
    if bare.isascii():
        return bare
    bare = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare)


def fold(text: str) -> str:
    """A key for comparison: bare lower-case words and digits with single spaces between.
    "P. LONG THỦY" and "p long thuỷ" both give "p long thuy"."""
    return " ".join(_WORD.findall(strip_marks(unicodedata.normalize("NFKC", text)).casefold()))


def capitalized(text: str) -> str:
    """The first letter in upper case, the rest as it is: "xã Phước Tín" gives "Xã Phước Tín"."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """The reverse, for use inside a sentence; abbreviations ("BHYT") stay."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
