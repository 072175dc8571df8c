"""The nodes of one instance. Values and relevance are worked out when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from reporting.forms.model import Entry, Ref
from reporting.forms.xpath.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable


class Ledger:
    """Who is reading: the fields the expression now being evaluated has read, if anyone asks."""

    __slots__ = ("reads",)

    def __init__(self) -> None:
        self.reads: list[Field] | None = None


_NOTHING: list[Any] = cast("list[Any]", ())  # of most fields; nobody can add to it


class Field(Node):
    """One concrete node. `reads`: the fields its calculation read.

    Hundreds are made for every answer: made in one step, and with no list that stays empty."""

    __slots__ = ("busy", "compute", "entry", "ledger", "reads", "ref", "relevant", "stored")
    kind = "element"
    text = ""

    def __init__(
        self, entry: Entry, ref: Ref, parent: Node, ledger: Ledger, compute: Callable[[Field], str]
    ) -> None:
        self.name = entry.name
        self.parent = parent
        self.uri = entry.uri
        self.prefix = entry.prefix
        self.children = [] if entry.children else _NOTHING
        self.attributes = [] if entry.attributes else _NOTHING
        self._by_name = None
        self.entry = entry
        self.ref = ref
        self.ledger = ledger
        self.compute = compute
        self.relevant: bool | None = None
        self.stored: str | None = None
        self.busy = False
        self.reads: list[Field] = _NOTHING

    def detach(self) -> None:
        """From all that may refer back to it."""
        self.children = self.attributes = self.reads = _NOTHING

    def string(self) -> str:
        if self.children:
            return super().string()
        if self.ledger.reads is not None:
            self.ledger.reads.append(self)
        if self.stored is None:
            self.stored = self.compute(self)
        return self.stored
