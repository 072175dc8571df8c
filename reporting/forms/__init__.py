"""Forms: XLSForm in, questions, rules and instances out.

What reads workbooks and converts XLSForms brings in large libraries, only when it is needed: a bot
runs on forms that were converted before."""

from __future__ import annotations

from reporting.forms.checks import Broken
from reporting.forms.instance import Instance
from reporting.forms.model import Form, Question, Ref, Repeat
from reporting.forms.reckoning import Surroundings
from reporting.forms.refs import nodeset_of
from reporting.forms.steps import AskStep, NoteStep, RepeatStep, Step
from reporting.forms.xform.load import load
from reporting.forms.xlsform import markdown

__all__ = [
    "AskStep",
    "Broken",
    "Form",
    "Instance",
    "NoteStep",
    "Question",
    "Ref",
    "Repeat",
    "RepeatStep",
    "Step",
    "Surroundings",
    "convert_markdown",
    "convert_workbook",
    "load",
    "markdown",
    "nodeset_of",
    "to_markdown",
    "to_workbook",
]


def convert_markdown(text: str, file: str) -> bytes:
    """XForm XML. Raises Faulty; every fault names sheet, row and column where they are known."""
    from reporting.forms.xlsform.conversion import to_checked_xml

    return to_checked_xml(markdown.read(text, file), file)


def convert_workbook(data: bytes, file: str) -> bytes:
    """XForm XML of an .xlsx workbook. Raises Faulty as `convert_markdown` does."""
    from reporting.forms.xlsform import workbook
    from reporting.forms.xlsform.conversion import to_checked_xml

    return to_checked_xml(workbook.read(data, file), file)


def to_workbook(text: str) -> bytes:
    """Markdown tables -> .xlsx, without loss. Raises Faulty."""
    from reporting.forms.xlsform import workbook

    return workbook.write(markdown.read(text, ""))


def to_markdown(data: bytes) -> str:
    """.xlsx -> markdown tables, without loss. Raises Faulty."""
    from reporting.forms.xlsform import workbook

    return markdown.write(workbook.read(data, ""))
