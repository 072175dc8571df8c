"""The graph of what each node's value and relevance depend on; cycles in it are faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reporting.faults import Fault, Place
from reporting.forms.xpath.references import references

if TYPE_CHECKING:
    from reporting.forms.model import Entry, Form
    from reporting.forms.xpath import Expression

Graph = Mapping[str, frozenset[str]]
_LONG_CHAIN = 25  # evaluated from its end, each link takes some fifteen frames of the stack


def cycles(form: Form) -> list[Fault]:
    """One fault for each cycle, naming its questions in the order they depend on each other."""
    graph = graph_of(form)
    done: dict[str, None] = {}
    faults: list[Fault] = []
    for start in graph:
        cycle = _cycle_from(start, graph, done)
        if cycle:
            names = " → ".join(path.rpartition("/")[2] for path in [*cycle, cycle[0]])
            place = Place("", key=cycle[0], column=_column(form.entries[cycle[0]]))
            faults.append(Fault("form.cycle", place, {"nodes": names}))
    return faults


def graph_of(form: Form) -> Graph:
    """Path -> the paths its value and relevance read, directly."""
    return {path: frozenset(_reads(entry, form)) for path, entry in form.entries.items()}


def _reads(entry: Entry, form: Form) -> Iterator[str]:
    parent = entry.nodeset.rpartition("/")[0]
    if parent:
        yield parent
    rules = entry.rules
    if rules.relevant is not None:
        yield from _paths(rules.relevant, entry.nodeset, form)
    if rules.calculate is not None:
        for path in _paths(rules.calculate, entry.nodeset, form):
            if path != entry.nodeset:  # its own last value, as `once` reads it
                yield path


def _paths(source: Expression, context: str, form: Form) -> Iterator[str]:
    for reference in references(source.tree, context):
        if reference.narrowed and _shared_repeat(reference.path, context, form):
            continue  # other instances of the same repeat
        yield from matching(reference.path, form)


def matching(path: str, form: Form) -> Iterator[str]:
    """The nodes a path names; "*" and "//" stand for any."""
    if "*" not in path and "//" not in path:
        if path in form.entries:
            yield path
        return
    pattern = re.escape(path).replace(r"\*", "[^/]+").replace("//", "/(?:.*/)?")
    for known in form.entries:
        if re.fullmatch(pattern, known):
            yield known


def _shared_repeat(path: str, context: str, form: Form) -> bool:
    return any(
        f"{path}/".startswith(f"{nodeset}/") and f"{context}/".startswith(f"{nodeset}/")
        for nodeset in form.repeats
    )


def _cycle_from(start: str, graph: Graph, done: dict[str, None]) -> list[str]:
    """Depth-first without recursion; `done` keeps what needs no second look, in an order in which
    each node comes after those it depends on."""
    trail: list[str] = []
    ahead: list[Iterator[str]] = [iter((start,))]
    while ahead:
        path = next(ahead[-1], None)
        if path is None:
            ahead.pop()
            if trail:
                done[trail.pop()] = None
        elif path in trail:
            cycle = trail[trail.index(path) :]
            done.update(dict.fromkeys(trail))
            return cycle
        elif path not in done and path in graph:
            trail.append(path)
            ahead.append(iter(graph[path]))
    return []


def order_of(form: Form) -> tuple[str, ...]:
    """All nodes, each after those it depends on; empty where no chain of them is long."""
    graph = graph_of(form)
    done: dict[str, None] = {}
    for start in graph:
        _cycle_from(start, graph, done)
    length: dict[str, int] = {}
    for path in done:
        length[path] = 1 + max((length.get(each, 0) for each in graph[path]), default=0)
    return tuple(done) if max(length.values(), default=0) > _LONG_CHAIN else ()


def _column(entry: Entry) -> str:
    return "calculate" if entry.rules.calculate is not None else "relevant"
