"""Which nodes of the main document an expression reads, as absolute node-set paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.forms.xpath.tree import (
    Binary,
    Call,
    Filter,
    KindTest,
    NameTest,
    Negation,
    Path,
    Step,
    Tree,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """`path` may hold "*" steps and, as "//", any number of them. `narrowed`: a predicate or a
    sibling axis picks some of the instances, so that it need not be the reading node's own."""

    path: str
    narrowed: bool = False


def references(tree: Tree, context: str) -> Iterator[Reference]:
    """`context` is the path of the node the expression is bound to."""
    yield from _references(tree, context, context)


def _references(tree: Tree, context: str | None, current: str) -> Iterator[Reference]:
    match tree:
        case Path():
            yield from _path(tree, context, current)
        case Binary():
            yield from _references(tree.left, context, current)
            yield from _references(tree.right, context, current)
        case Negation():
            yield from _references(tree.operand, context, current)
        case Filter():
            yield from _references(tree.primary, context, current)
            for predicate in tree.predicates:
                yield from _references(predicate, _context(tree.primary, current), current)
        case Call():
            for argument in tree.arguments:
                yield from _references(argument, context, current)
        case _:
            return


def _context(tree: Tree, current: str) -> str | None:
    """The path of the nodes `tree` gives; None: not in the main document."""
    if isinstance(tree, Call) and tree.name == "current":
        return current
    return None


def _path(tree: Path, context: str | None, current: str) -> Iterator[Reference]:
    if tree.start is not None:
        yield from _references(tree.start, context, current)
        base = _context(tree.start, current)
    else:
        base = "" if tree.absolute else context
    narrowed = False
    for step in tree.steps:
        base, aside = _after(base, step)
        narrowed = narrowed or aside or bool(step.predicates)
        for predicate in step.predicates:
            yield from _references(predicate, base, current)
    if base:
        yield Reference(base, narrowed)


def _after(base: str | None, step: Step) -> tuple[str | None, bool]:
    """The path one step on, and whether the step goes aside to other instances."""
    if base is None:
        return None, False
    name = _name(step.test)
    if step.axis in ("child", "attribute"):
        return f"{base}/{name}", False
    if step.axis == "self":
        return base, False
    if step.axis == "parent":
        return base.rpartition("/")[0], False
    if step.axis in ("descendant", "descendant-or-self"):
        return f"{base}//{name}" if name != "*" else f"{base}//", False
    return f"{base.rpartition('/')[0]}/{name}", True


def _name(test: NameTest | KindTest) -> str:
    if isinstance(test, KindTest):
        return "*"
    return f"{test.prefix}:{test.local}" if test.prefix else test.local


def guarded(tree: Tree, context: str) -> frozenset[str]:
    """The paths that stand inside a coalesce(): the author says what their absence means."""
    return frozenset(_guarded(tree, context))


def _guarded(tree: Tree, context: str) -> Iterator[str]:
    match tree:
        case Call() if tree.name == "coalesce":
            for reference in references(tree, context):
                yield reference.path
        case Call():
            for argument in tree.arguments:
                yield from _guarded(argument, context)
        case Binary():
            yield from _guarded(tree.left, context)
            yield from _guarded(tree.right, context)
        case Negation():
            yield from _guarded(tree.operand, context)
        case _:
            return
