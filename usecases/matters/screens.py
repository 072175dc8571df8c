"""Screens about matters, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.matters.asking import (
    ask_words,
    matter_remains,
    matter_settled,
    show_matters_of_unit,
)
from usecases.matters.deciding import (
    ask_answer,
    carry_all_over,
    carry_over,
    show_matter,
    show_matters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

MATTER_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "matters": show_matters,
    "matter": show_matter,
    "matter_answer": ask_answer,
    "matter_carry": carry_over,
    "matters_carry": carry_all_over,
    "matters_unit": show_matters_of_unit,
    "matter_settled": matter_settled,
    "matter_remains": matter_remains,
    "matter_words": ask_words,
}
