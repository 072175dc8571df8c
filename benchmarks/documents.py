"""Time and memory of consolidation, Word and Excel for a town of 24 units and a province of 2,400.

python -m benchmarks.documents [--towns N]
"""

from __future__ import annotations

import argparse
import dataclasses
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from documents.excel import ExcelDocuments
from documents.word import WordDocuments
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.plan import Plan
from reporting.submissions import Submitted
from tests.documents import filling

_Result = TypeVar("_Result")
_RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=100, help="of 24 units each")
    towns: int = parser.parse_args().towns
    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    word, excel = WordDocuments(), ExcelDocuments()
    print(f"{'':24}{'CPU ms, best of 5':>20}{'first':>10}{'size kB':>10}{'peak MB':>10}")
    for count in (1, towns):
        wide, many = _province(plan, sent, count)
        name = f"{len(wide.units)} units"
        report = _measured(f"{name}, consolidate", partial(_consolidated, wide, many))
        docx = _measured(f"{name}, Word", partial(word.consolidated, report))
        _measured(f"{name}, Excel", partial(excel.consolidated, report))
        _measured(f"{name}, refresh", partial(_refreshed, word, docx, report))
    one = filling.unit_document("kinh-te")
    _measured("a unit's report, Word", partial(word.unit_report, one))


def _refreshed(word: WordDocuments, docx: bytes, report: ConsolidatedReport) -> bytes:
    return word.refreshed(docx, report)[0]


def _consolidated(plan: Plan, sent: dict[str, Submitted]) -> ConsolidatedReport:
    return consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)


def _province(
    plan: Plan, sent: dict[str, Submitted], towns: int
) -> tuple[Plan, dict[str, Submitted]]:
    """The town `towns` times over, every copy of a unit under an id of its own."""

    def ids(unit_ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{unit_id}-{town}" for unit_id in unit_ids for town in range(towns))

    units = tuple(
        dataclasses.replace(unit, id=f"{unit.id}-{town}")
        for unit in plan.units
        for town in range(towns)
    )
    indicators = tuple(
        dataclasses.replace(
            indicator,
            units=ids(indicator.units),
            compare=tuple(
                dataclasses.replace(other, units=ids(other.units)) for other in indicator.compare
            ),
        )
        for indicator in plan.indicators
    )
    many = {
        f"{unit_id}-{town}": dataclasses.replace(submitted, unit_id=f"{unit_id}-{town}")
        for unit_id, submitted in sent.items()
        for town in range(towns)
    }
    opening = {f"{unit_id}-{n}": o for unit_id, o in plan.opening.items() for n in range(towns)}
    return dataclasses.replace(plan, units=units, indicators=indicators, opening=opening), many


def _measured(name: str, work: Callable[[], _Result]) -> _Result:
    times = []
    for _ in range(_RUNS):
        began = time.process_time()
        result = work()
        times.append((time.process_time() - began) * 1000)
    size = f"{len(result) / 1000:10.0f}" if isinstance(result, bytes) else f"{'':10}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:24}{min(times):20.0f}{times[0]:10.0f}{size}{peak:10.0f}")
    return result


if __name__ == "__main__":
    main()
