"""Tree -> closure. Compiled once per form, evaluated many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from reporting.forms.xpath.axes import AXES, REVERSE
from reporting.forms.xpath.comparison import COMPARISONS
from reporting.forms.xpath.functions import FUNCTIONS
from reporting.forms.xpath.nodes import Node, in_order
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
from reporting.forms.xpath.values import (
    ARITHMETIC,
    NAN,
    Closure,
    Focus,
    Value,
    to_boolean,
    to_number,
)

Namespaces = Mapping[str, str]
_Test = Callable[[Node], bool]
_Walk = Callable[[Focus, list[Node]], list[Node]]


def compile_tree(tree: Tree, namespaces: Namespaces) -> Closure:
    """Raises XPathError for a function, arity or prefix outside the profile."""
    match tree:
        case NumberLiteral() | StringLiteral():
            constant: Value = tree.value
            return lambda _: constant
        case Negation():
            return _negation(compile_tree(tree.operand, namespaces))
        case Binary():
            return _binary(tree, namespaces)
        case Call():
            return _call(tree, namespaces)
        case Filter():
            return _filter(tree, namespaces)
        case Path():
            return _path(tree, namespaces)


def _negation(operand: Closure) -> Closure:
    return lambda focus: to_number(operand(focus), focus.environment).copy_negate()


def _binary(tree: Binary, namespaces: Namespaces) -> Closure:
    if tree.operator == "|":
        _need_nodes(tree.left, "|")
        _need_nodes(tree.right, "|")
    left = compile_tree(tree.left, namespaces)
    right = compile_tree(tree.right, namespaces)
    if tree.operator == "and":
        return lambda focus: to_boolean(left(focus)) and to_boolean(right(focus))
    if tree.operator == "or":
        return lambda focus: to_boolean(left(focus)) or to_boolean(right(focus))
    if tree.operator == "|":
        return lambda focus: in_order([*_nodes(left(focus)), *_nodes(right(focus))])
    if tree.operator in COMPARISONS:
        compare = COMPARISONS[tree.operator]
        return lambda focus: compare(left(focus), right(focus), focus.environment)
    reckon = _ARITHMETIC[tree.operator]
    return lambda focus: reckon(
        to_number(left(focus), focus.environment), to_number(right(focus), focus.environment)
    )


def _remainder(left: Decimal, right: Decimal) -> Decimal:
    """The sign of the dividend, as in XPath; Decimal's remainder does the same."""
    return NAN if right.is_zero() else ARITHMETIC.remainder(left, right)


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": ARITHMETIC.add,
    "-": ARITHMETIC.subtract,
    "*": ARITHMETIC.multiply,
    "div": ARITHMETIC.divide,
    "mod": _remainder,
}


def _nodes(value: Value) -> list[Node]:
    return value if isinstance(value, list) else []


_MAYBE_NODES = frozenset({
    "coalesce", "current", "id", "if", "indexed-repeat", "instance", "jr:itext", "once",
    "randomize",
})  # fmt: skip


def _need_nodes(tree: Tree, where: str) -> None:
    """Refuses what can never be a node-set."""
    match tree:
        case Path() | Filter():
            return
        case Binary(operator="|"):
            return
        case Call(name=name) if name in _MAYBE_NODES:
            return
    raise XPathError("value", where)


