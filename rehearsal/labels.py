"""What the page of phones says beside each liaison: their unit, and how its report stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.speaking.catalogue import catalogue
from rehearsal.stage import Stage
from simulator.phone import Phone
from usecases.records import Obligation, ObligationState


@dataclass
class Labels:
    """`phones` by unit id; the reports are those of the round `round_id`."""

    stage: Stage
    round_id: str
    phones: Mapping[str, Phone]
    _said: dict[str, str] = field(default_factory=dict)

    async def refresh(self) -> None:
        """Only what has changed since the last time is told to the page."""
        read = self.stage.place.reader.perform
        for owed in await read(lambda work: work.obligations.of_round(self.round_id)):
            label = self._label(owed)
            if owed.unit_id in self.phones and self._said.get(owed.unit_id) != label:
                self._said[owed.unit_id] = label
                self.stage.simulator.subtitle(self.phones[owed.unit_id].person.id, label)

    def _label(self, owed: Obligation) -> str:
        words, plan = catalogue(), self.stage.place.library.current
        unit = plan.unit(owed.unit_id).short_name
        state = words.operator(f"status.{owed.state}")
        if owed.state is not ObligationState.STARTED:
            return words.operator("rehearsal.label", unit=unit, state=state)
        so_far = {"answered": owed.answered, "total": owed.total}
        return words.operator("rehearsal.half_way", unit=unit, state=state, **so_far)
