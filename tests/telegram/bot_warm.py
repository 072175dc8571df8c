"""What every bot process needs, loaded once in the process that they are forked from."""

import gc
import importlib
from functools import cache
from pathlib import Path

from bot import workplace
from bot.plan_files import read_plan
from reporting.plan import load_plan
from tests.form_order import library_in_form_order
from usecases.library import Library

PLAN = Path(__file__).parents[2] / "plans" / "phuoc-long-2021"

# Reading a plan takes longer than all else at start, and plans do not change while tests run. Where
# converted forms would be kept makes no difference to a plan that is read already.
_converted: dict[str, bytes] = {}


@cache
def _read(path: Path) -> Library:
    files = read_plan(path)
    return Library(load_plan(files, _converted), files, _converted)


def open_library(path: Path, converted: Path | None = None) -> Library:
    return _read(path)


workplace.open_library = open_library
open_library(PLAN)
load_plan(library_in_form_order().files, _converted)  # the plan of the towns in tests

for command in ("office", "run"):
    importlib.import_module(f"bot.commands.{command}")
importlib.import_module("tests.telegram.deliver_process")

# What is here stays. A process forked from this one that looked through it for garbage would have
# to copy all of it.
gc.collect()
gc.freeze()
