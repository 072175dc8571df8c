"""A place: "latitude longitude altitude accuracy" as XForms keeps it; a location sent in the chat
arrives here as "latitude longitude"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar

from reporting.answers import Answer, Value
from reporting.kinds.kind import Asked, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.standings import standing_answer
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import doubted, quote, refused
from reporting.kinds.shown import show_number
from reporting.kinds.stored import misstored
from reporting.kinds.text import Text

_NUMBER = r"-?\d{1,3}(?:[.,]\d{1,10})?"
_PAIR = re.compile(
    rf"[(\s]*({_NUMBER})\s*°?\s*([NSB]?)\s*(?:[;\s]|,\s|,(?=\d+[.]))\s*({_NUMBER})\s*°?\s*([EWĐT]?)"
    rf"(?:[;,\s]+({_NUMBER}))?(?:[;,\s]+({_NUMBER}))?[)\s]*",
    re.IGNORECASE,
)
_MAP_LINK = re.compile(rf"https?://\S*?(?:[@=/])({_NUMBER}),\+?({_NUMBER})(?!\d)\S*")
_STORED = re.compile(r"-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?){1,3}")
_SOUTH_TO_NORTH, _WEST_TO_EAST = (Decimal(6), Decimal(24)), (Decimal(102), Decimal(118))


class GeoPoint(Text):
    name: ClassVar[str] = "geopoint"

    def understand(self, text: str, asked: Asked) -> Understanding:
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if not line:
            return refused("not_a_place", text=quote(text))
        standing = standing_answer(self, line, asked, "")
        if standing is not None:
            return standing
        found = _MAP_LINK.fullmatch(line) or _PAIR.fullmatch(line)
        if found is None:
            return refused("not_a_place", text=quote(line))
        return self._placed(*_coordinates(found), asked, quote(line))

    def _placed(
        self, latitude: Decimal, longitude: Decimal, more: tuple[str, str], asked: Asked, text: str
    ) -> Understanding:
        if _is_at_home(latitude, longitude):
            return Answer(_kept(latitude, longitude, more))
        if _is_at_home(longitude, latitude):
            turned = [Answer(_kept(longitude, latitude, more))]
            return doubted(self, asked, "place_swapped", turned)
        if abs(latitude) > 90 or abs(longitude) > 180:
            return refused("place_out_of_range", text=text)
        return doubted(self, asked, "place_abroad", [Answer(_kept(latitude, longitude, more))])

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        if not isinstance(value, str) or not value:
            return ""
        return "; ".join(show_number(Decimal(part)) for part in value.split()[:2])

    def from_xpath(self, text: str) -> Value:
        if text and not _STORED.fullmatch(text):
            raise misstored("a place", text)
        return text or None


def _coordinates(found: re.Match[str]) -> tuple[Decimal, Decimal, tuple[str, str]]:
    if found.re is _MAP_LINK:
        return _decimal(found[1]), _decimal(found[2]), ("0", "0")
    south, west = found[2].upper() == "S", found[4].upper() in ("W", "T")
    latitude, longitude = _decimal(found[1]), _decimal(found[3])
    more = (str(_decimal(found[5] or "0")), str(_decimal(found[6] or "0")))
    return -latitude if south else latitude, -longitude if west else longitude, more


def _decimal(typed: str) -> Decimal:
    return Decimal(typed.replace(",", "."))


def _is_at_home(latitude: Decimal, longitude: Decimal) -> bool:
    """Within Viet Nam and its waters."""
    south, north = _SOUTH_TO_NORTH
    west, east = _WEST_TO_EAST
    return south <= latitude <= north and west <= longitude <= east


def _kept(latitude: Decimal, longitude: Decimal, more: tuple[str, str]) -> str:
    return " ".join((f"{latitude:f}", f"{longitude:f}", *more))
