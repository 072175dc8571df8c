"""The XLSForm of a request: sheets built from picks and typed questions, then checked as any form.

A picked question brings the rows its logic reads, the groups around them, and its choices; names
stay as they are. What is typed stays literal: `${…}` would be a reference, and pyxform straightens
typographic quotes, so these signs travel as private characters and are put back afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.adhoc.request import CHOOSING, MEASURED
from reporting.forms import load, markdown
from reporting.forms.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from reporting.adhoc.request import Asked, Request
    from reporting.forms import Form

FORM_ID = "dot-xuat"
_TYPED = "DX"  # names of typed questions: DX1, DX2 …
_FILE = f"{FORM_ID}.xlsx"
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")
_LITERAL = {"$": "\ue000", "‘": "\ue001", "’": "\ue002", "“": "\ue003", "”": "\ue004"}
_INERT = str.maketrans(_LITERAL)
# Of the round they were written for, not of this one.
_LEFT_BEHIND = ("bind::th:section", "bind::th:window", "bind::th:indicator", "bind::th:target")
_TYPES = {"money": "integer", "percent": "decimal"}
_WRITTEN = frozenset(
    {"text", "date"}
)  # listed unit by unit; each question has a section of its own

Row = dict[str, str]
Files = Mapping[str, bytes]


def build_form(request: Request, files: Files) -> Form:
    """Raises Faulty with every fault of the sheets, as for a form of the plan."""
    from reporting.forms.xlsform.conversion import to_checked_xml  # pyxform, large

    xml = to_checked_xml(build_sheets(request, files), _FILE).decode()
    for sign, mark in _LITERAL.items():
        xml = xml.replace(mark, sign)
    return load(xml.encode())


def build_sheets(request: Request, files: Files) -> Sheets:
    """survey, choices and settings; `files` are the plan's. Typed text is inert in them."""
    survey: list[Row] = []
    lists: dict[str, list[Row]] = {}
    taken: set[str] = set()
    for number, (form_id, names) in enumerate(_picked(request.questions).items()):
        source = _Source(_read(files, form_id))
        suffix = f"_{number}" if number else ""
        survey += source.closure(names, taken, lists, suffix)
    for name, asked in typed(request.questions):
        survey.append(_typed_row(name, asked))
        lists[f"{name}_ds"] = [
            {"list_name": f"{name}_ds", "name": f"c{at}", "label": inert(label)}
            for at, label in enumerate(asked.choices, 1)
        ]
    settings = {
        "form_id": FORM_ID,
        "form_title": inert(request.title),
        "namespaces": 'th="urn:tonghop:form"',
    }
    choices = [row for rows in lists.values() for row in rows]
    sheets = [_sheet("survey", survey), _sheet("settings", [settings])]
    return [*sheets, _sheet("choices", choices)] if choices else sheets


def typed(questions: Sequence[Asked]) -> Iterator[tuple[str, Asked]]:
    """The typed questions with the names they get, in their order."""
    own = (asked for asked in questions if not asked.picked)
    return ((f"{_TYPED}{number}", asked) for number, asked in enumerate(own, 1))


def names_of(questions: Sequence[Asked]) -> list[str]:
    """What they are called in the form, in their order."""
    own = (name for name, _ in typed(questions))
    return [asked.name if asked.picked else next(own) for asked in questions]


def inert(text: str) -> str:
    """One line that pyxform takes for no more than its letters."""
    return " ".join(text.split()).translate(_INERT)


