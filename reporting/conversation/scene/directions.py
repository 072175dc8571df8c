"""Typed words that are no answer but say where to go: back, on, or to the answer above."""

from __future__ import annotations

import re
from enum import Enum

from reporting.text import fold

LONGEST = 60  # characters; whoever writes more than this tells something

_BACK = frozenset(
    {"cau truoc", "ve cau truoc", "quay lai", "tro lai", "lui lai", "quay lai cau truoc"}
    | {"tro lai cau truoc", "cho xem cau truoc", "xem cau truoc"}
)
_LATER = frozenset(
    {"de mai", "de mai tra loi", "de mai nhap", "de mai lam", "mai tra loi", "mai nhap"}
    | {"mai lam", "mai tinh", "de mai tinh", "hom sau", "de hom sau"}
    | {"bo qua", "bo qua cau nay", "cau nay de sau", "de cau nay sau", "cau nay tra loi sau"}
    | {"tra loi cau nay sau", "de cau nay tra loi sau", "de sau cau nay"}
    | {"cau khac", "cau tiep", "cau tiep theo", "sang cau khac", "qua cau khac", "chuyen cau khac"}
)
_MISTAKEN = frozenset(
    {"nham", "nham roi", "go nham", "nhap nham", "ghi nham", "bam nham", "tra loi nham"}
    | {"sai roi", "nhap sai", "ghi sai", "go sai", "sua lai", "sua lai cau tren"}
)
_POLITE = r"(?:(?:xin loi|toi|em|minh|anh|chi|a|o) )*"
_ABOVE = r"(?:so )?(?:o )?cau (?:tren|truoc|vua roi|hoi nay|luc nay)"
_WRONG = r"(?:bi )?(?:sai|nham|chua dung|khong dung|chua khop)(?: roi)?"
_INTO = r"(?:(?:phai|moi|la|thanh|sua|lai|dung|chi|co|nhap) )*"
_CORRECTION = re.compile(
    rf"{_POLITE}(?:"
    rf"(?:sua|sua lai|doi) {_ABOVE}(?: {_WRONG})?"
    rf"|{_ABOVE} {_POLITE}(?:nhap |ghi |go |bam |tra loi )?{_WRONG}"
    rf"|(?:nham|sai|nham roi|sai roi) {_ABOVE}"
    rf"|{_ABOVE}(?= (?:phai|la|moi|sua))"
    rf")(?: {_INTO}(?P<value>.+?)(?: moi (?:dung|phai))?(?: (?:nhe|a|nha))?)?"
)


class Direction(Enum):
    BACK = "back"
    LATER = "later"
    CORRECT = "correct"  # the answer given before this question


def direction_in(text: str) -> tuple[Direction, str] | None:
    """Where `text` leads; with CORRECT what the answer should have been, as words without marks
    ("" where nothing more was said). None for whatever may be an answer."""
    said = fold(text) if len(text) <= LONGEST else ""
    if said in _BACK:
        return Direction.BACK, ""
    if said in _LATER:
        return Direction.LATER, ""
    if said in _MISTAKEN:
        return Direction.CORRECT, ""
    if found := _CORRECTION.fullmatch(said):
        return Direction.CORRECT, _as_typed(text, found["value"] or "")
    return None


def _as_typed(text: str, value: str) -> str:
    """The part of `text` that reads as `value`, with its points and commas: 1,5 and not "1 5"."""
    starts = (at for at in range(len(text)) if not at or not text[at - 1].isalnum())
    parts = (text[at:end] for at in starts for end in range(len(text), at, -1))
    return next((part.strip(" .!") for part in parts if value and fold(part) == value), value)
