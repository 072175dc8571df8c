"""An XLSForm as plain sheets of text, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reporting.faults import Place


@dataclass(slots=True)
class Sheet:
    """`rows[0]` is the header. `lines`: the line of each row in its markdown file, if any.

    Cells are stripped; rows may be shorter than the header; no empty row at the end."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        return self.rows[0] if self.rows else []

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number as a spreadsheet counts, header -> non-empty cell) below the header."""
        for number, row in enumerate(self.rows[1:], 2):
            yield (
                number,
                {name: cell for name, cell in zip(self.header, row, strict=False) if name and cell},
            )

    def place(self, file: str, row: int | None = None, column: str = "") -> Place:
        line = self.lines[row - 1] if row is not None and row <= len(self.lines) else None
        return Place(file, line=line, sheet=self.name, row=row, column=column)

    def trim(self) -> None:
        """Drops empty cells at the end of rows and empty rows at the end of the sheet."""
        for row in self.rows:
            while row and not row[-1]:
                row.pop()
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        del self.lines[len(self.rows) :]


Sheets = list[Sheet]