def _picked(questions: Sequence[Asked]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for asked in questions:
        if asked.picked:
            found.setdefault(asked.form, []).append(asked.name)
    return found


def _read(files: Files, form_id: str) -> Sheets:
    name = f"forms/{form_id}.md"
    if name in files:
        return markdown.read(files[name].decode("utf-8-sig"), name)
    from reporting.forms.xlsform import workbook  # openpyxl, large

    return workbook.read(files[f"forms/{form_id}.xlsx"], name)


def _typed_row(name: str, asked: Asked) -> Row:
    kind = f"{asked.kind} {name}_ds" if asked.kind in CHOOSING else asked.kind
    row = {
        "type": _TYPES.get(asked.kind, kind),
        "name": name,
        "label": inert(asked.wording),
        "required": "yes",
    }
    if asked.kind in _WRITTEN:
        row["bind::th:section"] = name
    if asked.kind == "text":
        row |= {"appearance": "multiline", "bind::th:zero": "nothing"}
    if asked.kind in ("money", "percent"):
        row["bind::th:kind"] = asked.kind
    if asked.kind == "percent":
        row["bind::th:unit"] = "%"
    if asked.kind in MEASURED and asked.unit_of_measure:
        row["bind::th:unit"] = inert(asked.unit_of_measure)
    return row


def _sheet(name: str, rows: list[Row]) -> Sheet:
    header = list(dict.fromkeys(column for row in rows for column in row))
    return Sheet(name, [header, *[[row.get(column, "") for column in header] for row in rows]])


@dataclass(frozen=True, slots=True)
class _Span:
    """A group or repeat: the rows from `first` to `last`."""

    first: int
    last: int
    is_repeat: bool


class _Source:
    """One form of the plan, of which some rows are taken."""

    def __init__(self, sheets: Sheets) -> None:
        named = {sheet.name.strip().lower(): sheet for sheet in sheets}
        self._rows = [row for _, row in named["survey"].records()]
        self._choices = [row for _, row in named["choices"].records()] if "choices" in named else []
        self._at = {row["name"]: at for at, row in enumerate(self._rows) if "name" in row}
        self._spans = list(self._all_spans())

    def closure(
        self, names: list[str], taken: set[str], lists: dict[str, list[Row]], suffix: str
    ) -> list[Row]:
        """The rows of `names` and of all they read, in the form's order. Names in `taken` are
        there already; `lists` gets the choices. `suffix` tells the groups and lists of one form
        from another's."""
        wanted: set[int] = set()
        pending = [self._at[name] for name in names]
        while pending:
            at = pending.pop()
            if at not in wanted:
                wanted.add(at)
                pending += self._brought_by(at)
        always = {*names, *self._within(names)}
        rows = [
            self._listed(self._taken(self._rows[at], names, always, suffix), lists, suffix)
            for at in sorted(wanted)
            if self._rows[at].get("name", "") not in taken or self._is_frame(at)
        ]
        taken |= {row["name"] for row in rows if "name" in row}
        return rows

    def _listed(self, row: Row, lists: dict[str, list[Row]], suffix: str) -> Row:
        """The row, with its list in `lists`: under another name where that one is another's."""
        kind, _, named = row.get("type", "").partition(" ")
        name = named.split()[0] if named and kind.startswith("select") else ""
        own = [choice for choice in self._choices if choice.get("list_name") == name]
        if not own:
            return row
        if lists.setdefault(name, own) != own:
            renamed = name + suffix
            lists[renamed] = [{**choice, "list_name": renamed} for choice in own]
            row = {**row, "type": f"{kind} {renamed}{named[len(name) :]}"}
        return row

    def _brought_by(self, at: int) -> Iterator[int]:
        """What the row reads, and the groups around it; a list comes as a whole."""
        for cell in self._rows[at].values():
            yield from (self._at[n] for n in _REFERENCE.findall(cell) if n in self._at)
        for span in self._spans:
            if span.first <= at <= span.last:
                whole = span.is_repeat
                yield from range(span.first, span.last + 1) if whole else (span.first, span.last)

    def _is_frame(self, at: int) -> bool:
        return self._rows[at].get("type", "").replace("_", " ").startswith(("begin", "end"))

    def _within(self, names: list[str]) -> Iterator[str]:
        """Names of what stands in the lists among `names`."""
        for span in self._spans:
            if span.is_repeat and self._rows[span.first].get("name") in names:
                rows = self._rows[span.first : span.last]
                yield from (row["name"] for row in rows if "name" in row)

    def _taken(self, row: Row, names: list[str], always: set[str], suffix: str) -> Row:
        """The row as it is asked ad hoc. What was picked is asked whatever rounds it was for, with
        all that stands in it."""
        kept = {column: cell for column, cell in row.items() if column not in _LEFT_BEHIND}
        is_group = row.get("type", "").replace("_", " ").startswith("begin group")
        if is_group or row.get("name") in always:
            kept.pop("bind::th:rounds", None)
        if row.get("name") in names and row.get("type") in _WRITTEN:
            kept["bind::th:section"] = row["name"]
        if is_group and "name" in row:
            kept["name"] = row["name"] + suffix
        return kept

    def _all_spans(self) -> Iterator[_Span]:
        opened: list[int] = []
        for at, row in enumerate(self._rows):
            kind = row.get("type", "").replace("_", " ")
            if kind.startswith("begin"):
                opened.append(at)
            elif kind.startswith("end"):
                first = opened.pop()
                is_repeat = "repeat" in self._rows[first].get("type", "")
                yield _Span(first, at, is_repeat)
