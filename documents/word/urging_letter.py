"""The office's letter to those who have not finished, as its Word template wants it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.word.letters import letter_context
from reporting.kinds.shown import show_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.word.consolidated import Context
    from reporting.plan import Letter
    from usecases.monitoring.urging import Urging


class UrgingLetter:
    """`phrases` are those of `templates/documents/phrases.toml`."""

    def __init__(self, made: Urging, phrases: Mapping[str, str]) -> None:
        self._made = made
        self._phrases = phrases

    def context(self) -> Context:
        made = self._made
        office = made.plan.office
        about = self._phrase("urging_about")
        return {
            "letter": letter_context(self._letter(), office.name, made.at),
            "about": about,
            "paragraphs": [self._phrase(name) for name in self._names()],
            "document_title": about,
            "document_author": office.name,
        }

    def _names(self) -> tuple[str, ...]:
        if self._made.overdue:
            return ("urging_opening", "urging_late", "urging_late_ask", "urging_closing")
        return ("urging_opening", "urging_soon", "urging_soon_ask", "urging_closing")

    def _letter(self) -> Letter:
        """The frame of the office's own report, with these addressees; a letter's symbol names no
        kind of document (Decree 30, R16)."""
        own = self._made.plan.letter["A"]
        superior = [self._phrases["urging_copy"].format(name=name) for name in own.recipients]
        return replace(
            own,
            symbol=own.symbol.partition("-")[2] or own.symbol,
            recipients=tuple(unit.name for unit in self._made.units),
            copies=(own.copies[0], *superior, own.copies[-1]),
            legal_bases=(),
        )

    def _phrase(self, name: str) -> str:
        made, due = self._made, self._made.due_at
        politely = any(unit.tone == "kinh_de_nghi" for unit in made.units)
        return self._phrases[name].format(
            asks=self._phrases["urging_ask_kindly" if politely else "urging_ask"],
            sender=made.plan.office.name,
            superior=", ".join(made.plan.letter["A"].recipients),
            period=made.round.period,
            programme=made.plan.programme,
            title=made.plan.title,
            due=f"{due:%H} giờ {due:%M} ngày {show_date(due.date())}",
            at=show_date(made.at.date()),
        )
