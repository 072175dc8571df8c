"""The plan's questionnaires: files under forms/, as markdown tables or Excel workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reporting.faults import Fault

if TYPE_CHECKING:
    from reporting.forms import Form


def read_forms(
    files: Mapping[str, bytes], faults: list[Fault]
) -> tuple[dict[str, Form], frozenset[str]]:
    """Form id (the file's stem) -> form, and the ids of those that cannot be used."""
    return {}, frozenset()
