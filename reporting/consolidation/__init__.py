"""The consolidated report: figures, texts, gaps, targets, each traced to who said it."""

from reporting.consolidation.carried import Carried, carried_from, carried_json
from reporting.consolidation.choices import Choices, StandIn
from reporting.consolidation.compared import (
    Change,
    When,
    amounts_of,
    changes_of,
    fallen,
    past_report,
    whole_amounts,
)
from reporting.consolidation.consolidate import consolidate
from reporting.consolidation.earlier import Earlier, Past, earlier_from, earlier_json
from reporting.consolidation.figures import made_of, restrict
from reporting.consolidation.indicators import indicators_json
from reporting.consolidation.report import (
    CommuneTable,
    ConsolidatedReport,
    Contradiction,
    Figure,
    Item,
    ItemTable,
    Narrative,
    Part,
    Row,
    TargetResult,
)
from reporting.consolidation.shown import show_with_unit
from reporting.consolidation.snapshot import Changed, changes, content_hash, snapshot
from reporting.consolidation.written import read as read_amount
from reporting.consolidation.written import written

__all__ = [
    "Carried",
    "Change",
    "Changed",
    "Choices",
    "CommuneTable",
    "ConsolidatedReport",
    "Contradiction",
    "Earlier",
    "Figure",
    "Item",
    "ItemTable",
    "Narrative",
    "Part",
    "Past",
    "Row",
    "StandIn",
    "TargetResult",
    "When",
    "amounts_of",
    "carried_from",
    "carried_json",
    "changes",
    "changes_of",
    "consolidate",
    "content_hash",
    "earlier_from",
    "earlier_json",
    "fallen",
    "indicators_json",
    "made_of",
    "past_report",
    "read_amount",
    "restrict",
    "show_with_unit",
    "snapshot",
    "whole_amounts",
    "written",
]
