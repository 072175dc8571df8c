from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.usecases.reports import THI_DOAN
from tests.usecases.town import Resident, Town
from usecases.library import Library
from usecases.records import Sender

UNIT = "thi-doan"


@dataclass(frozen=True)
class Reported:
    """A town in which a unit has handed in its report and the office is there, as it stood."""

    database: bytes
    now: datetime
    updates: int
    sent: int


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory, library: Library, season: bytes) -> Reported:
    path = tmp_path_factory.mktemp("reported") / "town.sqlite"
    path.write_bytes(season)
    town = Town(path, library)
    nga = town.invited(UNIT, 5, "Thị Nga")
    nga.begin()
    nga.fill(UNIT, THI_DOAN)
    nga.offers()
    nga.press("Xác nhận")
    town.office()
    town.close()
    return Reported(path.read_bytes(), town.now, town.updates, town.sent)


@pytest.fixture
def hoa(town: Town, reported: Reported, tmp_path: Path) -> Resident:
    """The office, with a report to read."""
    town.close()
    (tmp_path / "town.sqlite").write_bytes(reported.database)
    town.now, town.updates, town.sent = reported.now, reported.updates, reported.sent
    town.open()
    return Resident(town, Sender(900, 900, "Lê Thị Hoa"))
