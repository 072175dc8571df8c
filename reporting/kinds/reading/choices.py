"""Which of the offered choices a person typed: by number, by label, by part of a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporting.kinds.kind import Choice
from reporting.kinds.reading.lexicon import listed
from reporting.kinds.reading.words import read_words
from reporting.text import clean, fold

_YES = listed(
    """
    co; roi; ok; okay; oke; dung; u; uh; um; da; vang; yes; y; da co; co a; dung roi; co roi;
    da roi; vang a; da co roi; chinh xac; phai; coa
    """
)
_NO = listed(
    """
    khong; ko; k; chua; sai; hong; no; khong co; ko co; chua co; khong a; khong phai; chua a;
    da khong; da chua; khong dung; khoong
    """
)
_KINDS_OF_PLACE = {
    "phuong": "phuong",
    "p": "phuong",
    "xa": "xa",
    "x": "xa",
    "thi xa": "thi xa",
    "tx": "thi xa",
    "thi tran": "thi tran",
    "tt": "thi tran",
    "thanh pho": "thanh pho",
    "tp": "thanh pho",
    "khu pho": "khu pho",
    "kp": "khu pho",
    "ubnd": "ubnd",
    "uy ban nhan dan": "ubnd",
    "hoi": "hoi",
    "phong": "phong",
}
_NUMBERED = re.compile(
    r"(?:(?:chon|so|cau|muc|y|phuong an|lua chon|dap an|cai|thu|cai thu|o) )*(\d{1,4})(?: a)?"
)
_SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Match:
    """`certain`: exactly one choice, nothing guessed. Otherwise the choices it may be."""

    choices: tuple[Choice, ...]
    certain: bool


def match_choice(text: str, choices: Sequence[Choice]) -> Match:
    """The choice `text` names; several or uncertain ones are for the person to settle."""
    typed = clean(text)
    exact = [choice for choice in choices if clean(choice.label).lower() == typed.lower()]
    if len(exact) == 1:
        return Match((exact[0],), certain=True)
    key = fold(typed)
    by_label = _surely(key, choices)
    by_number = _by_number(key, choices)
    if by_number is not None and by_label and by_label.choices != (by_number,):
        return Match(tuple(dict.fromkeys((by_number, *by_label.choices))), certain=False)
    if by_number is not None:
        return Match((by_number,), certain=True)
    if by_label is not None:
        return by_label
    numbered = _number_and_label(key, choices)
    if numbered is not None:
        return numbered
    named = [choice for choice in choices if choice.name == typed]
    if len(named) == 1:
        return Match((named[0],), certain=True)
    return Match(tuple(_perhaps(key, choices)), certain=False)


def _surely(key: str, choices: Sequence[Choice]) -> Match | None:
    """Ways of naming a label, the surest first."""
    if not key:
        return None
    labels = [(choice, fold(choice.label)) for choice in choices]
    ways = (
        [choice for choice, label in labels if label == key],
        [choice for choice, label in labels if _same_place(key, label)],
        _as_yes_or_no(key, labels),
        [choice for choice, label in labels if _begins(label, key)],
    )
    for found in ways:
        if found:
            return Match(tuple(found), certain=len(found) == 1)
    return None


def _perhaps(key: str, choices: Sequence[Choice]) -> list[Choice]:
    """Labels that share their name with the text: only ever a question back."""
    return [choice for choice in choices if _overlaps(key, fold(choice.label))]


def _overlaps(key: str, label: str) -> bool:
    typed_name, name = _kinds_and_name(key)[1], _kinds_and_name(label)[1]
    return _contains(label, key) or _contains(key, name) or (name == typed_name != "")


def _begins(label: str, key: str) -> bool:
    long_enough = len(key) >= _SHORTEST_PREFIX and not key.isdigit()
    return label.startswith(key if long_enough else f"{key} ")


def _contains(whole: str, part: str) -> bool:
    """As whole words in a row: "Phước Bình" is not in "Bình Phước"."""
    return bool(part) and f" {part} " in f" {whole} "


def _as_yes_or_no(key: str, labels: Sequence[tuple[Choice, str]]) -> list[Choice]:
    for words in (_YES, _NO):
        if key in words:
            return [choice for choice, label in labels if label in words]
    return []


def _same_place(key: str, label: str) -> bool:
    """The same name, and kinds of place that do not contradict: "P. Long Thuỷ"."""
    typed_kinds, typed_name = _kinds_and_name(key)
    kinds, name = _kinds_and_name(label)
    return bool(name) and name == typed_name and (typed_kinds <= kinds or kinds <= typed_kinds)


def _kinds_and_name(key: str) -> tuple[frozenset[str], str]:
    kinds: set[str] = set()
    found = True
    while found:
        found = False
        for name, kind in _KINDS_OF_PLACE.items():
            if key.startswith(f"{name} "):
                kinds.add(kind)
                key = key.removeprefix(f"{name} ")
                found = True
    return frozenset(kinds), key


def _by_number(key: str, choices: Sequence[Choice]) -> Choice | None:
    number = _number(key)
    return choices[number - 1] if number is not None and 1 <= number <= len(choices) else None


def _number(key: str) -> int | None:
    found = _NUMBERED.fullmatch(key)
    if found:
        return int(found[1])
    words = re.sub(r"^(?:(?:chon|so|cau|muc|y|phuong an|cai|thu|o) )+", "", key).split()
    spelt = read_words(words, 0) if words else None
    if spelt is None or spelt.end != len(words) or (spelt.weak and words == key.split()):
        return None
    number = spelt.readings[0]
    return int(number) if number == number.to_integral_value() else None


def _number_and_label(key: str, choices: Sequence[Choice]) -> Match | None:
    """ "2 phuong long thuy": the number and the label must name the same choice."""
    number, _, rest = key.partition(" ")
    if not number.isdigit() or len(number) > 3 or not rest or rest[0].isdigit():
        return None
    by_number, by_label = _by_number(number, choices), _surely(rest, choices)
    if by_label is None or by_number is None:
        return by_label and Match(by_label.choices, certain=False)
    if by_label.certain and by_label.choices == (by_number,):
        return by_label
    return Match(tuple(dict.fromkeys((by_number, *by_label.choices))), certain=False)


def typed_number(text: str) -> int | None:
    """The number typed, if the whole text is one: to say that there is no such choice."""
    return _number(fold(text))
