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
_BEFORE_NUMBER = listed("chon; so; cau; muc; y; phuong; an; lua; dap; cai; thu; o; a")
_POLITE = re.compile(r" (?:a|nhe|nha)$")
_WORD = re.compile(r"[^\W_]+")
_NEGATIONS = listed("khong; ko; k; chua; chang; hong")
_SHORTEST_PREFIX = 3
_Labels = Sequence[tuple[Choice, str]]  # choices with their labels folded


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
    key = _POLITE.sub("", fold(typed))
    number = typed_number(typed)
    if number is not None:
        return _by_number(number, key, choices)
    labels = [(choice, fold(choice.label)) for choice in choices]
    found = _surely(key, labels) or _number_and_label(key, labels)
    if found is not None:
        return found
    named = [choice for choice in choices if choice.name == typed]
    if len(named) == 1:
        return Match((named[0],), certain=True)
    return Match(tuple(_perhaps(key, labels)), certain=False)


def typed_number(text: str) -> int | None:
    """The number of a choice, if the whole text is one: "2", "số 2", "hai"."""
    line = clean(text).lower()
    found = _NUMBERED.fullmatch(_POLITE.sub("", fold(line)))
    if found:
        return int(found[1])
    words = [word for word in _WORD.findall(line) if fold(word) not in _BEFORE_NUMBER]
    spelt = read_words(words, 0) if words else None
    if spelt is None or spelt.end != len(words) or spelt.weak:
        return None
    number = spelt.readings[0]
    return int(number) if number == number.to_integral_value() else None


def _by_number(number: int, key: str, choices: Sequence[Choice]) -> Match:
    """By place in the list; where labels hold figures, a number may be meant for one of them."""
    placed = choices[number - 1 : number] if number else ()
    figured = [choice for choice in choices if any(sign.isdigit() for sign in choice.label)]
    if not figured:
        return Match(tuple(placed), certain=len(placed) == 1)
    holding = [choice for choice in choices if _contains(fold(choice.label), str(number))]
    found = tuple(dict.fromkeys((*placed, *holding)))
    certain = len(found) == 1 and len(holding) == 1 and len(placed) == 1
    return Match(found, certain=certain and key.isdigit())


def _surely(key: str, labels: _Labels) -> Match | None:
    """Ways of naming a label, the surest first."""
    ways = (
        [choice for choice, label in labels if label == key],
        [choice for choice, label in labels if _same_place(key, label)],
        _as_yes_or_no(key, labels),
        [choice for choice, label in labels if _begins(label, key)],
    )
    found = next((way for way in ways if way and key), [])
    return Match(tuple(found), certain=len(found) == 1) if found else None


def _perhaps(key: str, labels: _Labels) -> list[Choice]:
    """Labels that share their name with the text: only ever a question back. "Chưa đạt" is not
    asked back as "đạt"."""
    return [
        choice
        for choice, label in labels
        if _overlaps(key, label) and _negations(key) <= _negations(label)
    ]


def _negations(key: str) -> int:
    return sum(word in _NEGATIONS for word in key.split())


def _overlaps(key: str, label: str) -> bool:
    typed_name, name = _kinds_and_name(key)[1], _kinds_and_name(label)[1]
    return _contains(label, key) or _contains(key, name) or (name == typed_name != "")


def _begins(label: str, key: str) -> bool:
    long_enough = len(key) >= _SHORTEST_PREFIX
    return label.startswith(key if long_enough else f"{key} ")


def _contains(whole: str, part: str) -> bool:
    """As whole words in a row: "Phước Bình" is not in "Bình Phước"."""
    return bool(part) and f" {part} " in f" {whole} "


def _as_yes_or_no(key: str, labels: _Labels) -> list[Choice]:
    """ "Rồi" for "Có", "chưa" for "Không"; also for a pair such as "Khớp" and "Không khớp"."""
    for words, leading in ((_YES, False), (_NO, True)):
        if key in words:
            plain = [choice for choice, label in labels if label in words]
            return plain or [choice for choice, label in labels if _in_pair(label, labels, leading)]
    return []


def _in_pair(label: str, labels: _Labels, negative: bool) -> bool:
    """Of two choices, "không X" and "X": the negative one, or the other."""
    all_labels = [other for _, other in labels]
    opposites = [f"{no} {label}" for no in ("khong", "chua")]
    if len(all_labels) != 2:
        return False
    if negative:
        return any(label == f"{no} {other}" for other in all_labels for no in ("khong", "chua"))
    return any(opposite in all_labels for opposite in opposites)


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


def _number_and_label(key: str, labels: _Labels) -> Match | None:
    """ "2 phuong long thuy": the number and the label must name the same choice."""
    number, _, rest = key.partition(" ")
    if not number.isdigit() or len(number) > 3 or not rest or rest[0].isdigit():
        return None
    by_label = _surely(rest, labels)
    placed = tuple(choice for choice, _ in labels[int(number) - 1 : int(number)] if int(number))
    if by_label is None:
        return None
    if by_label.certain and by_label.choices == placed:
        return by_label
    return Match(tuple(dict.fromkeys((*placed, *by_label.choices))), certain=False)
