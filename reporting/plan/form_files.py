"""The plan's questionnaires: files under forms/, as markdown tables or Excel workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from reporting.faults import Fault, Faulty, Place
from reporting.forms import (
    Form,
    Instance,
    Question,
    Surroundings,
    convert_markdown,
    convert_workbook,
    load,
    markdown,
    workbook,
)
from reporting.forms.sheets import Sheet, Sheets
from reporting.plan.sources import decode

FOLDER = "forms/"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # choices do not depend on it


def read_forms(
    files: Mapping[str, bytes], faults: list[Fault]
) -> tuple[dict[str, FormFile], frozenset[str]]:
    """Form id (the file's stem) -> form, and the ids of those that cannot be used; what is wrong
    with them is added to `faults`."""
    forms: dict[str, FormFile] = {}
    broken: set[str] = set()
    for name in sorted(files):
        path = PurePosixPath(name)
        if not name.startswith(FOLDER) or path.suffix not in (".md", ".xlsx"):
            continue
        if path.stem in forms or path.stem in broken:
            faults.append(Fault("plan.duplicate_form", Place(name), {"id": path.stem}))
            continue
        try:
            forms[path.stem] = FormFile.read(name, files[name])
        except Faulty as faulty:
            faults.extend(faulty.faults)
            broken.add(path.stem)
    return forms, frozenset(broken)


class FormFile:
    """A form and the sheets it was read from, so that a fault found later has a place too."""

    def __init__(self, name: str, form: Form, survey: Sheet) -> None:
        self.name = name
        self.form = form
        self._survey = survey

    @classmethod
    def read(cls, name: str, content: bytes) -> FormFile:
        """Raises Faulty; every fault has the file's name and, where it is known, sheet and row."""
        sheets: Sheets
        if name.endswith(".md"):
            text = decode(name, content)
            xml, sheets = convert_markdown(text, name), markdown.read(text, name)
        else:
            xml, sheets = convert_workbook(content, name), workbook.read(content, name)
        survey = next(sheet for sheet in sheets if sheet.name.strip().lower() == "survey")
        try:
            return cls(name, load(xml), survey)
        except Faulty as faulty:  # a file beside the form that is not there: no row of its own
            raise Faulty([replace(each, place=Place(name)) for each in faulty.faults]) from faulty

    def place(self, question: str, column: str) -> Place:
        """The cell of `column` in the row of the question of that name."""
        return self._survey.place(self.name, _row_of(self._survey, question), column)

    def choices(self, question: Question) -> frozenset[str]:
        """Names of the choices of a select that stands outside repeats, nothing else answered."""
        if question.repeat or not question.kind.startswith("select"):
            return frozenset()
        instance = Instance.of(self.form, {}, Surroundings(now=_ANY_TIME))
        return frozenset(choice.name for choice in instance.choices(question.nodeset))


def _row_of(survey: Sheet, question: str) -> int | None:
    return next(
        (row for row, cells in survey.records() if cells.get("name") == question and question), None
    )
