"""The plan's questionnaires: files under forms/, as markdown tables or Excel workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
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
)
from reporting.forms.sheets import Sheet
from reporting.plan.sources import decode

FOLDER = "forms/"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # choices do not depend on it


def read_forms(
    files: Mapping[str, bytes], faults: list[Fault], converted: MutableMapping[str, bytes]
) -> tuple[dict[str, FormFile], frozenset[str]]:
    """Form id (the file's stem) -> form, and the ids of those that cannot be used; what is wrong
    with them is added to `faults`."""
    forms: dict[str, FormFile] = {}
    broken: set[str] = set()
    for name in sorted(files):
        if not _is_form(name):
            continue
        path = PurePosixPath(name)
        if path.stem in forms or path.stem in broken:
            faults.append(Fault("plan.duplicate_form", Place(name), {"id": path.stem}))
            continue
        try:
            forms[path.stem] = FormFile.read(name, files[name], converted)
        except Faulty as faulty:
            faults.extend(faulty.faults)
            broken.add(path.stem)
    return forms, frozenset(broken)


def form_keys(files: Mapping[str, bytes]) -> list[str]:
    """Under which the forms of a plan stand among the converted ones."""
    return [_key(name, content) for name, content in files.items() if _is_form(name)]


def _is_form(name: str) -> bool:
    return name.startswith(FOLDER) and PurePosixPath(name).suffix in (".md", ".xlsx")


def _key(name: str, content: bytes) -> str:
    return hashlib.sha256(f"{name}\0".encode() + content).hexdigest()


class FormFile:
    """A form and the file it was read from, so that a fault found later has a place too."""

    def __init__(self, name: str, form: Form, content: bytes) -> None:
        self.name = name
        self.form = form
        self._content = content

    @classmethod
    def read(cls, name: str, content: bytes, converted: MutableMapping[str, bytes]) -> FormFile:
        """Raises Faulty; every fault has the file's name and, where it is known, sheet and row."""
        key = _key(name, content)
        xml = converted.get(key)
        if xml is None:
            xml = converted[key] = _converted(name, content)
        try:
            return cls(name, load(xml), content)
        except Faulty as faulty:  # a file beside the form that is not there: no row of its own
            raise Faulty([replace(each, place=Place(name)) for each in faulty.faults]) from faulty

    @cached_property
    def _survey(self) -> Sheet:
        if self.name.endswith(".md"):
            sheets = markdown.read(decode(self.name, self._content), self.name)
        else:
            from reporting.forms.xlsform import workbook

            sheets = workbook.read(self._content, self.name)
        return next(sheet for sheet in sheets if sheet.name.strip().lower() == "survey")

    def place(self, question: str, column: str) -> Place:
        """The cell of `column` in the row of the question of that name."""
        return self._survey.place(self.name, _row_of(self._survey, question), column)

    def choices(self, question: Question) -> frozenset[str]:
        """Names of the choices of a select that stands outside repeats, nothing else answered."""
        if question.repeat or not question.kind.startswith("select"):
            return frozenset()
        instance = Instance.of(self.form, {}, Surroundings(now=_ANY_TIME))
        return frozenset(choice.name for choice in instance.choices(question.nodeset))


def _converted(name: str, content: bytes) -> bytes:
    if name.endswith(".md"):
        return convert_markdown(decode(name, content), name)
    return convert_workbook(content, name)


def _row_of(survey: Sheet, question: str) -> int | None:
    return next(
        (row for row, cells in survey.records() if cells.get("name") == question and question), None
    )
