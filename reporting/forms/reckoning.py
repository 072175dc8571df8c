"""What follows from the answers of one filling: relevance, values, texts.

Everything is worked out when it is first asked for and remembered; an instance never changes, so
nothing can be out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TypeVar

from reporting.answers import Answer
from reporting.forms.choices import choice_name, still_chosen
from reporting.forms.fields import Field
from reporting.forms.growth import Growth
from reporting.forms.lexical import answer_text, cast
from reporting.forms.model import Entry, Form, Ref
from reporting.forms.texts import EMPTY_TEXT, Text
from reporting.forms.values import calculated_text, overridable, shown
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.values import Environment, Focus, Value, to_boolean, to_number

_T = TypeVar("_T")
MOST_COUNTED = 500  # instances a repeat_count may ask for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an instance knows beside its answers. `now` is aware; its zone is the form's place.
    Without a `round_kind` the questions of all rounds are there."""

    now: datetime
    round_kind: str = ""
    given: Mapping[str, Answer] = field(default_factory=dict)
    language: str = ""
    seed: int = 0
    instance_id: str = ""

    def at_any_time(self) -> tuple[object, ...]:
        return self.round_kind, self.given, self.language, self.seed, self.instance_id


class _LateChance:
    """Seeding takes longer than most forms are worth it: done when chance is first asked."""

    __slots__ = ("_chance", "_seed")

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance: Random | None = None

    def random(self) -> float:
        return self._seeded().random()

    def getrandbits(self, k: int, /) -> int:
        return self._seeded().getrandbits(k)

    def _seeded(self) -> Random:
        if self._chance is None:
            self._chance = Random(self._seed)  # noqa: S311 - reproducible, no secret
        return self._chance


