"""What a function is: how many arguments, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reporting.forms.xpath.tree import Call
from reporting.forms.xpath.values import Closure, Focus, Value

_F = TypeVar("_F", bound=Callable[..., Any])
Eager = Callable[..., Value]
Lazy = Callable[[Sequence[Closure]], Closure]
Check = Callable[[Call], None]  # raises XPathError


def _never(_: Focus, *_arguments: Value) -> Value:
    raise AssertionError("a lazy function has no eager form")


@dataclass(frozen=True, slots=True)
class Function:
    """`eager(focus, *values)` gets its arguments evaluated; `lazy(closures)` evaluates only what
    it needs; neither raises. `most` None: any number. `check` refuses a call for what can be seen
    in its text; `nodes` are the places of arguments that must be node-sets."""

    least: int
    most: int | None
    eager: Eager = _never
    lazy: Lazy | None = None
    nodes: tuple[int, ...] = ()
    check: Check | None = None


class Shelf(dict[str, Function]):
    """Functions by name; its methods are decorators which put one there."""

    def eager(
        self,
        name: str,
        least: int,
        most: int | None = -1,
        *,
        nodes: tuple[int, ...] = (),
        check: Check | None = None,
    ) -> Callable[[_F], _F]:
        def put(function: _F) -> _F:
            limit = least if most == -1 else most
            self[name] = Function(least, limit, eager=function, nodes=nodes, check=check)
            return function

        return put

    def lazy(self, name: str, least: int, most: int | None = -1) -> Callable[[_F], _F]:
        def put(function: _F) -> _F:
            self[name] = Function(least, least if most == -1 else most, lazy=function)
            return function

        return put
