"""Free text: a narrative, a list, a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from reporting.answers import Answer, Standing, Value
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.reading.encodings import decoded
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.lists import tidy_lists
from reporting.kinds.reading.personal_data import has_personal_data
from reporting.kinds.reading.standings import whole_standing
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reading.zero_words import says_nothing_to_tell
from reporting.kinds.reasons import doubted, refused
from reporting.kinds.stored import misstored
from reporting.text import clean, fold

_LONGEST_STANDING = 80


class Text:
    name: ClassVar[str] = "text"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text, longest=None)) is not None:
            return outright
        kept = clean(tidy_lists(clean(text)))
        if has_personal_data(kept):
            return refused("personal_data")
        meant = decoded(text)
        if meant is not None:
            return self._decoded(kept, meant.text, meant.encoding, asked)
        return self._standing(kept, asked) or Answer(kept)

    def _standing(self, kept: str, asked: Asked) -> Understanding | None:
        line = plain(kept) if len(kept) <= _LONGEST_STANDING else None
        if line is None:
            return None
        if says_nothing_to_tell(fold(line)):
            return Answer("", Standing.ZERO)
        return whole_standing(self, line, asked, "")

    def _decoded(self, kept: str, meant: str, encoding: str, asked: Asked) -> Understanding:
        converted = clean(tidy_lists(clean(meant)))
        if has_personal_data(converted):
            return refused("personal_data")
        standing = self._standing(converted, asked)
        if standing is not None:  # "khoâng coù": too short to doubt, and read back as what it means
            return standing
        answers = dict.fromkeys((Answer(converted), Answer(kept)))
        return doubted(self, asked, "decoded_text", answers, encoding=encoding)

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return value if isinstance(value, str) else ""

    def to_json(self, value: Value) -> JSON:
        assert value is None or isinstance(value, str)
        return value

    def from_json(self, stored: JSON) -> Value:
        if stored is None or isinstance(stored, str):
            return stored
        raise misstored("a text", stored)

    def to_xpath(self, value: Value) -> str:
        return value if isinstance(value, str) else ""

    def from_xpath(self, text: str) -> Value:
        return text or None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None
