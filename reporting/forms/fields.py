"""The nodes of one instance. Values and relevance are worked out when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.forms.model import Entry, Ref
from reporting.forms.xpath.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable


class Ledger:
    """Who is reading: the fields the expression now being evaluated has read, if anyone asks."""

    __slots__ = ("reads",)

    def __init__(self) -> None:
        self.reads: list[Field] | None = None


class Field(Node):
    """One concrete node. `reads`: the fields its calculation read."""

    __slots__ = ("busy", "compute", "entry", "ledger", "reads", "ref", "relevant", "stored")

    def __init__(
        self, entry: Entry, ref: Ref, parent: Node, ledger: Ledger, compute: Callable[[Field], str]
    ) -> None:
        super().__init__("element", entry.name, parent)
        self.uri = entry.uri
        self.prefix = entry.prefix
        self.entry = entry
        self.ref = ref
        self.ledger = ledger
        self.compute = compute
        self.relevant: bool | None = None
        self.stored: str | None = None
        self.busy = False
        self.reads: list[Field] = []

    def string(self) -> str:
        if self.children:
            return super().string()
        if self.ledger.reads is not None:
            self.ledger.reads.append(self)
        if self.stored is None:
            self.stored = self.compute(self)
        return self.stored
