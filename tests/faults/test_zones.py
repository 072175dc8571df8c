"""R26: the machine's own zone, and whether it knows any, changes no due time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT

PLAN = ROOT / "plans" / "phuoc-long-2021"


def calendar(folder: Path, **environment: str) -> str:
    """The year as the command line prints it."""
    program = Path(sys.executable).with_name("tonghop")
    done = subprocess.run(
        [program, "calendar", "--year", "2021", "--plan", str(PLAN)],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_r26_the_year_is_the_same_wherever_the_machine_thinks_it_is(
    tmp_path: Path, zone: str
) -> None:
    here = calendar(tmp_path, TZ="Asia/Ho_Chi_Minh")
    assert "17:00" in here
    assert calendar(tmp_path, TZ=zone, PYTHONTZPATH="") == here
