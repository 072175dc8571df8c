"""`=` `!=` `<` `<=` `>` `>=` (XPath 1.0 section 3.4), with the dates of OpenRosa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reporting.forms.xpath.values import (
    Environment,
    Moment,
    Value,
    at_most,
    less,
    same,
    to_boolean,
    to_number,
)

Comparison = Callable[[Value, Value, Environment], bool]
_Atom = str | Decimal | bool | Moment


def equal(left: Value, right: Value, environment: Environment) -> bool:
    return _any(*_whole(left, right), environment, _equal_atoms)


def unequal(left: Value, right: Value, environment: Environment) -> bool:
    return _any(*_whole(left, right), environment, lambda a, b, e: not _equal_atoms(a, b, e))


def _whole(left: Value, right: Value) -> tuple[Value, Value]:
    """Against a boolean a node-set counts as a whole: whether it has nodes."""
    if isinstance(left, bool) and isinstance(right, list):
        return left, to_boolean(right)
    if isinstance(right, bool) and isinstance(left, list):
        return to_boolean(left), right
    return left, right


def _any(
    left: Value,
    right: Value,
    environment: Environment,
    holds: Callable[[_Atom, _Atom, Environment], bool],
) -> bool:
    """Whether it holds for one of the nodes; of order, also against a boolean (all engines of
    OpenRosa do so, XPath 1.0 does not)."""
    rights, lefts = _atoms(right), _atoms(left)
    if len(lefts) == len(rights) == 1:
        return holds(lefts[0], rights[0], environment)
    return any(holds(a, b, environment) for a in lefts for b in rights)


def _atoms(value: Value) -> Sequence[_Atom]:
    return [node.string() for node in value] if isinstance(value, list) else (value,)


def _equal_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return same(to_number(left, environment), to_number(right, environment))


def _less_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    return less(to_number(left, environment), to_number(right, environment))


def _at_most_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    return at_most(to_number(left, environment), to_number(right, environment))


COMPARISONS: dict[str, Comparison] = {
    "=": equal,
    "!=": unequal,
    "<": lambda a, b, e: _any(a, b, e, _less_atoms),
    "<=": lambda a, b, e: _any(a, b, e, _at_most_atoms),
    ">": lambda a, b, e: _any(b, a, e, _less_atoms),
    ">=": lambda a, b, e: _any(b, a, e, _at_most_atoms),
}
