"""What a handler works on: the state so far, the form's instance, the effects gathered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation.effects import CloseQuestion, Effect, Keep, Rows, Say, Step
from reporting.conversation.places import Entry, Place, Ref, State
from reporting.conversation.scene.walk import Walk
from reporting.forms import Instance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from reporting.conversation.events import Context
    from reporting.forms import Form
    from reporting.kinds.kind import JSON


@dataclass(frozen=True, slots=True)
class Scene:
    """Immutable; every method returns the next scene."""

    form: Form
    context: Context
    state: State
    walk: Walk
    effects: tuple[Effect, ...] = ()

    @classmethod
    def of(cls, form: Form, state: State, context: Context) -> Scene:
        answers, surroundings, known = state.answers(), context.surroundings, context.walk
        if known is not None and known.is_of(form, answers, surroundings, context.first):
            return cls(form, context, state, known)
        walk = Walk(Instance.of(form, answers, surroundings), context.first)
        return cls(form, context, state, walk)

    @property
    def instance(self) -> Instance:
        return self.walk.instance

    @property
    def place(self) -> Place:
        return self.state.place

    def step(self) -> Step:
        return Step(self.state, self.effects, self.walk)

    def revision(self, ref: Ref) -> int:
        """Of an answer; of a list (a repeat) as a whole, whichever item was added or removed."""
        return sum(entry.revision for entry in self._entries_of(ref))

    def last_entry(self, ref: Ref) -> Entry | None:
        return max(self._entries_of(ref), key=lambda entry: entry.at, default=None)

    def _entries_of(self, ref: Ref) -> list[Entry]:
        entries = self.state.entries
        if ref not in self.walk.repeats:
            return [entries[ref]] if ref in entries else []
        whole = re.compile(rf"{re.escape(ref)}(\[[^\]/]*\]|#done)")
        return [entry for at, entry in entries.items() if whole.fullmatch(at)]

    # Written out: a turn makes a dozen scenes, and `replace` looks through all fields each time.

    def moved(self, place: Place) -> Scene:
        state = State(self.state.entries, place)
        return Scene(self.form, self.context, state, self.walk, self.effects)

    def also(self, effect: Effect) -> Scene:
        return Scene(self.form, self.context, self.state, self.walk, (*self.effects, effect))

    def say(
        self, kind: str, params: Mapping[str, JSON] | None = None, rows: Rows = (), asks: Ref = ""
    ) -> Scene:
        """Every message knows how this person is addressed."""
        unit = self.context.unit
        spoken: dict[str, JSON] = {"address": unit.address, "tone": unit.tone, **(params or {})}
        return self.also(Say(kind, spoken, rows, asks))

    def keep(self, ref: Ref, answer: Answer | None) -> Scene:
        """Also what the form itself sets off by that, such as a default worked out once."""
        return self.grown(self.instance.with_answers({ref: answer}), first=ref)

    def grown(self, instance: Instance, first: Ref = "") -> Scene:
        """Keeps every answer in which `instance` differs from the one so far."""
        before, after = self.instance.answers, instance.answers
        entries, effects = dict(self.state.entries), list(self.effects)
        for ref in {first: None, **before, **after}:
            if before.get(ref) == after.get(ref):
                continue
            revision = self.state.revision(ref)
            entries[ref] = self._entry(after.get(ref), revision + 1)
            effects.append(Keep(ref, after.get(ref), revision))
        state = State(entries, self.state.place)
        walk = Walk(instance, self.walk.first)
        return Scene(self.form, self.context, state, walk, tuple(effects))

    def _entry(self, answer: Answer | None, revision: int) -> Entry:
        context = self.context
        return Entry(answer, revision, context.person_name, context.person, context.at)

    def close(self, ref: Ref, params: Mapping[str, JSON]) -> Scene:
        return self.also(CloseQuestion(ref, params))
