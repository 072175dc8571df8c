"""The consolidated report: figures, texts, gaps, targets, each traced to who said it."""

from reporting.consolidation.choices import Choices, StandIn
from reporting.consolidation.consolidate import consolidate
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
from reporting.consolidation.snapshot import read as read_amount

__all__ = [
    "Changed",
    "Choices",
    "CommuneTable",
    "ConsolidatedReport",
    "Contradiction",
    "Figure",
    "Item",
    "ItemTable",
    "Narrative",
    "Part",
    "Row",
    "StandIn",
    "TargetResult",
    "changes",
    "consolidate",
    "content_hash",
    "indicators_json",
    "made_of",
    "read_amount",
    "restrict",
    "show_with_unit",
    "snapshot",
]
