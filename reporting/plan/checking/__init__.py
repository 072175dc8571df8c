"""What must hold between the files of a plan. Each check looks at one thing and says all of it.

A name that cannot be found is reported only where its file was read completely: otherwise the row
it belongs to may be the one that is faulty, and is reported already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reporting.faults import Fault
from reporting.plan.checking.calendar import CALENDAR_CHECKS
from reporting.plan.checking.forms import FORM_CHECKS
from reporting.plan.checking.indicators import INDICATOR_CHECKS
from reporting.plan.checking.opening import OPENING_CHECKS
from reporting.plan.checking.report import REPORT_CHECKS
from reporting.plan.checking.structure import STRUCTURE_CHECKS
from reporting.plan.checking.tables import TABLE_CHECKS
from reporting.plan.checking.targets import TARGET_CHECKS
from reporting.plan.draft import Draft

CHECKS: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
    *STRUCTURE_CHECKS,
    *CALENDAR_CHECKS,
    *TARGET_CHECKS,
    *INDICATOR_CHECKS,
    *FORM_CHECKS,
    *OPENING_CHECKS,
    *REPORT_CHECKS,
    *TABLE_CHECKS,
)


def check(draft: Draft) -> Iterator[Fault]:
    for each in CHECKS:
        yield from each(draft)
