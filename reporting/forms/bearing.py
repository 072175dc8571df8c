"""Which answers a rule of the form can be about, as far as its text tells.

A rule is about the questions it reads, itself or through calculations (`Broken.refs`). Everything
here errs on the side of more: what cannot be told from the text is taken to read any node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reporting.forms.xform.dependencies import matching
from reporting.forms.xpath.references import references
from reporting.forms.xpath.tree import (
    Binary,
    Call,
    Filter,
    Negation,
    Path,
    Step,
    StringLiteral,
    Tree,
)

if TYPE_CHECKING:
    from reporting.forms.model import Entry, Form
    from reporting.forms.xpath import Expression

_STRAIGHT = frozenset({"attribute", "child", "parent", "self"})
_ELSEWHERE = frozenset({"id", "jr:choice-name", "jr:itext"})  # read what they do not name
_OF_FOCUS = frozenset({"normalize-space", "number", "string", "string-length"})
_DATA = frozenset({"instance", "pulldata"})  # the first argument names a document


def bearing_of(form: Form) -> Mapping[str, frozenset[str]]:
    """Node -> the nodes whose constraint or rule can be about an answer to it."""
    reads = {path: _calculated_from(entry, form) for path, entry in form.entries.items()}
    found: dict[str, set[str]] = {path: set() for path in form.entries}
    for path, entry in form.entries.items():
        rules = [rule for rule in (entry.rules.constraint, entry.rules.rule) if rule is not None]
        if not rules:
            continue
        direct = [_read_by(rule, path, form) for rule in rules]
        for node in _reached([{path}, *direct], reads):
            found[node].add(path)
    return {path: frozenset(nodes) for path, nodes in found.items()}


def _reached(
    starts: Iterable[set[str] | None], reads: Mapping[str, set[str] | None]
) -> Iterable[str]:
    """All nodes from which a reading of `starts` can come; None stands for any node."""
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        nodes = ahead.pop()
        if nodes is None:
            return reads
        ahead += [reads[node] for node in nodes - reached]
        reached |= nodes
    return reached


def _calculated_from(entry: Entry, form: Form) -> set[str] | None:
    """A node with others in it reads as all of them."""
    if entry.children:
        return {child.nodeset for child in entry.children}
    rule = entry.rules.calculate
    return set() if rule is None else _read_by(rule, entry.nodeset, form)


def _read_by(rule: Expression, nodeset: str, form: Form) -> set[str] | None:
    if not _is_told(rule.tree, nodeset.count("/"), form):
        return None
    paths = [reference.path for reference in references(rule.tree, nodeset)]
    return {node for path in paths for node in matching(path, form)}


def _is_told(tree: Tree, depth: int, form: Form) -> bool:
    """Whether `references` names all that is read. `depth`: how many steps up lead to the document
    from where the expression stands; 0 where that is not known."""
    match tree:
        case Path():
            return _is_path_told(tree, depth, form)
        case Call():
            return _is_call_told(tree, depth, form)
        case Binary():
            return _is_told(tree.left, depth, form) and _is_told(tree.right, depth, form)
        case Negation():
            return _is_told(tree.operand, depth, form)
        case Filter():
            return False
    return True


def _is_path_told(tree: Path, depth: int, form: Form) -> bool:
    if tree.start is not None:
        if not isinstance(tree.start, Call) or tree.start.name not in ("current", "instance"):
            return False
        if not _is_call_told(tree.start, depth, form):
            return False
    if tree.absolute and not tree.steps:
        return False  # the whole document
    return _goes_straight(tree, depth) and all(
        _is_told(predicate, 0, form) for step in tree.steps for predicate in step.predicates
    )


def _goes_straight(tree: Path, depth: int) -> bool:
    """Down, or first up but not as far as the document, then down."""
    axes = [step.axis for step in tree.steps]
    up = _leading_parents(tree.steps)
    known = not tree.absolute and up < depth
    return _STRAIGHT.issuperset(axes) and axes.count("parent") == up and (known or not up)


def _leading_parents(steps: tuple[Step, ...]) -> int:
    return next((at for at, step in enumerate(steps) if step.axis != "parent"), len(steps))


def _is_call_told(tree: Call, depth: int, form: Form) -> bool:
    if tree.name in _ELSEWHERE or (tree.name in _OF_FOCUS and not tree.arguments and not depth):
        return False
    if tree.name in _DATA and not _is_other_document(tree.arguments[0], form):
        return False
    return all(_is_told(argument, depth, form) for argument in tree.arguments)


def _is_other_document(name: Tree, form: Form) -> bool:
    return isinstance(name, StringLiteral) and name.value not in ("", form.root.name)
