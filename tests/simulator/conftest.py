"""The simulated Telegram over HTTP, and a person with a phone there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulator import Phone
from tests.simulator.fixtures import Telegram, lan, telegram


@pytest.fixture
async def sim() -> AsyncIterator[Telegram]:
    async with telegram() as sim:
        yield sim


@pytest.fixture
def phone(sim: Telegram) -> Phone:
    return lan(sim)
