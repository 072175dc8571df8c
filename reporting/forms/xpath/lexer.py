"""Text -> tokens, with the disambiguation of XPath 1.0 section 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from reporting.forms.xpath.tree import XPathError


class Token(NamedTuple):
    """`kind` is number, string, name, operator, symbol or end."""

    kind: str
    text: str
    at: int


_NAME = r"[^\W\d][\w.\-·]*"
_PATTERN = re.compile(
    rf"""\s*(?:
      (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,3}}(?![\w.]))?)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<variable>\${_NAME})
    | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    | (?P<symbol>::|\.\.|//|!=|<=|>=|[()\[\].@,/|+\-=<>*])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)
# After an operand; "1and2" is read as the reference engines read it.
_NAMED_OPERATOR = re.compile(r"\s*(?P<operator>and|or|mod|div)(?![^\W\d]|[.\-·])")
_OPERATORS = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ","})


def tokens(text: str) -> list[Token]:
    """Raises XPathError("syntax", …) at the first character that starts no token."""
    found: list[Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        before = found[-1] if found else None
        match = _is_operand(before) and _NAMED_OPERATOR.match(text, at)
        match = match or _PATTERN.match(text, at)
        if not match:
            raise XPathError("syntax", text[at:].strip()[:20])
        found.append(_token(match, before))
        at = match.end()
    return found


def _token(match: re.Match[str], before: Token | None) -> Token:
    kind = match.lastgroup or "end"
    text = match[kind]
    if kind == "variable":
        raise XPathError("variable", text)
    if kind == "string":
        text = text[1:-1]
    elif kind == "symbol" and (text in _OPERATORS or (text == "*" and _is_operand(before))):
        kind = "operator"
    elif text == "*" and kind == "symbol":
        kind = "name"
    return Token(kind, text, match.start(match.lastgroup or "end"))


def _is_operand(before: Token | None) -> bool:
    """Whether `before` ends an operand, so that a name or `*` after it must be an operator."""
    if before is None or before.kind == "operator":
        return False
    return not (before.kind == "symbol" and before.text in _BEFORE_OPERAND)
