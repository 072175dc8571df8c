"""Answers -> the tree of fields: which repeat instances there are, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reporting.forms.fields import Field, Ledger
from reporting.forms.model import Entry, Form, Ref, Repeat
from reporting.forms.xpath.nodes import Node

DONE = "#done"  # the person said: no more instances
NONE = "#none"  # the last instance was removed


class RepeatIds:
    """The repeat instances there are, by repeat ref: "/data/giong" -> a1, a2."""

    def __init__(self, form: Form, refs: Iterable[Ref]) -> None:
        self._initial = form.initial_counts
        self._mentioned: dict[Ref, dict[str, None]] = {}
        self._existing: dict[Ref, dict[str, None]] = {}
        self._emptied: set[Ref] = set()
        self.closed: set[Ref] = set()
        for ref in refs if form.repeats else ():
            if ref.endswith(DONE):
                self.closed.add(ref.removesuffix(DONE))
            elif ref.endswith(NONE):
                self._emptied.add(ref.removesuffix(NONE))
            self._note(ref)

    def _note(self, ref: Ref) -> None:
        at = ref.find("]")
        while at >= 0:
            repeat, _, name = ref[:at].rpartition("[")
            known = self._existing if at == len(ref) - 1 else self._mentioned
            known.setdefault(repeat, {})[name] = None
            at = ref.find("]", at + 1)

    def of(self, entry: Entry, ref: Ref) -> list[str]:
        """Those somebody added; before that, those the form brings; and any with an answer."""
        assert entry.repeat is not None
        if entry.repeat.count is not None:
            return []  # grown once the count can be reckoned
        known = self._existing.get(ref)
        if known is None:
            known = dict.fromkeys(map(str, range(1, self._initial_count(entry.repeat, ref) + 1)))
        return list({**known, **self._mentioned.get(ref, {})})

    def _initial_count(self, repeat: Repeat, ref: Ref) -> int:
        if repeat.starts_empty or ref in self.closed or ref in self._emptied:
            return 0
        return max(self._initial.get(ref, repeat.initial), repeat.fixed)


class Growth:
    """The fields of a form, grown once. `by_ref` and `by_nodeset` are in document order."""

    def __init__(self, form: Form, refs: Iterable[Ref], compute: Callable[[Field], str]) -> None:
        self.ledger = Ledger()
        self.document = Node("document")
        self.by_ref: dict[Ref, Field] = {}
        self.by_nodeset: dict[str, list[Node]] = {}
        self.repeats: dict[Ref, list[Field]] = {}
        self.counted: list[tuple[Entry, Ref, Field]] = []
        self._compute = compute
        self._ids = RepeatIds(form, refs)
        self.closed = self._ids.closed
        self._grow(form.root, f"/{form.root.name}", self.document)

    def _grow(self, entry: Entry, ref: Ref, parent: Node) -> Field:
        field = Field(entry, ref, parent, self.ledger, self._compute)
        parent.children.append(field)
        self.by_ref[ref] = field
        if entry.nodeset in self.by_nodeset:
            self.by_nodeset[entry.nodeset].append(field)
        else:
            self.by_nodeset[entry.nodeset] = [field]
        for uri, name, text in entry.attributes:
            attribute = Node("attribute", name, field)
            attribute.uri, attribute.text = uri, text
            field.attributes.append(attribute)
        in_repeat = ref != entry.nodeset
        for child in entry.children:
            below = f"{ref}/{child.nodeset.rpartition('/')[2]}" if in_repeat else child.nodeset
            if child.repeat is None:
                self._grow(child, below, field)
            else:
                self._grow_repeat(child, below, field)
        return field

    def _grow_repeat(self, entry: Entry, ref: Ref, parent: Field) -> None:
        self.repeats[ref] = [
            self._grow(entry, f"{ref}[{name}]", parent) for name in self._ids.of(entry, ref)
        ]
        if entry.repeat is not None and entry.repeat.count is not None:
            self.counted.append((entry, ref, parent))

    def grow_counted(self, count: Callable[[Entry, Field], int]) -> None:
        """Grows the repeats whose number of instances the form reckons, outer ones first. A count
        may depend on the instances it made: then it is asked again until it makes no more."""
        while self.counted:
            entry, ref, parent = self.counted.pop(0)
            while (number := count(entry, parent)) > len(self.repeats[ref]):
                self._add_instances(entry, ref, parent, number)

    def _add_instances(self, entry: Entry, ref: Ref, parent: Field, number: int) -> None:
        at = _place_among(entry, parent)
        after = parent.children[at:]
        del parent.children[at:]
        instances = self.repeats[ref]
        for name in range(len(instances) + 1, number + 1):
            instances.append(self._grow(entry, f"{ref}[{name}]", parent))
        parent.children += after
        self._forget()

    def dissolve(self) -> None:
        """Unties the nodes from each other."""
        for field in self.by_ref.values():
            field.detach()
        self.document.children.clear()
        self.by_ref.clear()
        self.by_nodeset.clear()
        self.repeats.clear()

    def _forget(self) -> None:
        """What was worked out before the instances came may have changed with them."""
        for field in self.by_ref.values():
            field.relevant = field.stored = None


def _place_among(entry: Entry, parent: Field) -> int:
    """Where instances of `entry` belong among the children `parent` has so far."""
    order = {child.nodeset: at for at, child in enumerate(parent.entry.children)}
    own = order[entry.nodeset]
    before = [
        at
        for at, child in enumerate(parent.children)
        if isinstance(child, Field) and order[child.entry.nodeset] <= own
    ]
    return before[-1] + 1 if before else 0
