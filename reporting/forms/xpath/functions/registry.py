"""What a function is: how many arguments, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from reporting.forms.xpath.values import Closure, Focus, Value

_F = TypeVar("_F", bound=Callable[..., Any])
Eager = Callable[..., Value]
Lazy = Callable[[Sequence[Closure]], Closure]


def _never(_: Focus, *_arguments: Value) -> Value:
    raise AssertionError("a lazy function has no eager form")


@dataclass(frozen=True, slots=True)
class Function:
    """`eager(focus, *values)` gets its arguments evaluated; `lazy(closures)` evaluates only what
    it needs. `most` None: any number."""

    least: int
    most: int | None
    eager: Eager = _never
    lazy: Lazy | None = None


class Shelf(dict[str, Function]):
    """Functions by name; its methods are decorators which put one there."""

    def eager(self, name: str, least: int, most: int | None = -1) -> Callable[[_F], _F]:
        def put(function: _F) -> _F:
            self[name] = Function(least, least if most == -1 else most, eager=function)
            return function

        return put

    def lazy(self, name: str, least: int, most: int | None = -1) -> Callable[[_F], _F]:
        def put(function: _F) -> _F:
            self[name] = Function(least, least if most == -1 else most, lazy=function)
            return function

        return put
