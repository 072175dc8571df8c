from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operation.town import Town
from tests.storage import postgres


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.server() as running:
        yield running
