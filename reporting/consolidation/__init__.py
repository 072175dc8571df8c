"""The consolidated report: figures, texts, gaps, targets, each traced to who said it."""

from reporting.consolidation.consolidate import consolidate
from reporting.consolidation.figures import restrict
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

__all__ = [
    "CommuneTable",
    "ConsolidatedReport",
    "Contradiction",
    "Figure",
    "Item",
    "ItemTable",
    "Narrative",
    "Part",
    "Row",
    "TargetResult",
    "consolidate",
    "indicators_json",
    "restrict",
]
