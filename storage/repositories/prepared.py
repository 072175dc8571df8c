"""Statements compiled once and handed to the driver as they are.

SQLAlchemy writes the SQL and knows the types; what it does around each execution costs three times
what SQLite needs for the statement itself, and a turn has a dozen statements.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Dialect, Executable, literal_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any] | None
_Bound = Sequence[object] | Mapping[str, object]


class Prepared:
    """`sql` for the driver; `bind` makes its parameters, `rows` named rows of what it returns.

    `expands` tells a statement whose text depends on its parameters (IN over a list): it has to go
    SQLAlchemy's way. Raises KeyError when `keys` are not what the statement asks for."""

    def __init__(self, statement: Any, dialect: Dialect, keys: Sequence[str]) -> None:
        spelt_out = replacement_traverse(statement, {}, _spelt_out)
        compiled = spelt_out.compile(dialect=dialect, column_keys=keys)
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self.expands = bool(compiled.post_compile_params or compiled.literal_execute_params)
        binds = compiled.binds
        if wrong := {name for name, one in binds.items() if one.required} ^ set(keys):
            raise KeyError(*sorted(wrong))
        binders = {name: _binder(one.type, dialect) for name, one in binds.items()}
        self._fixed = {
            name: _processed(binders[name], one.value)
            for name, one in binds.items()
            if not one.required
        }
        self._binders = [(name, bind) for name in keys if (bind := binders[name]) is not None]
        self._in_order = _in_order(compiled.positiontup)
        returned = _returned(statement)
        row = namedtuple("Row", [column.key for column in returned])  # type: ignore[misc]
        self._row = partial(tuple.__new__, row)
        readers = ((at, _reader(column.type, dialect)) for at, column in enumerate(returned))
        self._readers = [(at, read) for at, read in readers if read is not None]

    def bind(self, params: Mapping[str, object]) -> _Bound:
        """By position or by name, as the driver wants them."""
        bound = {**self._fixed, **params}
        for name, binder in self._binders:
            bound[name] = binder(bound[name])
        return self._in_order(bound)

    def rows(self, found: Iterable[Sequence[Any]]) -> list[Any]:
        return list(map(self._read if self._readers else self._row, found))

    def _read(self, row: Sequence[Any]) -> Any:
        values = list(row)
        for at, read in self._readers:
            values[at] = read(values[at])
        return self._row(values)


def _spelt_out(element: Any, **_: Any) -> ColumnElement[Any] | None:
    """A constant as part of the SQL; None for all else. A state that is a parameter hides from
    PostgreSQL that a partial index fits, and has SQLite plan the statement anew at each use."""
    if not isinstance(element, BindParameter) or element.required or element.expanding:
        return None
    if isinstance(element.value, str):
        return literal_column("'" + element.value.replace("'", "''") + "'", element.type)
    return literal_column(str(element.value), element.type) if type(element.value) is int else None


def _in_order(names: Sequence[str] | None) -> Callable[[dict[str, object]], _Bound]:
    """All in the language of the interpreter: this runs for each statement."""
    if names is None:
        return lambda bound: bound
    if len(names) == 1:  # of which itemgetter would not make a tuple
        (name,) = names
        return lambda bound: (bound[name],)
    return itemgetter(*names) if names else lambda _bound: ()


def _returned(statement: Any) -> list[ColumnElement[Any]]:
    """The columns of a SELECT or of a RETURNING."""
    return list(statement.exported_columns)


def _binder(type_: TypeEngine[Any], dialect: Dialect) -> Process:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _processed(binder: Process, value: object) -> object:
    return value if binder is None else binder(value)


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> Process:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


_prepared: dict[tuple[object, ...], Prepared] = {}


def prepared(statement: Executable, dialect: Dialect, params: Mapping[str, object]) -> Prepared:
    """From memory where it was prepared before. Statements are constants of their modules."""
    key = (dialect.name, statement, *params)
    found = _prepared.get(key)
    if found is None:
        found = _prepared[key] = Prepared(statement, dialect, list(params))
    return found
