"""Screens about the office's say in a report, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.deciding.correcting import want_correction
from usecases.deciding.finishing import (
    ask_final,
    leave_as_draft,
    make_final,
    show_correction,
)
from usecases.deciding.gaps import note_gap, show_gap, show_gaps, undo_gap, use_estimate
from usecases.deciding.header import (
    ask_header,
    choose_model,
    choose_signer,
    reset_header,
    show_header,
)
from usecases.deciding.sources import show_source, show_sources, show_texts, text_in, text_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

DECIDING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "gaps": show_gaps,
    "gap": show_gap,
    "gap_estimate": use_estimate,
    "gap_note": note_gap,
    "gap_undo": undo_gap,
    "header": show_header,
    "header_ask": ask_header,
    "header_sign": choose_signer,
    "header_reset": reset_header,
    "header_model": choose_model,
    "final": ask_final,
    "final_sure": make_final,
    "consolidate_back": leave_as_draft,
    "correction": show_correction,
    "correction_notice": want_correction,
    "sources": show_sources,
    "source": show_source,
    "texts": show_texts,
    "text_out": text_out,
    "text_in": text_in,
}
