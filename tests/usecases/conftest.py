from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workplace import open_library
from tests.usecases.town import Town, new_town
from usecases.library import Library

PLAN = Path(__file__).parent.parent.parent / "plans" / "phuoc-long-2021"


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library(PLAN)


@pytest.fixture
def town(tmp_path: Path, library: Library) -> Iterator[Town]:
    """In mid-season: both people and rounds can come."""
    made = new_town(tmp_path, library)
    made.open_rounds()
    yield made
    made.writer.close()
