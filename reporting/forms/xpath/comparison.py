"""`=` `!=` `<` `<=` `>` `>=` (XPath 1.0 section 3.4), with the dates of OpenRosa."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from reporting.forms.xpath.values import (
    Environment,
    Moment,
    Value,
    less,
    moment_from,
    same,
    to_boolean,
    to_number,
)

Comparison = Callable[[Value, Value, Environment], bool]
_Atom = str | Decimal | bool | Moment


def equal(left: Value, right: Value, environment: Environment) -> bool:
    return _any(left, right, environment, _equal_atoms)


def unequal(left: Value, right: Value, environment: Environment) -> bool:
    return _any(left, right, environment, lambda a, b, e: not _equal_atoms(a, b, e))


def _any(
    left: Value,
    right: Value,
    environment: Environment,
    holds: Callable[[_Atom, _Atom, Environment], bool],
) -> bool:
    """A node-set compares true where one of its nodes does; with a boolean, as a whole."""
    if isinstance(left, bool) and isinstance(right, list):
        return holds(left, to_boolean(right), environment)
    if isinstance(right, bool) and isinstance(left, list):
        return holds(to_boolean(left), right, environment)
    rights = _atoms(right)
    return any(holds(a, b, environment) for a in _atoms(left) for b in rights)


def _atoms(value: Value) -> list[_Atom]:
    return [node.string() for node in value] if isinstance(value, list) else [value]


def _equal_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right or _same_moment(left, right, environment)
    return same(to_number(left, environment), to_number(right, environment))


def _same_moment(left: str, right: str, environment: Environment) -> bool:
    if "-" not in left or "-" not in right:
        return False
    first = moment_from(left, environment)
    second = moment_from(right, environment)
    return first is not None and second is not None and first.at == second.at


def _less_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    return less(to_number(left, environment), to_number(right, environment))


def _at_most_atoms(left: _Atom, right: _Atom, environment: Environment) -> bool:
    first, second = to_number(left, environment), to_number(right, environment)
    return less(first, second) or same(first, second)


COMPARISONS: dict[str, Comparison] = {
    "=": equal,
    "!=": unequal,
    "<": lambda a, b, e: _any(a, b, e, _less_atoms),
    "<=": lambda a, b, e: _any(a, b, e, _at_most_atoms),
    ">": lambda a, b, e: _any(b, a, e, _less_atoms),
    ">=": lambda a, b, e: _any(b, a, e, _at_most_atoms),
}
