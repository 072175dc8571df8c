"""Text pasted in a legacy encoding: TCVN3 (.VnTime), VNI-Windows, UTF-8 read as Windows-1252.

Recognised by comparing how many words are possible Vietnamese syllables before and after; the
conversion is only ever offered, never made silently.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reporting.text import strip_marks

# TCVN 5712:1993 (VN3), the bytes as Latin-1 characters. Capitals with tones use other fonts.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# VNI-Windows writes a vowel and a mark behind it; a few letters are single.
_VNI_MARKS = {
    "ø": "\u0300",
    "ù": "\u0301",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "à": "\u0302\u0300",
    "á": "\u0302\u0301",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "é": "\u0306\u0301",
    "ú": "\u0306\u0301",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_BREVE_HOOK = {"ú": "\u0306\u0309", "é": "\u0306\u0301"}
_VNI_MARKS |= _VNI_BREVE_HOOK
_VNI_SINGLE = str.maketrans("ñÑìÌíÍæÆóÓòÒîÎôÔöÖ", "đĐìÌíÍỉỈĩĨịỊỵỴơƠưƯ")
_VNI_PAIR = re.compile(f"([aeoyuôöAEOYUÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_MODERN = re.compile(r"[\u1ea0-\u1ef9đĐăĂơƠưƯ]")

_LEAD_TWO, _LEAD_THREE, _CONTINUATION = range(0xC3, 0xC7), range(0xE1, 0xE3), range(0x80, 0xC0)
# What alone can be such letters: most texts hold none, and need not be looked through byte by byte.
_FOLLOWING = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_MISREAD = re.compile(f"[\xc3-\xc6][{_FOLLOWING}]|[\xe1\xe2][{_FOLLOWING}]{{2}}")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:iê|yê|uô|ươ|uyê|uya|uâ|uê|uơ|uy|oa|oă|oe|oo|ia|ya|ua|ưa|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnptiuoy])?(?:u|y)?"
)
_SYLLABLE = re.compile(_ONSET + _NUCLEUS)
_WORD = re.compile(r"[^\W\d_\xad]+(?:[\xad¡-¿×÷][^\W\d_\xad]*)*|[¡-¿×÷\xad][^\W\d_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decoded(text: str) -> Decoded | None:
    """The text as it was meant, if it came in a legacy encoding; None if it did not, as far as
    can be told. Call before cleaning: TCVN3's "ư" is the invisible soft hyphen."""
    text = unicodedata.normalize("NFC", text)
    if _MISREAD.search(text) and (mended := _from_misread_utf8(text)) != text:
        return Decoded(mended, "UTF-8")
    if text.isascii() or _MODERN.search(text):
        return None
    candidates = [Decoded(_from_tcvn3(text), "TCVN3"), Decoded(_from_vni(text), "VNI")]
    best = max(candidates, key=lambda candidate: syllable_share(candidate.text))
    return best if syllable_share(best.text) > max(syllable_share(text), 0.6) else None


def syllable_share(text: str) -> float:
    """The share of words that are possible Vietnamese syllables; 1 for no words."""
    found = [word[0] for word in _WORD.finditer(text)]
    good = sum(_is_syllable(word) for word in found)
    return good / len(found) if found else 1.0


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    if word.isupper() and strip_marks(word) == word and word.isascii():
        return True  # an abbreviation
    apart = unicodedata.normalize("NFD", word.lower())
    if sum(mark in _TONES for mark in apart) > 1:
        return False
    letters = "".join(mark for mark in apart if mark not in _TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", letters)) is not None


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(character, character) for character in text)


def _from_vni(text: str) -> str:
    def joined(pair: re.Match[str]) -> str:
        vowel = pair[1].translate(_VNI_SINGLE)
        return unicodedata.normalize("NFC", vowel + _VNI_MARKS[pair[2].lower()])

    parts, end = [], 0
    for pair in _VNI_PAIR.finditer(text):
        parts += [text[end : pair.start()].translate(_VNI_SINGLE), joined(pair)]
        end = pair.end()
    return "".join([*parts, text[end:].translate(_VNI_SINGLE)])


def _from_misread_utf8(text: str) -> str:
    """Every run that is UTF-8 read as Windows-1252 put right, the rest left alone."""
    codes = [_byte(character) for character in text]
    parts: list[str] = []
    at = 0
    while at < len(text):
        length = _sequence_at(codes, at)
        if length:
            raw = bytes(code for code in codes[at : at + length] if code is not None)
            parts.append(raw.decode())
        else:
            parts.append(text[at])
        at += length or 1
    mended = unicodedata.normalize("NFC", "".join(parts))
    if mended == unicodedata.normalize("NFC", text):
        return mended
    # The second bytes of "à" (a no-break space) and "Đ" (a control) seldom survive pasting.
    return re.sub(r"Ä(?=[^\W\d_])", "Đ", re.sub(r"Ã[ \u00a0]", "à", mended))


def _byte(character: str) -> int | None:
    if ord(character) < 0x100:
        return ord(character)
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


def _sequence_at(codes: list[int | None], at: int) -> int:
    """2 or 3 where the bytes at `at` are the UTF-8 form of one letter or sign, else 0."""
    lead = codes[at]
    length = 2 if lead in _LEAD_TWO else 3 if lead in _LEAD_THREE else 0
    following = codes[at + 1 : at + length]
    fits = len(following) == length - 1 and all(code in _CONTINUATION for code in following)
    if not length or not fits:
        return 0
    return length if lead != 0xE2 or following[0] in (0x80, 0x82) else 0
