from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.library import Library
from usecases.records import Role

UNIT = "thi-doan"


@pytest.fixture
def hoa(town: Town) -> Resident:
    return town.office()


@pytest.fixture
def nga(town: Town) -> Resident:
    return town.invited(UNIT, 5, "Thị Nga")


@pytest.fixture
def reported(town: Town, hoa: Resident, nga: Resident) -> SimpleNamespace:
    """A town whose Youth Union has handed in its report, on paper agreed to by its leader."""
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    nga.offers()
    nga.press("Xác nhận")
    return SimpleNamespace(town=town, hoa=hoa, nga=nga, key=town.obligation(UNIT).id)


@pytest.fixture
def approving(town: Town) -> Callable[[str], None]:
    """Gives a unit another mode of consent, in the plan its round runs on."""

    def give(mode: str) -> None:
        plan = town.library.current
        units = tuple(replace(u, consent=mode) if u.id == UNIT else u for u in plan.units)
        town.library = Library(replace(plan, units=units), town.library.files)

    return give


@pytest.fixture
def leader(town: Town) -> Resident:
    return town.invited(UNIT, 7, "Bùi Văn Đạt", Role.LEADER)


def audit(town: Town, action: str) -> list[Any]:
    return town.rows("SELECT person_id, subject, detail FROM audit WHERE action = ?", action)
