"""What the buttons about workbooks open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.workbooks.giving import want_workbook
from usecases.workbooks.keeping import want_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

WORKBOOK_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "workbook": want_workbook,
    "workbook_keep": want_kept,
}