class Reckoning:
    """`default`: what stands in a node that nobody answered."""

    __slots__ = ("_default", "_growth", "answers", "environment", "form", "held", "surroundings")

    def __init__(
        self,
        form: Form,
        answers: Mapping[Ref, Answer],
        surroundings: Surroundings,
        default: Callable[[Reckoning, Field], str],
    ) -> None:
        self.form = form
        self.answers = answers
        self.surroundings = surroundings
        self._default = default
        self.held: set[Ref] = set()  # nodes of `form.lasting` whose constraint was seen to hold
        self._growth = Growth(form, answers, self._compute)
        self.environment = self._environment()
        self._work_out_chains()
        if self._growth.counted:
            self._growth.grow_counted(self._count)
            self._work_out_chains()

    def _work_out_chains(self) -> None:
        """From their beginning: asked for at its end, a long chain of nodes that depend on each
        other would go deeper than the stack allows."""
        for nodeset in self.form.order:
            for found in self.at(nodeset):
                self.is_relevant(found)
                if not found.children:
                    found.string()

    # --- fields

    def field(self, ref: Ref) -> Field:
        """Raises KeyError."""
        return self._growth.by_ref[ref]

    def find(self, ref: Ref) -> Field | None:
        return self._growth.by_ref.get(ref)

    def fields(self) -> Iterator[Field]:
        """In document order, counted repeats after the rest."""
        yield from self._growth.by_ref.values()

    def at(self, nodeset: str) -> list[Field]:
        """All fields of one node of the form."""
        found = self._growth.by_nodeset.get(nodeset, [])
        return [each for each in found if isinstance(each, Field)]

    def repeated(self, ref: Ref) -> list[Field]:
        """The instances of the repeat at `ref`."""
        return self._growth.repeats.get(ref, [])

    def is_repeat(self, ref: Ref) -> bool:
        return ref in self._growth.repeats

    def is_closed(self, ref: Ref) -> bool:
        """Whether the person said that the repeat at `ref` has no more instances."""
        return ref in self._growth.closed

    def is_initial(self, found: Field) -> bool:
        """Whether the form itself brings this repeat instance."""
        repeat, _, name = found.ref.rpartition("[")
        number = name.removesuffix("]")
        entry = found.entry.repeat
        if entry is None or entry.count is not None or not number.isdigit():
            return False
        return int(number) <= self.form.initial_counts.get(repeat, entry.initial)

    # --- relevance

    def is_relevant(self, found: Field) -> bool:
        if found.relevant is None:
            parent = found.parent
            if isinstance(parent, Field) and not self.is_relevant(parent):
                found.relevant = False
            else:
                found.relevant = self._holds_here(found)
        return found.relevant

    def _holds_here(self, found: Field) -> bool:
        rounds = found.entry.rounds
        if rounds and self.surroundings.round_kind and self.surroundings.round_kind not in rounds:
            return False
        rule = found.entry.rules.relevant
        if rule is None:
            return True
        found.relevant = True  # seen from itself while it is worked out
        holds, _ = self.reading(rule, found, to_boolean)  # no reading of who asks
        return holds

    def would_be_relevant(self, ref: Ref) -> bool:
        """A repeat, seen from where an instance of it would stand."""
        above = self._growth.by_ref[ref.rpartition("/")[0]]
        name = ref.rpartition("/")[2]
        entry = next(
            each for each in above.entry.children if each.nodeset.rpartition("/")[2] == name
        )
        return self.is_relevant(above) and self._holds_here(self._outside(entry, ref, above))

    def _outside(self, entry: Entry, ref: Ref, above: Field) -> Field:
        """A field that is no part of the tree but sees it."""
        return Field(entry, ref, above, self._growth.ledger, self._compute)

    def stand_in(self, found: Field, text: str) -> Field:
        """In the place of `found` with another text, seen by no node but itself."""
        above = found.parent or self._growth.document
        made = Field(found.entry, found.ref, above, self._growth.ledger, self._compute)
        made.relevant, made.stored = True, text
        return made

    # --- evaluation

    def evaluate(self, expression: Expression, at: Node) -> Value:
        return expression.evaluate(Focus(at, self.environment))

    def reading(
        self, rule: Expression, at: Field, into: Callable[[Value], _T]
    ) -> tuple[_T, list[Field]]:
        """The value as `into` makes it, and the fields that were read for both."""
        ledger = self._growth.ledger
        outer, ledger.reads = ledger.reads, []
        try:
            value = into(self.evaluate(rule, at))
        finally:
            reads, ledger.reads = ledger.reads, outer
        return value, list(dict.fromkeys(reads))

    def text(self, text: Text, at: Node) -> str:
        parts = text.parts(self.surroundings.language or self.form.language)
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0].strip()
        return "".join(
            part if isinstance(part, str) else shown(self, part, at) for part in parts
        ).strip()

    def text_of(self, ref: Ref) -> str:
        """The text of a node; "" for what does not exist."""
        found = self._growth.by_ref.get(ref)
        return "" if found is None else found.string()

    def calculation(self, ref: Ref) -> str:
        """What the calculation of a node gives, whatever stands in the node."""
        found = self._growth.by_ref.get(ref)
        if found is None or found.entry.rules.calculate is None or not self.is_relevant(found):
            return ""
        return self._calculated(found.entry.rules.calculate, found)

    def _compute(self, found: Field) -> str:
        """The text of a leaf."""
        if found.busy:
            return self._said(found)
        ledger = self._growth.ledger
        outer, ledger.reads = ledger.reads, None
        found.busy = True
        try:
            return self._worked_out(found) if self.is_relevant(found) else ""
        finally:
            found.busy, ledger.reads = False, outer

    def _said(self, found: Field) -> str:
        answer = self.answers.get(found.ref)
        return "" if answer is None else answer_text(answer)

    def _worked_out(self, found: Field) -> str:
        question = found.entry.question
        if question is not None and question.given:
            given = self.surroundings.given.get(question.given)
            return "" if given is None else answer_text(given)
        rule = found.entry.rules.calculate
        answered = found.ref in self.answers
        if rule is not None and not (answered and overridable(found)):
            return self._calculated(rule, found)
        text = self._said(found) if answered else self._default(self, found)
        return still_chosen(self, found, text)

    def _calculated(self, rule: Expression, found: Field) -> str:
        text, found.reads = self.reading(rule, found, calculated_text)
        return cast(found.entry.type, text)

    def _count(self, entry: Entry, parent: Field) -> int:
        """As many instances as the form says, within reason."""
        assert entry.repeat is not None
        assert entry.repeat.count is not None
        at = self._outside(entry, "", parent)
        number = to_number(self.evaluate(entry.repeat.count, at), self.environment)
        return min(max(int(number), 0), MOST_COUNTED) if number.is_finite() else 0

    def _environment(self) -> Environment:
        form, surroundings = self.form, self.surroundings

        def instance(name: str) -> list[Node]:
            found = form.instances.get(name)
            if found is not None:
                return [found]
            return [self._growth.document] if name in ("", form.root.name) else []

        return Environment(
            now=surroundings.now,
            main=self._growth.document,
            instance=instance,
            chance=_LateChance(surroundings.seed),
            text=lambda name: self.text(form.itext.get(name, EMPTY_TEXT), self._growth.document),
            choice_name=lambda value, path, node: choice_name(self, value, path, node),
            index=self._growth.by_nodeset,
            properties={"version": form.declared_version},
        )
