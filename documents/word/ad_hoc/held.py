"""Figures that rounds hold already, used instead of asking again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from documents.word.consolidated import PORTRAIT
from documents.word.tables import NUMBER, Cell, Column, Piece, table

if TYPE_CHECKING:
    from documents.shown import Printed
    from documents.word.ad_hoc.answers import AdHocAnswers


def held_table(answers: AdHocAnswers, printed: Printed, words: Mapping[str, str]) -> list[Piece]:
    """With the round and version each of them comes from; nothing where there are none."""
    held, plan = answers.request.held, answers.report.plan
    if not held:
        return []
    widths = {"number": 6, "held_heading": 32, "held_total": 16, "held_parts": 46}
    columns = [Column(words[name], width) for name, width in widths.items()]
    rows = []
    for number, each in enumerate(held, 1):
        parts = [
            words["held_part" if unit_id in each.versions else "held_part_bare"].format(
                unit=plan.unit(unit_id).label,
                shown=shown,
                version=each.versions.get(unit_id),
            )
            for unit_id, shown in each.parts.items()
        ]
        silent = [unit_id for unit_id in answers.request.units if unit_id not in each.parts]
        if silent:
            parts.append(words["held_missing"].format(units=printed.names(silent)))
        total = [each.total, each.unit_of_measure] if each.total else []
        rows.append(
            [
                Cell(str(number), NUMBER),
                Cell(each.wording),
                Cell(" ".join(filter(None, total)), NUMBER),
                Cell(words["held_source"].format(period=each.period, parts="; ".join(parts))),
            ]
        )
    return [Piece("da-co", Markup(""), table(columns, rows, PORTRAIT))]
