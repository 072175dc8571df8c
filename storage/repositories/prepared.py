"""Statements compiled once and handed to the driver as they are.

SQLAlchemy writes the SQL and knows the types; what it does around each execution costs three times
what SQLite needs for the statement itself, and a turn has a dozen statements.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any] | None


class Prepared:
    """`sql` for the driver; `bind` makes its parameters, `read` a named row of what it returns.

    `expands` tells a statement whose text depends on its parameters (IN over a list): it has to go
    SQLAlchemy's way."""

    def __init__(self, statement: Any, dialect: Dialect, keys: Iterable[str]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(keys))
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self.expands = bool(compiled.post_compile_params or compiled.literal_execute_params)
        self._order = compiled.positiontup
        self._binders = {
            name: one.type.dialect_impl(dialect).bind_processor(dialect)
            for name, one in compiled.binds.items()
        }
        self._fixed = {
            name: self._process(name, one.value)
            for name, one in compiled.binds.items()
            if not one.required
        }
        returned = _returned(statement)
        self._row: Any = namedtuple("Row", [column.key for column in returned])  # type: ignore[misc]
        readers = ((at, _reader(column.type, dialect)) for at, column in enumerate(returned))
        self._readers = [(at, read) for at, read in readers if read is not None]

    def bind(self, params: Mapping[str, object]) -> Sequence[object] | Mapping[str, object]:
        """By position or by name, as the driver wants them. Raises KeyError for one too few."""
        binders = self._binders
        bound = self._fixed.copy()
        for name, value in params.items():
            binder = binders[name]
            bound[name] = value if binder is None else binder(value)
        return bound if self._order is None else [bound[name] for name in self._order]

    def read(self, row: Sequence[Any]) -> Any:
        if not self._readers:
            return self._row._make(row)
        values = list(row)
        for at, read in self._readers:
            values[at] = read(values[at])
        return self._row._make(values)

    def _process(self, name: str, value: object) -> object:
        binder = self._binders[name]
        return value if binder is None else binder(value)


def _returned(statement: Any) -> list[ColumnElement[Any]]:
    """The columns of a SELECT or of a RETURNING."""
    return list(statement.exported_columns)


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> Process:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


_prepared: dict[tuple[object, ...], Prepared] = {}


def prepared(statement: Executable, dialect: Dialect, params: Iterable[str]) -> Prepared:
    """From memory where it was prepared before. Statements are constants of their modules."""
    key = (dialect.name, statement, *params)
    found = _prepared.get(key)
    if found is None:
        found = _prepared[key] = Prepared(statement, dialect, params)
    return found
