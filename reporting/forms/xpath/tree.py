"""The syntax tree of an expression."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


class XPathError(Exception):
    """The expression cannot be read or lies outside the profile.

    `code` names the reason (`syntax`, `function`, `axis`, `arity`, `variable`, `value`); `detail`
    is the offending piece as written."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    value: Decimal


@dataclass(frozen=True, slots=True)
class StringLiteral:
    value: str


@dataclass(frozen=True, slots=True)
class NameTest:
    """`*` as local name matches any; `prefix` None means no prefix, "*" is not used there."""

    prefix: str
    local: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """node(), text(), comment(), processing-instruction('target')."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    test: NameTest | KindTest
    predicates: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start` None: from the context node, or from the document where `absolute`."""

    absolute: bool
    start: Tree | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    primary: Tree
    predicates: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Tree


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Tree, ...]


Tree = NumberLiteral | StringLiteral | Path | Filter | Binary | Negation | Call
