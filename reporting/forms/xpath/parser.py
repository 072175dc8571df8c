"""Tokens -> tree: recursive descent over the grammar of XPath 1.0 sections 2 and 3."""

from __future__ import annotations

from decimal import Decimal

from reporting.forms.xpath.lexer import Token, tokens
from reporting.forms.xpath.tree import (
    Binary,
    Call,
    Filter,
    KindTest,
    NameTest,
    Negation,
    NumberLiteral,
    Path,
    Step,
    StringLiteral,
    Tree,
    XPathError,
)

_AXES = frozenset({
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self",
    "following", "following-sibling", "namespace", "parent", "preceding", "preceding-sibling",
    "self",
})  # fmt: skip
_KIND_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_ANY_NODE = KindTest("node")
_DESCEND = Step("descendant-or-self", _ANY_NODE)
_MAX_DEPTH = 60
_MOST_TERMS = 200  # of one sum; evaluation goes one level deeper for each


def parse(text: str) -> Tree:
    """Raises XPathError."""
    parser = _Parser(tokens(text))
    tree = parser.binary(0)
    parser.expect("end", "")
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _sees(self, kind: str, *texts: str) -> bool:
        return self._next.kind == kind and self._next.text in texts

    def expect(self, kind: str, text: str) -> None:
        if not self._sees(kind, text):
            raise XPathError("syntax", self._next.text)
        self._at += 1

    def binary(self, level: int) -> Tree:
        """The operators of `level` and all that bind tighter, left to right."""
        if level == len(_LEVELS):
            return self._unary()
        left = self.binary(level + 1)
        terms = 1
        while self._next.kind == "operator" and self._next.text in _LEVELS[level]:
            operator = self._take().text
            left = Binary(operator, left, self.binary(level + 1))
            terms += 1
        if terms > _MOST_TERMS:
            raise XPathError("depth", str(_MOST_TERMS))
        return left

    def _unary(self) -> Tree:
        minuses = 0
        while self._sees("operator", "-"):
            self._at += 1
            minuses += 1
        tree = self._union()
        if minuses:
            tree = Negation(tree)
        return Negation(tree) if minuses and minuses % 2 == 0 else tree

    def _union(self) -> Tree:
        left = self._path()
        while self._sees("operator", "|"):
            self._at += 1
            left = Binary("|", left, self._path())
        return left

    def _path(self) -> Tree:
        if self._sees("operator", "/"):
            self._at += 1
            return Path(True, None, self._steps() if self._starts_step() else ())
        if self._sees("operator", "//"):
            self._at += 1
            return Path(True, None, (_DESCEND, *self._steps()))
        if self._starts_primary():
            return self._after_primary(self._primary())
        return Path(False, None, self._steps())

    def _after_primary(self, primary: Tree) -> Tree:
        predicates = self._predicates()
        tree = Filter(primary, predicates) if predicates else primary
        if self._sees("operator", "/"):
            self._at += 1
            return Path(False, tree, self._steps())
        if self._sees("operator", "//"):
            self._at += 1
            return Path(False, tree, (_DESCEND, *self._steps()))
        return tree

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._sees("operator", "/", "//"):
            if self._take().text == "//":
                steps.append(_DESCEND)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._sees("symbol", "."):
            self._at += 1
            return Step("self", _ANY_NODE, self._predicates())
        if self._sees("symbol", ".."):
            self._at += 1
            return Step("parent", _ANY_NODE, self._predicates())
        axis = self._axis()
        return Step(axis, self._node_test(), self._predicates())

    def _axis(self) -> str:
        if self._sees("symbol", "@"):
            self._at += 1
            return "attribute"
        if self._next.kind == "name" and self._tokens[self._at + 1].text == "::":
            axis = self._take().text
            self._at += 1
            if axis not in _AXES:
                raise XPathError("axis", axis)
            return axis
        return "child"

    def _node_test(self) -> NameTest | KindTest:
        token = self._take()
        if token.kind != "name":
            raise XPathError("syntax", token.text)
        if self._sees("symbol", "(") and token.text in _KIND_TESTS:
            return self._kind_test(token.text)
        prefix, _, local = token.text.rpartition(":")
        return NameTest(prefix, local)

    def _kind_test(self, kind: str) -> KindTest:
        self.expect("symbol", "(")
        target = ""
        if kind == "processing-instruction" and self._next.kind == "string":
            target = self._take().text
        self.expect("symbol", ")")
        return KindTest(kind, target)

    def _predicates(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self._sees("symbol", "["):
            self._at += 1
            found.append(self._nested())
            self.expect("symbol", "]")
        return tuple(found)

    def _nested(self) -> Tree:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise XPathError("depth", str(_MAX_DEPTH))
        tree = self.binary(0)
        self._depth -= 1
        return tree

    def _starts_step(self) -> bool:
        return self._next.kind == "name" or self._sees("symbol", ".", "..", "@")

    def _starts_primary(self) -> bool:
        if self._next.kind in ("number", "string") or self._sees("symbol", "("):
            return True
        follows = self._tokens[self._at + 1] if self._next.kind == "name" else None
        return (
            follows is not None
            and follows.kind == "symbol"
            and follows.text == "("
            and self._next.text not in _KIND_TESTS
        )

    def _primary(self) -> Tree:
        token = self._take()
        if token.kind == "number":
            return NumberLiteral(Decimal(token.text))
        if token.kind == "string":
            return StringLiteral(token.text)
        if token.kind == "symbol":
            tree = self._nested()
            self.expect("symbol", ")")
            return tree
        self.expect("symbol", "(")
        return Call(token.text, self._arguments())

    def _arguments(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        if not self._sees("symbol", ")"):
            found.append(self._nested())
            while self._sees("symbol", ","):
                self._at += 1
                found.append(self._nested())
        self.expect("symbol", ")")
        return tuple(found)
