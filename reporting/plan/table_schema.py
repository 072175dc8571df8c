"""What `tables.toml` of a plan may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reporting.plan.schema import Name, Row, Text
from reporting.plan.tables import (
    BeforeAfter,
    Column,
    CommuneLayout,
    Identity,
    SummaryLayout,
    SummaryLine,
    Tables,
)


class ColumnRow(Row):
    heading: Text
    width: Annotated[int, Field(ge=1, le=1000, strict=True)]
    group: str = ""
    show: Literal["", "number", "name"] = ""
    figure: str = ""


class SummaryColumnRow(Row):
    heading: Text
    width: Annotated[int, Field(ge=1, le=1000, strict=True)]
    group: str = ""


class IdentityRow(Row):
    opening: Name
    closing: Name
    into: tuple[Name, ...] = ()
    out: tuple[Name, ...] = ()


class ChartRow(Row):
    title: Text
    before: Name
    after: Name


class CommunesRow(Row):
    id: Name
    unit: Text
    identity: IdentityRow | None = None
    chart: ChartRow | None = None
    columns: Annotated[list[ColumnRow], Field(min_length=1)]


class LineRow(Row):
    name: Text
    figures: Annotated[list[Name], Field(min_length=1)]


class SummaryRow(Row):
    id: Name
    columns: Annotated[list[SummaryColumnRow], Field(min_length=2)]
    lines: Annotated[list[LineRow], Field(min_length=1)]


class TablesFile(Row):
    communes: tuple[CommunesRow, ...] = ()
    summary: tuple[SummaryRow, ...] = ()


def built(rows: TablesFile) -> Tables:
    return Tables(
        tuple(_communes(row) for row in rows.communes),
        tuple(_summary(row) for row in rows.summary),
    )


def _communes(row: CommunesRow) -> CommuneLayout:
    columns = tuple(Column(**column.model_dump()) for column in row.columns)
    identity = Identity(**row.identity.model_dump()) if row.identity is not None else None
    chart = BeforeAfter(**row.chart.model_dump()) if row.chart is not None else None
    return CommuneLayout(row.id, row.unit, columns, identity, chart)


def _summary(row: SummaryRow) -> SummaryLayout:
    columns = tuple(Column(**column.model_dump()) for column in row.columns)
    return SummaryLayout(
        row.id, columns, tuple(SummaryLine(each.name, tuple(each.figures)) for each in row.lines)
    )
