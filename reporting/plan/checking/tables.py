"""The plan's own tables: their figures exist, and the report names only tables there are."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.faults import Fault
from reporting.plan.draft import Draft
from reporting.plan.outline import TABLES

Path = tuple[str | int, ...]


def check_table_ids(draft: Draft) -> Iterator[Fault]:
    if draft.tables is None:
        return
    taken: dict[str, int | None] = {}
    for path, name in _tables(draft):
        place = draft.tables.place(*path, "id")
        if name in taken or name in TABLES:
            yield Fault("plan.table_twice", place, {"id": name})
        taken[name] = place.line


def check_columns(draft: Draft) -> Iterator[Fault]:
    """A column of a commune table shows a number, a name or a figure; a line fills its columns."""
    if draft.tables is None:
        return
    for at, row in enumerate(draft.tables.rows.communes):
        for index, column in enumerate(row.columns):
            if bool(column.show) == bool(column.figure):
                yield Fault("plan.column", draft.tables.place("communes", at, "columns", index))
    for at, summary in enumerate(draft.tables.rows.summary):
        for index, line in enumerate(summary.lines):
            if len(line.figures) != len(summary.columns) - 1:
                place = draft.tables.place("summary", at, "lines", index)
                params = {"figures": len(line.figures), "columns": len(summary.columns) - 1}
                yield Fault("plan.line_length", place, params)


def check_figures(draft: Draft) -> Iterator[Fault]:
    if draft.tables is None or not draft.is_whole(draft.indicators):
        return
    for path, name in _figures(draft):
        if name not in draft.indicator_ids:
            yield Fault("plan.unknown_indicator", draft.tables.place(*path), {"id": name})


def check_tables_named(draft: Draft) -> Iterator[Fault]:
    """What the report sets is laid out in `tables.toml`, or follows from the plan."""
    if draft.report is None or not draft.is_whole(draft.tables):
        return
    known = {*TABLES, *(name for _, name in _tables(draft))}
    for path, name in _named(draft):
        if name not in known:
            params = {"id": name, "known": ", ".join(sorted(known))}
            yield Fault("plan.unknown_table", draft.report.place(*path), params)


def _tables(draft: Draft) -> Iterator[tuple[Path, str]]:
    assert draft.tables
    for at, row in enumerate(draft.tables.rows.communes):
        yield ("communes", at), row.id
    for at, summary in enumerate(draft.tables.rows.summary):
        yield ("summary", at), summary.id


def _figures(draft: Draft) -> Iterator[tuple[Path, str]]:
    assert draft.tables
    for at, row in enumerate(draft.tables.rows.communes):
        path: Path = ("communes", at)
        named = [((*path, "columns", n), each.figure) for n, each in enumerate(row.columns)]
        identity, chart = row.identity, row.chart
        if identity is not None:
            whole = (identity.opening, identity.closing, *identity.into, *identity.out)
            named += [((*path, "identity"), name) for name in whole]
        if chart is not None:
            named += [((*path, "chart"), name) for name in (chart.before, chart.after)]
        yield from (each for each in named if each[1])
    for at, summary in enumerate(draft.tables.rows.summary):
        for index, line in enumerate(summary.lines):
            for name in line.figures:
                yield ("summary", at, "lines", index), name


def _named(draft: Draft) -> Iterator[tuple[Path, str]]:
    assert draft.report
    for at, section in enumerate(draft.report.rows.section):
        for index, block in enumerate(section.block):
            if block.table:
                yield ("section", at, "block", index, "table"), block.table
    for at, annex in enumerate(draft.report.rows.annex):
        yield ("annex", at, "table"), annex.table


TABLE_CHECKS = (check_table_ids, check_columns, check_figures, check_tables_named)
