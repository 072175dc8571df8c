"""What a control has to say by now, from its key alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from documents.comparing import WORDS as COMPARING
from documents.controls.marks import unmarked
from documents.target_words import WORDS as TARGET_WORDS
from documents.vocabulary import Voice

if TYPE_CHECKING:
    from documents.shown import Printed
    from reporting.consolidation import ConsolidatedReport

# Words of the vocabulary
FIGURES = frozenset({"so", "tien", "shown", "do_lon", "thieu", "dat", *COMPARING, *TARGET_WORDS})
PROSE = frozenset({"note", "missing", "nothing", "carried"})  # sentences of ours, whole or in part


class Values:
    """`said` are the texts of a report rendered anew, by key."""

    def __init__(
        self, report: ConsolidatedReport, printed: Printed, said: Mapping[str, str]
    ) -> None:
        words: dict[str, Any] = Voice(report, printed).vocabulary()
        self._say: dict[str, Callable[[str], str]] = {
            "so": words["so"],
            "tien": words["tien"],
            "shown": lambda name: words["f"][name].shown,
            "do_lon": words["do_lon"],
            "thieu": words["thieu"],
            "dat": words["dat"],
            **{way: words[way] for way in (*COMPARING, *TARGET_WORDS)},
        }
        self._said = said

    def of(self, key: str) -> str | None:
        """The text for a key; "" where there is nothing to say any more, None for what is not ours
        to update: what units wrote, and ids the plan does not know."""
        name, _, way = key.rpartition(":")
        if way in PROSE:
            return self._said.get(key, "")
        if way not in FIGURES:
            return None
        try:
            return unmarked(self._say[way](name)).strip()
        except KeyError:
            return None
