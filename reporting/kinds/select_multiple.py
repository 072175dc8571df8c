"""Any number of the choices offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import JSON, Asked, Choice, Understanding
from reporting.kinds.reading.choices import Match, match_choice
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote
from reporting.kinds.select_one import label_of, no_such_choice, standing_of_choice
from reporting.kinds.stored import misstored
from reporting.text import clean, fold

_BETWEEN = re.compile(r"\s*(?:[,;\n+&]|\s(?:và|va|với|cùng)\s)\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\s+\d{1,3})+")
_RUN = re.compile(r"(\d{1,3})\s*(?:-|đến|den|tới|toi)\s*(\d{1,3})")
_ALL = frozenset(("tat ca", "ca", "het", "tat ca cac y", "toan bo", "tat ca deu dung", "all"))


class SelectMultiple:
    name: ClassVar[str] = "select_multiple"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        whole = match_choice(text, asked.choices)
        if whole.certain:
            return self.chosen(whole.choices, asked)
        special = self._all_or_run(text, asked)
        if special is not None:
            return special
        parts = parts_of(text)
        if len(parts) == 1:
            return self._single(whole, text, asked)
        return self._several(parts, text, asked)

    def chosen(self, choices: Sequence[Choice], asked: Asked) -> Answer:
        """Each choice once, in the order of the list."""
        names = {choice.name for choice in choices}
        return Answer(tuple(choice.name for choice in asked.choices if choice.name in names))

    def _single(self, match: Match, text: str, asked: Asked) -> Understanding:
        standing = standing_of_choice(self, text, asked, zero=())
        if standing is not None:
            return standing
        if match.choices:
            reason = "choice_ambiguous" if len(match.choices) > 1 else "choice_unsure"
            answers = [self.chosen([choice], asked) for choice in match.choices]
            return doubted(self, asked, reason, answers, text=quote(text))
        return no_such_choice(text, asked)

    def _several(self, parts: Sequence[str], text: str, asked: Asked) -> Understanding:
        matches = [match_choice(part, asked.choices) for part in parts]
        for part, match in zip(parts, matches, strict=True):
            if not match.choices:
                return no_such_choice(part, asked)
        found = [choice for match in matches for choice in match.choices]
        answer = self.chosen(found, asked)
        if all(match.certain for match in matches):
            return answer
        return doubted(self, asked, "choice_unsure", [answer], text=quote(text))

    def _all_or_run(self, text: str, asked: Asked) -> Understanding | None:
        """ "Tất cả" and "1-3" are asked back: a list may hold "none of these"."""
        if fold(text) in _ALL and asked.choices:
            answer = self.chosen(asked.choices, asked)
            return doubted(self, asked, "choice_unsure", [answer], text=quote(text))
        run = _RUN.fullmatch(plain(text) or "")
        if run is None:
            return None
        first, last = int(run[1]), int(run[2])
        if not 1 <= first < last <= len(asked.choices):
            return None
        through = self.chosen(asked.choices[first - 1 : last], asked)
        ends = self.chosen([asked.choices[first - 1], asked.choices[last - 1]], asked)
        answers = dict.fromkeys((through, ends))
        return doubted(self, asked, "choice_ambiguous", answers, text=quote(text))

    def show(self, value: Value, asked: Asked) -> str:
        return "; ".join(label_of(name, asked) for name in names_in(value))

    def to_json(self, value: Value) -> JSON:
        return None if value is None else list(names_in(value))

    def from_json(self, stored: JSON) -> Value:
        if stored is None:
            return None
        if not isinstance(stored, list):
            raise misstored("a list of names", stored)
        names = tuple(name for name in stored if isinstance(name, str))
        if len(names) != len(stored):
            raise misstored("a list of names", stored)
        return names

    def to_xpath(self, value: Value) -> str:
        return " ".join(names_in(value))

    def from_xpath(self, text: str) -> Value:
        return tuple(text.split()) or None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None


def names_in(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def parts_of(text: str) -> list[str]:
    line = clean(text)
    if _NUMBERS.fullmatch(line):
        return line.split()
    return [part for part in _BETWEEN.split(line) if part.strip()]
