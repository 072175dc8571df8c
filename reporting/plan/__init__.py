"""The plan as data: who reports what, when, against which targets.

`load_plan(files)` is the one door in: file name (relative to the plan's folder, "/" between
parts) -> bytes. It answers with a whole, checked `Plan` or raises `Faulty` with every fault found;
`plan_faults(files)` lists them, warnings included.
"""

from reporting.plan.form_files import form_keys
from reporting.plan.indicators import Comparison, Indicator, Target, UnitTarget
from reporting.plan.load import load_plan, plan_faults
from reporting.plan.outline import TABLES, Annex, Block, Outline, Section
from reporting.plan.plan import Plan, whole_figure
from reporting.plan.rounds import LEVELS, ROUND_KINDS, Round, Window
from reporting.plan.tables import CommuneLayout, SummaryLayout, Tables
from reporting.plan.units import Agency, Letter, Signer, Unit
from reporting.plan.year import Dated, dates_of

__all__ = [
    "LEVELS",
    "ROUND_KINDS",
    "TABLES",
    "Agency",
    "Annex",
    "Block",
    "CommuneLayout",
    "Comparison",
    "Dated",
    "Indicator",
    "Letter",
    "Outline",
    "Plan",
    "Round",
    "Section",
    "Signer",
    "SummaryLayout",
    "Tables",
    "Target",
    "Unit",
    "UnitTarget",
    "Window",
    "dates_of",
    "form_keys",
    "load_plan",
    "plan_faults",
    "whole_figure",
]
