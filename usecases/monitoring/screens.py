"""Screens of monitoring, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.monitoring.answers import show_board_answer, show_board_report
from usecases.monitoring.drilling import show_agencies, show_agency, show_board_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

MONITORING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "board_agencies": show_agencies,
    "board_agency": show_agency,
    "board_unit": show_board_unit,
    "board_report": show_board_report,
    "board_answer": show_board_answer,
}
