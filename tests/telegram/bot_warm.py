"""What every bot process needs, loaded once in the process that they are forked from."""

import importlib
from functools import cache
from pathlib import Path

from bot import workplace

PLAN = Path(__file__).parents[2] / "plans" / "phuoc-long-2021"

# Reading a plan takes longer than all else at start, and plans do not change while tests run.
workplace.open_library = cache(workplace.open_library)
workplace.open_library(PLAN)

for command in ("office", "run"):
    importlib.import_module(f"bot.commands.{command}")
importlib.import_module("tests.telegram.deliver_process")
