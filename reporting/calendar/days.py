"""On which days offices work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday but for the holidays of the Labour Code and the days the State swaps, as the
    `holidays` package knows them; `off` (day → why) and `working` are what a plan says beyond that
    and win over it."""

    off: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        if day in self.working:
            return True
        if day in self.off:
            return False
        year = _year(day.year)
        if day in year.swapped:
            return True
        return day.weekday() < _SATURDAY and day not in year.off

    def holiday(self, day: date) -> str:
        """Why nobody works on `day`, in Vietnamese; "" on working days and plain weekends."""
        if self.works(day):
            return ""
        return self.off.get(day) or _year(day.year).off.get(day, "")

    def holidays(self, year: int) -> dict[date, str]:
        """All days off of a year but plain weekends, in order."""
        named = {**_year(year).off, **self.off}
        return {d: named[d] for d in sorted(named) if d.year == year and not self.works(d)}

    def swapped(self, year: int) -> tuple[date, ...]:
        """Saturdays and Sundays of a year that are worked, in order."""
        worked = _year(year).swapped | self.working
        return tuple(d for d in sorted(worked) if d.year == year and d.weekday() >= _SATURDAY)

    def on_or_after(self, day: date) -> date:
        while not self.works(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        while not self.works(day):
            day -= _DAY
        return day

    def after(self, day: date, number: int) -> date:
        """The `number`th working day after `day`, which itself does not count (Civil Code 147)."""
        for _ in range(number):
            day = self.on_or_after(day + _DAY)
        return day

    def before(self, day: date, number: int) -> date:
        """The `number`th working day before `day`, which itself does not count."""
        for _ in range(number):
            day = self.on_or_before(day - _DAY)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first` up to and with `last`; negative when `last`
        comes first."""
        if last < first:
            return -self.between(last, first)
        days = (first + _DAY * n for n in range(1, (last - first).days + 1))
        return sum(map(self.works, days))


@dataclass(frozen=True, slots=True)
class _Year:
    off: Mapping[date, str]
    swapped: frozenset[date]


@cache
def _year(year: int) -> _Year:
    """What `holidays` knows of one year: until the Government decides on Tết and swaps, rules."""
    known = _vietnam()(years=year, language="vi")
    return _Year(dict(known.items()), frozenset(known.weekend_workdays))


@cache
def _vietnam() -> Any:
    """The class of `holidays` for Viet Nam, alone: asked by the country's name, the package brings
    in every country of the world, half a second and a tenth of a running bot's memory."""
    import holidays

    path = Path(holidays.__file__).parent / "countries" / "vietnam.py"
    spec = spec_from_file_location("holidays_of_vietnam", path)
    assert spec is not None and spec.loader is not None, "holidays has a module for Viet Nam"
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Vietnam
