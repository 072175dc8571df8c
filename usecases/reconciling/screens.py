"""Screens about contradictions, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.reconciling.answering import ask_words, figure_right
from usecases.reconciling.asking import ask_both, show_contradictions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

RECONCILING_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "contradictions": show_contradictions,
    "ask_both": ask_both,
    "figure_right": figure_right,
    "figure_words": ask_words,
}
