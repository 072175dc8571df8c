"""What became of a refreshed file, as parameters of the message `document_refreshed`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from documents.controls.refresh import Outcome
    from reporting.consolidation import ConsolidatedReport


def outcome_words(outcome: Outcome, report: ConsolidatedReport) -> dict[str, Any]:
    lists = {
        name: [_plain(asdict(each)) for each in getattr(outcome, name)]
        for name in ("changed", "deleted", "added", "rewritten")
    }
    figures = sum(len(each.cells) or 1 for each in outcome.changed)
    return {
        "period": report.round.period,
        "at": report.at.isoformat(),
        "figures": figures,
        **lists,
    }


def _plain(change: dict[str, Any]) -> dict[str, Any]:
    return {**change, "cells": [dict(cell, cells=[]) for cell in change["cells"]]}
