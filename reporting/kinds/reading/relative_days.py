"""Days named from today: "hôm qua", "thứ Hai tới", "cuối tháng", "3 ngày nữa"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_NEAR = {
    "hom nay": 0,
    "nay": 0,
    "bua nay": 0,
    "ngay hom nay": 0,
    "trong ngay": 0,
    "hom qua": -1,
    "ngay hom qua": -1,
    "bua qua": -1,
    "hom kia": -2,
    "ngay mai": 1,
    "mai": 1,
    "ngay kia": 2,
    "ngay mot": 2,
    "mot": 2,
}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6, "cn": 6}
_WEEKDAYS |= {str(number): number - 2 for number in range(2, 8)}
_IDLE = re.compile(r"^(?:da|vang|thua|vao|la)\s+|[\s.,!;]+$|\s+(?:a|nhe|nha)$")
_COUNTED = re.compile(r"(?:sau )?(\d{1,3}) ngay( nua| toi| truoc)?|cach day (\d{1,3}) ngay")
_WEEKDAY = re.compile(
    r"(?:(?:thu|t) ?(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))"
    r"(?: (nay|tuan nay|toi|sap toi|tuan toi|tuan sau|sau|qua|vua roi|vua qua|tuan truoc))?"
)
_PART_OF_MONTH = re.compile(
    r"(dau|giua|cuoi) thang(?: (nay|sau|toi|truoc|\d{1,2}))?(?:[/ ](\d{4}))?"
)
_WEEK = timedelta(days=7)


def weekday_named(name: str) -> int:
    """0 for "thu hai" … 6 for "chu nhat" (names without marks)."""
    return _WEEKDAYS[name.removeprefix("thu ")]


def read_relative(spelled: str, today: date) -> tuple[tuple[date, ...], str]:
    """Candidates and the reason they are doubted; () if `spelled` (lower case, no marks) names no
    day from today."""
    while (shorter := _IDLE.sub("", spelled)) != spelled:
        spelled = shorter
    if spelled in _NEAR:
        return _moved(today, _NEAR[spelled])
    if counted := _COUNTED.fullmatch(spelled):
        return _counted(counted, spelled, today)
    if named := _WEEKDAY.fullmatch(spelled):
        weekday = _WEEKDAYS[named[1] or named[2]]
        return _weekday(weekday, named[3] or "", today)
    if part := _PART_OF_MONTH.fullmatch(spelled):
        return _part_of_month(part[1], part[2] or "nay", part[3], today)
    return (), ""


def _moved(today: date, days: int) -> tuple[tuple[date, ...], str]:
    try:
        return (today + timedelta(days=days),), ""
    except OverflowError:
        return (), ""


def _counted(found: re.Match[str], spelled: str, today: date) -> tuple[tuple[date, ...], str]:
    if found[3]:
        return _moved(today, -int(found[3]))
    if not (found[2] or spelled.startswith("sau ")):
        return (), ""
    days = int(found[1])
    return _moved(today, -days if found[2] == " truoc" else days)


def _weekday(weekday: int, which: str, today: date) -> tuple[tuple[date, ...], str]:
    this = today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    if which in ("nay", "tuan nay"):
        return (this,), ""
    if which in ("tuan toi", "tuan sau"):
        return (this + _WEEK,), ""
    if which == "tuan truoc":
        return (this - _WEEK,), ""
    if which in ("qua", "vua roi", "vua qua"):
        return (this if this < today else this - _WEEK,), ""
    if which in ("toi", "sap toi", "sau"):
        # Still ahead this week: people mean either this one or next week's.
        return ((this, this + _WEEK), "weekday_unsure") if this > today else ((this + _WEEK,), "")
    nearest = (this, this + _WEEK) if this >= today else (this + _WEEK, this)
    return nearest, "weekday_unsure"


def _part_of_month(
    part: str, month: str, year: str | None, today: date
) -> tuple[tuple[date, ...], str]:
    step = {"sau": 1, "toi": 1, "truoc": -1, "nay": 0}.get(month)
    count = today.year * 12 + today.month - 1 + (step or 0)
    if step is None:
        if not 1 <= int(month) <= 12:
            return (), ""
        count = today.year * 12 + int(month) - 1
    whole_year = int(year) if year else count // 12
    if not 1900 <= whole_year <= 2100:
        return (), ""
    number = count % 12 + 1
    last = calendar.monthrange(whole_year, number)[1]
    day = {"dau": 1, "giua": 15, "cuoi": last}[part]
    return (date(whole_year, number, day),), "day_unsure"
