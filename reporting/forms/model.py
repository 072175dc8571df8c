"""A form: immutable, shared between threads, made by `reporting.forms.xform.load`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reporting.answers import Standing
from reporting.forms.bearing import bearing_of
from reporting.forms.texts import EMPTY_TEXT, Text
from reporting.forms.xpath import Expression
from reporting.forms.xpath.nodes import Node
from reporting.forms.xpath.references import references
from reporting.kinds.kind import Measure

Ref = str
_PASSING = re.compile(rb"\b(?:now|today|random|randomize|uuid)\s*\(")


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a select come from: nodes, and expressions relative to each."""

    nodes: Expression | None  # None: `inline`
    value: Expression | None
    label: Expression | None
    inline: tuple[tuple[str, Text], ...] = ()
    filtered: bool = False  # which choices there are depends on other answers


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action of the form: put a value into `target` when something happens.

    `source` "": when the form is first opened, or a repeat instance of `repeat` is added."""

    nodeset: str
    target: Expression | None
    value: Expression | None
    literal: str
    source: str = ""
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The expressions bound to one node."""

    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    calculate: Expression | None = None
    constraint: Expression | None = None
    rule: Expression | None = None
    warn: Expression | None = None
    expected: Expression | None = None
    constraint_message: Text = EMPTY_TEXT
    required_message: Text = EMPTY_TEXT
    rule_message: Text = EMPTY_TEXT
    warn_message: Text = EMPTY_TEXT


NO_RULES = Rules()


@dataclass(frozen=True, slots=True)
class Question:
    """One node of the form that can hold a value, asked or not."""

    name: str
    nodeset: str
    kind: str
    label: str = ""
    hint: str = ""
    required: bool | str = False  # a text: the expression it depends on
    readonly: bool = False
    calculated: bool = False
    unit_of_measure: str = ""
    measure: Measure | None = None
    rounds: frozenset[str] = frozenset()  # empty: all
    zero: str = ""
    standings: frozenset[Standing] = frozenset()
    given: str = ""
    target: str = ""
    window: str = ""
    section: str = ""
    indicator: tuple[str, ...] = ()
    has_expected: bool = False
    appearance: str = ""
    repeat: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)  # start, end, step of a range

    @property
    def asked(self) -> bool:
        """Whether a person is ever asked it."""
        return self.kind not in ("note", "calculate", "hidden") and not self.locked

    @property
    def silent(self) -> bool:
        """Whether it is never read aloud either."""
        return bool(self.given) or self.kind in ("calculate", "hidden")

    @property
    def locked(self) -> bool:
        return bool(self.given) or self.readonly


@dataclass(frozen=True, slots=True)
class Repeat:
    nodeset: str
    label: str
    starts_empty: bool  # the person is asked first whether there is any at all
    zero: str
    count: Expression | None
    initial: int  # instances the form itself brings
    fixed: bool = False  # nobody may add or remove any


@dataclass(frozen=True, slots=True)
class Entry:
    """One node of the primary instance as the form declares it."""

    name: str
    nodeset: str
    uri: str = ""
    prefix: str = ""
    attributes: tuple[tuple[str, str, str], ...] = ()  # uri, name, text
    children: tuple[Entry, ...] = ()
    default: str = ""
    rules: Rules = NO_RULES
    rounds: frozenset[str] = frozenset()
    together: str = ""  # groups of the same mark may be answered in one message
    early: bool = False  # may be answered before the period is over: asked first until then
    question: Question | None = None
    repeat: Repeat | None = None
    label: Text = EMPTY_TEXT
    hint: Text = EMPTY_TEXT
    itemset: Itemset | None = None
    preload: str = ""
    type: str = ""  # of XForms
    closing: bool = False  # preloaded when the form is finished, not before
    initial: Mapping[Ref, str] = field(default_factory=dict)

    def default_at(self, ref: Ref) -> str:
        """Repeat instances the form brings may differ from its template."""
        return self.initial.get(ref, self.default)


