"""Kinds of questions: one module per kind, found by name in `KINDS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reporting.kinds.acknowledge import Acknowledge
from reporting.kinds.audio import Audio
from reporting.kinds.barcode import Barcode
from reporting.kinds.boolean import Boolean
from reporting.kinds.calculate import Calculate
from reporting.kinds.date import Date
from reporting.kinds.datetime import DateTime
from reporting.kinds.decimal import DecimalKind
from reporting.kinds.file import File
from reporting.kinds.geopoint import GeoPoint
from reporting.kinds.geoshape import GeoShape
from reporting.kinds.geotrace import GeoTrace
from reporting.kinds.hidden import Hidden
from reporting.kinds.image import Image
from reporting.kinds.integer import Integer
from reporting.kinds.kind import (
    JSON,
    Asked,
    Choice,
    Doubted,
    Kind,
    Measure,
    Option,
    Refused,
    Understanding,
)
from reporting.kinds.money import Money
from reporting.kinds.note import Note
from reporting.kinds.percent import Percent
from reporting.kinds.range import Range
from reporting.kinds.rank import Rank
from reporting.kinds.select_multiple import SelectMultiple
from reporting.kinds.select_one import SelectOne
from reporting.kinds.shown import in_unit, show_date, show_money, show_number
from reporting.kinds.text import Text
from reporting.kinds.time import Time
from reporting.kinds.video import Video

_BUILT_IN: tuple[Kind, ...] = (
    Integer(),
    DecimalKind(),
    Money(),
    Text(),
    SelectOne(),
    SelectMultiple(),
    Date(),
    Note(),
    Acknowledge(),
    Image(),
    File(),
    Percent(),
    Range(),
    Rank(),
    Time(),
    DateTime(),
    GeoPoint(),
    GeoTrace(),
    GeoShape(),
    Boolean(),
    Audio(),
    Video(),
    Barcode(),
    Calculate(),
    Hidden(),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _BUILT_IN})

__all__ = [
    "JSON",
    "KINDS",
    "Asked",
    "Choice",
    "Doubted",
    "Kind",
    "Measure",
    "Option",
    "Refused",
    "Understanding",
    "in_unit",
    "show_date",
    "show_money",
    "show_number",
]
