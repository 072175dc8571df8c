"""The plan of one programme in one place for one year, whole and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from reporting.answers import Answer, Standing
from reporting.calendar import Calendar
from reporting.plan.tables import Tables

if TYPE_CHECKING:
    from reporting.forms import Form
    from reporting.plan.indicators import Indicator, Target
    from reporting.plan.outline import Outline
    from reporting.plan.rounds import Round
    from reporting.plan.units import Agency, Letter, Unit
    from reporting.variance import Tolerance

_Named = TypeVar("_Named", "Indicator", "Round", "Target")


@dataclass(frozen=True, slots=True)
class Plan:
    """Made by `load_plan` only; whatever it names exists. Lists are in the plan's own order."""

    id: str
    title: str
    place: str  # as in the date line of a document: "Phước Long"
    locality: str  # "thị xã Phước Long"
    programme: str
    programme_short: str
    year: int
    regime: str  # section VI, word by word
    poverty_standard: str
    content_hash: str  # sha256 hex over names and bytes of all files
    timezone: ZoneInfo
    office: Unit
    agencies: tuple[Agency, ...]
    units: tuple[Unit, ...]
    rounds: tuple[Round, ...]
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    forms: Mapping[str, Form]
    opening: Mapping[str, Mapping[str, Answer]]  # unit id -> name -> locked figure (money in đồng)
    opening_is_sample: bool
    letter: Mapping[str, Letter]  # "A" office to town, "B" town to province
    outline: Outline
    calendar: Calendar = field(default_factory=Calendar)
    tables: Tables = field(default_factory=Tables)
    variance: Tolerance | None = None  # None: nobody is asked why a figure is so far off
    _units: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    # By unit id, worked out when first asked for: both are wanted in every turn.
    _given: dict[str, dict[str, Answer]] = field(init=False, repr=False, compare=False)
    _texts: dict[str, Mapping[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_units", {unit.id: unit for unit in self.units})
        object.__setattr__(self, "_given", {})
        object.__setattr__(self, "_texts", {})

    def unit(self, unit_id: str) -> Unit:
        """Raises KeyError for an id the plan does not have."""
        return self._units[unit_id]

    def round(self, round_id: str) -> Round:
        """Raises KeyError for an id the plan does not have."""
        return _named(self.rounds, round_id)

    def indicator(self, indicator_id: str) -> Indicator:
        """Raises KeyError for an id the plan does not have."""
        return _named(self.indicators, indicator_id)

    def target(self, target_id: str) -> Target:
        """Raises KeyError for an id the plan does not have."""
        return _named(self.targets, target_id)

    def form_for(self, unit: Unit) -> Form:
        return self.forms[unit.form]

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """The units that exist on `day`."""
        return tuple(
            unit
            for unit in self.units
            if (unit.valid_from or date.min) <= day <= (unit.valid_to or date.max)
        )

    def given_for(self, unit: Unit) -> dict[str, Answer]:
        """What the plan itself gives the unit's form: `opening:`, `target:` and `unit:` values.
        (`last:` and `sum:` come from reports and are the caller's.)"""
        if unit.id not in self._given:
            self._given[unit.id] = self._given_of(unit.id)
        return {
            **self._given[unit.id],
            "unit:entrusted": whole_figure(int("entrusted" in unit.flags)),
        }

    def _given_of(self, unit_id: str) -> dict[str, Answer]:
        opening = self.opening.get(unit_id, {})
        given = {f"opening:{name}": answer for name, answer in opening.items()}
        for target in self.targets:
            share = target.per_unit.get(unit_id)
            if share is not None:
                given[f"target:{target.id}"] = whole_figure(share.planned)
        return given

    def target_texts(self, unit: Unit) -> Mapping[str, str]:
        """Target id -> what is shown beside the unit's question: its share, else the promise
        where that names a figure ("có tổ chức" does not)."""
        if unit.id not in self._texts:
            self._texts[unit.id] = MappingProxyType(self._texts_of(unit.id))
        return self._texts[unit.id]

    def _texts_of(self, unit_id: str) -> dict[str, str]:
        texts = {}
        for target in self.targets:
            share = target.per_unit.get(unit_id)
            measured = f"{share.planned} {target.unit_of_measure}" if share else ""
            text = measured or target.planned_text
            if any(sign.isdigit() for sign in text):
                texts[target.id] = text
        return texts


def whole_figure(value: int) -> Answer:
    """A figure known beforehand; zero is a confirmed zero."""
    return Answer(value, Standing.FIGURE if value else Standing.ZERO)


def _named(items: tuple[_Named, ...], name: str) -> _Named:
    for item in items:
        if item.id == name:
            return item
    raise KeyError(name)
