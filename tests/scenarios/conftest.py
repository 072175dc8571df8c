"""`pytest tests/scenarios --regenerate` writes the transcripts anew, to be reviewed as a diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser):
    parser.addoption("--regenerate", action="store_true", help="write the transcripts anew")


@pytest.fixture
def regenerate(pytestconfig):
    return pytestconfig.getoption("--regenerate", default=False)