def _call(tree: Call, namespaces: Namespaces) -> Closure:
    function = FUNCTIONS.get(tree.name)
    if function is None:
        raise XPathError("function", tree.name)
    count = len(tree.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        raise XPathError("arity", tree.name)
    for at in function.nodes[:count]:
        _need_nodes(tree.arguments[at], f"{tree.name}()")
    if function.check is not None:
        function.check(tree)
    arguments = tuple(compile_tree(each, namespaces) for each in tree.arguments)
    if function.lazy is not None:
        return function.lazy(arguments)
    eager = function.eager
    if not arguments:
        return eager
    if count == 1:
        only = arguments[0]
        return lambda focus: eager(focus, only(focus))
    return lambda focus: eager(focus, *[each(focus) for each in arguments])


def _filter(tree: Filter, namespaces: Namespaces) -> Closure:
    _need_nodes(tree.primary, "[]")
    primary = compile_tree(tree.primary, namespaces)
    predicates = _predicates(tree.predicates, namespaces)

    def evaluate(focus: Focus) -> Value:
        return predicates(focus, _nodes(primary(focus)))

    return evaluate


def _path(tree: Path, namespaces: Namespaces) -> Closure:
    walks = [_step(step, namespaces) for step in tree.steps]
    many = any(step.axis not in ("child", "attribute", "self") for step in tree.steps[:-1])

    def along(focus: Focus, nodes: list[Node]) -> list[Node]:
        for walk in walks:
            nodes = walk(focus, nodes)
        return in_order(nodes) if many and len(nodes) > 1 else nodes

    if tree.start is not None:
        _need_nodes(tree.start, "/")
        start = compile_tree(tree.start, namespaces)
        return lambda focus: along(focus, _nodes(start(focus)))
    if tree.absolute:
        return _absolute(tree, along)
    return lambda focus: along(focus, [focus.node])


def _absolute(tree: Path, along: _Walk) -> Closure:
    """From the main document, whatever tree the context node stands in (XForms)."""
    key = plain_path(tree)

    def evaluate(focus: Focus) -> Value:
        environment = focus.environment
        if key is not None and environment.index is not None:
            found = environment.index.get(key)
            return [] if found is None else found
        return along(focus, [environment.main])

    return evaluate


def plain_path(tree: Path) -> str | None:
    """ "/data/g/a" for an absolute path of plain child steps; None for any other."""
    names = [
        step.test.local
        for step in tree.steps
        if step.axis == "child"
        and not step.predicates
        and isinstance(step.test, NameTest)
        and not step.test.prefix
        and step.test.local != "*"
    ]
    if not tree.absolute or not names or len(names) != len(tree.steps):
        return None
    return "/" + "/".join(names)


def _step(step: Step, namespaces: Namespaces) -> _Walk:
    predicates = _predicates(step.predicates, namespaces) if step.predicates else None
    select = _selection(step, namespaces)
    reverse = step.axis in REVERSE

    def walk(focus: Focus, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            chosen = select(node)
            if predicates is not None:
                chosen = predicates(focus, chosen)
            found += reversed(chosen) if reverse else chosen
        if len(nodes) > 1 and step.axis not in ("child", "attribute", "self"):
            return in_order(found)
        return found

    return walk


def _selection(step: Step, namespaces: Namespaces) -> Callable[[Node], list[Node]]:
    """The nodes of one step in the order of its axis."""
    test = step.test
    if step.axis == "child" and isinstance(test, NameTest) and not test.prefix:
        name = test.local
        if name != "*":
            return lambda node: node.named(name)
    axis = AXES[step.axis]
    if isinstance(test, KindTest):
        if test.kind == "node":
            return lambda node: list(axis(node))
        holds = _kind_test(test)
    else:
        holds = _name_test(test, step.axis, namespaces)
    return lambda node: [each for each in axis(node) if holds(each)]


def _kind_test(test: KindTest) -> _Test:
    return lambda node: node.kind == test.kind and test.target in ("", node.name)


def _name_test(test: NameTest, axis: str, namespaces: Namespaces) -> _Test:
    principal = axis if axis in ("attribute", "namespace") else "element"
    if test.prefix and test.prefix not in namespaces:
        raise XPathError("prefix", test.prefix)
    uri = namespaces[test.prefix] if test.prefix else ""
    if test.local == "*":
        return lambda node: node.kind == principal and (not test.prefix or node.uri == uri)
    return lambda node: node.name == test.local and node.kind == principal and node.uri == uri


def _predicates(trees: Iterable[Tree], namespaces: Namespaces) -> _Walk:
    compiled = [compile_tree(tree, namespaces) for tree in trees]

    def keep(focus: Focus, nodes: list[Node]) -> list[Node]:
        for predicate in compiled:
            size = len(nodes)
            nodes = [
                node
                for at, node in enumerate(nodes, 1)
                if _holds(predicate(Focus(node, focus.environment, focus.current, at, size)), at)
            ]
        return nodes

    return keep


def _holds(value: Value, position: int) -> bool:
    return value == position if isinstance(value, Decimal) else to_boolean(value)
