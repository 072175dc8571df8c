"""Screens about facts of the plan, by the name their buttons carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from usecases.facts.asking import ask_fact, change_fact
from usecases.facts.showing import show_facts, show_names, show_round, show_signers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from usecases.desk import Desk

FACT_SCREENS: Mapping[str, Callable[[Desk, str], None]] = {
    "facts": show_facts,
    "facts_round": show_round,
    "facts_names": show_names,
    "facts_signers": show_signers,
    "fact": ask_fact,
    "fact_sure": change_fact,
}