@dataclass(frozen=True)
class Form:
    id: str
    title: str
    version: str  # hex sha256 of the XML
    xml: bytes
    language: str  # the default one; "" where the form has none
    languages: tuple[str, ...]
    root: Entry
    entries: Mapping[str, Entry]
    instances: Mapping[str, Node]
    itext: Mapping[str, Text]
    actions: tuple[SetValue, ...] = ()
    declared_version: str = ""
    # The nodes so that each comes after what it depends on; empty where no chain is long.
    order: tuple[str, ...] = ()
    initial_counts: Mapping[Ref, int] = field(default_factory=dict)  # of repeats, concretely

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """In document order, with notes, calculated and hidden ones."""
        return tuple(
            entry.question for entry in self.entries.values() if entry.question is not None
        )

    @cached_property
    def early(self) -> frozenset[str]:
        """The nodes marked early, with all below them."""
        found: set[str] = set()
        for nodeset, entry in self.entries.items():  # in document order: what is above comes first
            if entry.early or nodeset.rpartition("/")[0] in found:
                found.add(nodeset)
        return frozenset(found)

    @cached_property
    def windowed(self) -> tuple[Question, ...]:
        """What is asked, outside lists, for days of its own."""
        return tuple(q for q in self.questions if q.asked and not q.repeat and q.window)

    @cached_property
    def totals(self) -> frozenset[str]:
        """The totals over other units' reports that are given to it: "sum:KT01"."""
        return frozenset(q.given for q in self.questions if q.given.startswith("sum:"))

    @cached_property
    def repeats(self) -> Mapping[str, Repeat]:
        return {
            nodeset: entry.repeat
            for nodeset, entry in self.entries.items()
            if entry.repeat is not None
        }

    @cached_property
    def self_contained(self) -> frozenset[str]:
        """The nodes whose constraint, if any, reads no node but their own."""
        return frozenset(
            nodeset
            for nodeset, entry in self.entries.items()
            if entry.rules.constraint is None
            or {each.path for each in references(entry.rules.constraint.tree, nodeset)} <= {nodeset}
        )

    @cached_property
    def lasting(self) -> frozenset[str]:
        """The nodes whose constraint holds for an answer whatever else is answered."""
        return frozenset(
            nodeset
            for nodeset in self.self_contained
            if (entry := self.entries[nodeset]).rules.calculate is None
            and not (entry.question is not None and entry.question.given)
            and not (entry.itemset is not None and entry.itemset.filtered)
        )

    @cached_property
    def bearing(self) -> Mapping[str, frozenset[str]]:
        """Node -> the nodes whose constraint or rule can be about an answer to it."""
        return bearing_of(self)

    @cached_property
    def closing(self) -> frozenset[str]:
        """The nodes that must be what the form computes from others."""
        return frozenset(n for n, entry in self.entries.items() if entry.rules.expected is not None)

    @cached_property
    def timeless(self) -> bool:
        """Whether the same answers give the same at any time: nothing asks for the time or for
        chance. Looks at the text of the form, so that a label may make it say no in vain."""
        preloads = {entry.preload for entry in self.entries.values()}
        return not preloads & {"date", "timestamp"} and _PASSING.search(self.xml) is None

    @cached_property
    def replaceable(self) -> bool:
        """Whether any node is calculated in whose place a person may put another value."""
        return any(
            entry.rules.calculate is not None
            and entry.question is not None
            and entry.question.asked
            for entry in self.entries.values()
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Questions, then repeats, each with its place among them."""
        return {
            nodeset: number
            for number, nodeset in enumerate(
                [*(question.nodeset for question in self.questions), *self.repeats]
            )
        }

    @cached_property
    def openings(self) -> Mapping[str, tuple[SetValue, ...]]:
        """What is put into a node when the form is opened or its repeat instance added."""
        found: dict[str, tuple[SetValue, ...]] = {
            entry.nodeset: ()
            for entry in self.entries.values()
            if entry.preload and entry.question is not None
        }
        for action in self.actions:
            if not action.source:
                found[action.nodeset] = (*found.get(action.nodeset, ()), action)
        return found

    @cached_property
    def reactions(self) -> tuple[SetValue, ...]:
        return tuple(action for action in self.actions if action.source)

    @cached_property
    def _by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in reversed(self.questions)}

    def question(self, nodeset: str) -> Question:
        """Raises KeyError."""
        found = self.entries[nodeset].question
        if found is None:
            raise KeyError(nodeset)
        return found

    def by_name(self, name: str) -> Question:
        """The first question of that name. Raises KeyError."""
        return self._by_name[name]
