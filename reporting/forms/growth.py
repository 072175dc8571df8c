"""Answers -> the tree of fields: which repeat instances there are, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reporting.forms.fields import Field, Ledger
from reporting.forms.model import Entry, Form, Ref
from reporting.forms.xpath.nodes import Node

DONE = "#done"


class RepeatIds:
    """The instances the answers speak of, by repeat ref: "/data/giong" -> a1, a2."""

    def __init__(self, refs: Iterable[Ref]) -> None:
        self._ids: dict[Ref, dict[str, None]] = {}
        self.closed: set[Ref] = set()
        for ref in refs:
            if ref.endswith(DONE):
                self.closed.add(ref.removesuffix(DONE))
            at = ref.find("]")
            while at >= 0:
                repeat, _, name = ref[:at].rpartition("[")
                self._ids.setdefault(repeat, {})[name] = None
                at = ref.find("]", at + 1)

    def of(self, entry: Entry, ref: Ref) -> list[str]:
        """Those of one repeat; the form's own first ones where nothing is said yet."""
        assert entry.repeat is not None
        if entry.repeat.count is not None:
            return []  # grown once the count can be reckoned
        known = self._ids.get(ref)
        if known is not None:
            return list(known)
        if ref in self.closed:
            return []
        return [str(number) for number in range(1, entry.repeat.initial + 1)]


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
        self._ids = RepeatIds(refs if form.repeats else ())
        self.closed = self._ids.closed
        self._grow(form.root, f"/{form.root.name}", self.document)

    def _grow(self, entry: Entry, ref: Ref, parent: Node) -> Field:
        field = Field(entry, ref, parent, self.ledger, self._compute)
        parent.children.append(field)
        self.by_ref[ref] = field
        self.by_nodeset.setdefault(entry.nodeset, []).append(field)
        for uri, name, text in entry.attributes:
            attribute = Node("attribute", name, field)
            attribute.uri, attribute.text = uri, text
            field.attributes.append(attribute)
        for child in entry.children:
            below = f"{ref}/{child.nodeset.rpartition('/')[2]}"
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
        """Grows the repeats whose number of instances the form reckons, outer ones first."""
        while self.counted:
            entry, ref, parent = self.counted.pop(0)
            number = count(entry, parent)
            if number == 0:
                continue
            at = _place_among(entry, parent)
            after = parent.children[at:]
            del parent.children[at:]
            self.repeats[ref] = [
                self._grow(entry, f"{ref}[{name}]", parent) for name in range(1, number + 1)
            ]
            parent.children += after
            self._forget()

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
        if isinstance(child, Field) and order[child.entry.nodeset] < own
    ]
    return before[-1] + 1 if before else 0
