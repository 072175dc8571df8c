"""A line on the map: places one a line or between semicolons, as XForms keeps them."""

from __future__ import annotations

import re
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.geopoint import GeoPoint
from reporting.kinds.kind import Asked, Doubted, Refused, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.outcomes import answers_in
from reporting.kinds.reading.standings import standing_answer
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, refused
from reporting.kinds.stored import misstored
from reporting.text import clean

_BETWEEN = re.compile(r"\s*\n\s*|\s*;\s*")
_LONGEST = 20_000
_STORED = re.compile(r"-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?){1,3}")
_MOST_SHOWN = 5


class GeoTrace(GeoPoint):
    name: ClassVar[str] = "geotrace"
    fewest: ClassVar[int] = 2

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text, longest=_LONGEST)) is not None:
            return outright
        line = plain(text)
        standing = standing_answer(self, line, asked, "") if line else None
        if standing is not None:
            return standing
        pieces = [piece for piece in _BETWEEN.split(clean(text)) if piece]
        places = [super(GeoTrace, self).understand(piece, asked) for piece in pieces]
        wrong = next((each for each in places if isinstance(each, Refused)), None)
        if wrong is not None:
            return wrong
        if len(places) < self.fewest:
            return refused("few_places", fewest=self.fewest, given=len(places))
        return self._drawn(places, asked)

    def _drawn(self, places: list[Understanding], asked: Asked) -> Understanding:
        line = Answer(self._joined([str(answers_in(each)[0].value) for each in places]))
        doubtful = next((each for each in places if isinstance(each, Doubted)), None)
        return line if doubtful is None else doubted(self, asked, doubtful.reason, [line])

    def _joined(self, points: list[str]) -> str:
        return ";".join(_written(point) for point in points)

    @classmethod
    def canonical(cls, text: str) -> str:
        """As it is written down; "" for what is no line of enough places (OpenRosa XForms)."""
        points = [piece for piece in _BETWEEN.split(text.strip()) if piece]
        if len(points) < cls.fewest or not all(map(_STORED.fullmatch, points)):
            return ""
        return ";".join(map(_written, points))

    def show(self, value: Value, asked: Asked) -> str:
        if not isinstance(value, str) or not value:
            return ""
        points = [super(GeoTrace, self).show(point, asked) for point in _BETWEEN.split(value)]
        shown = [point for point in points if point]
        more = f" → … ({len(shown)})" if len(shown) > _MOST_SHOWN else ""
        return " → ".join(shown[:_MOST_SHOWN]) + more

    def from_xpath(self, text: str) -> Value:
        if text and not self.canonical(text):
            raise misstored("a line", text)
        return text or None


def _written(point: str) -> str:
    """Every number with a fraction, as the programs on phones write them."""
    return " ".join(word if "." in word else f"{word}.0" for word in point.split())
