from __future__ import annotations

from collections.abc import Iterator

from reporting.faults import Fault
from reporting.plan.draft import Draft


def check(draft: Draft) -> Iterator[Fault]:
    yield from ()
