"""Screens of monitoring, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.monitoring.announcing import (
    choose_agency,
    choose_units,
    drop_announcement,
    preview_announcement,
    send_announcement,
)
from usecases.monitoring.answers import show_board_answer, show_board_report
from usecases.monitoring.chasing import send_chase, show_chase
from usecases.monitoring.drilling import show_agencies, show_agency, show_board_unit
from usecases.monitoring.results import show_result
from usecases.monitoring.urging import want_urging_letter
from usecases.monitoring.zalo import write_for_zalo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

MONITORING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "board_agencies": show_agencies,
    "board_agency": show_agency,
    "board_unit": show_board_unit,
    "board_report": show_board_report,
    "board_answer": show_board_answer,
    "chase": show_chase,
    "chase_send": send_chase,
    "result": show_result,
    "zalo": write_for_zalo,
    "urging_letter": want_urging_letter,
    "announce_agencies": choose_agency,
    "announce_units": choose_units,
    "announce_preview": preview_announcement,
    "announce_send": send_announcement,
    "announce_drop": drop_announcement,
}
