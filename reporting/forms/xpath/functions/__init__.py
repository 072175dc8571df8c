"""The functions of the profile, grouped by theme."""

from __future__ import annotations

from reporting.forms.xpath.functions.booleans import BOOLEANS
from reporting.forms.xpath.functions.dates import DATES
from reporting.forms.xpath.functions.geography import GEOGRAPHY
from reporting.forms.xpath.functions.nodesets import NODESETS
from reporting.forms.xpath.functions.numbers import NUMBERS
from reporting.forms.xpath.functions.odk import ODK
from reporting.forms.xpath.functions.registry import Function
from reporting.forms.xpath.functions.strings import STRINGS

FUNCTIONS: dict[str, Function] = {
    **BOOLEANS,
    **DATES,
    **GEOGRAPHY,
    **NODESETS,
    **NUMBERS,
    **ODK,
    **STRINGS,
}
