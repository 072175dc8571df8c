"""Personal data that a report on figures must not carry: identity numbers, lists of people, lists
of telephone numbers. One person named in a sentence is none: officials and examples are."""

from __future__ import annotations

import re

from reporting.kinds.reading.people import people_listed
from reporting.phones import phone_number
from reporting.text import strip_marks

# A citizen's number: 12 digits, province code 001-096 first; groups may be spaced.
_CITIZEN = re.compile(
    r"(?<![\d.,/-])0(?:0[1-9]|[1-8]\d|9[0-6])(?:[ .-]?\d{3}){3}(?![\d.,/-]*\d)(?!/)"
)
_OLD_CARD = re.compile(
    r"(?<![\d.,/])\d{9}(?![\d.,]*\d)(?!/|\s*(?:đ|d|vn|₫|tr|ng|k\b|tỷ|tỉ))", re.IGNORECASE
)
_CARD_WORD = re.compile(
    r"cmnd|cmt|cccd|can cuoc|chung minh|so dinh danh|ma dinh danh|ho chieu", re.IGNORECASE
)
_ANY_CARD = re.compile(r"(?<!\d)(?:\d[ .-]?){8}\d(?:(?:[ .-]?\d){3})?(?!\d)|\b[A-Z]\d{7}\b")
# Health insurance: two letters and 13 digits, the first of which are object and province.
_INSURANCE = re.compile(r"\b[A-Z]{2}[ -]?\d(?:[ -]?\d){12}\b")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?![\d.,]*\d)")
_REACH = 40  # characters between "CMND" and its number
_FEWEST_IN_LIST = 2
_WHITE = re.compile(r"[ \t]+")


def has_personal_data(text: str) -> bool:
    """True for an identity number, several telephone numbers, or a list of people."""
    line = _WHITE.sub(" ", text)
    if _CITIZEN.search(line) or _INSURANCE.search(line) or _has_named_card(line):
        return True
    if any(not number[0].endswith("000") for number in _OLD_CARD.finditer(line)):
        return True
    return len(_phones(line)) >= _FEWEST_IN_LIST or people_listed(line)


def _has_named_card(line: str) -> bool:
    bare = strip_marks(line)
    ends = [word.end() for word in _CARD_WORD.finditer(bare)]
    return any(_ANY_CARD.search(bare[end : end + _REACH]) for end in ends)


def _phones(line: str) -> set[str]:
    return {phone_number(found[0]) for found in _PHONE.finditer(line)} - {""}
