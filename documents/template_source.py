"""Builds the shipped Word templates from text that can be reviewed.

`templates/documents/source/` holds the parts of the .docx files as XML with square-bracket tags for
what templates share; `{{ }}` and `{% %}` in them are the tags that stay in the .docx for docxtpl.
Run `python -m documents.template_source` after a change there; a test compares the files."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from documents.zipped import zip_members

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "documents"
NAMES = ("consolidated", "ad-hoc", "correction", "unit-report", "unit-report-plain")
LETTERS = ("urging-letter",)  # what has no title
PAGES = ("invitations",)  # what is no letter
_MEMBERS = {  # member of the package -> file of the source folder
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.xml.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header.xml",
    "word/header2.xml": "header-first.xml",
}


def build_template(name: str) -> bytes:
    """The .docx of one of NAMES, LETTERS or PAGES; the same bytes each time."""
    sources = Environment(
        loader=FileSystemLoader(FOLDER / "source", encoding="utf-8"),
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (XML written by hand; nothing from outside goes in)
    )
    body = _packed(sources.get_template(f"{name}.xml").render())
    members = {
        member: _packed(sources.get_template(source).render(body=body)).encode("utf-8")
        for member, source in _MEMBERS.items()
    }
    return zip_members(members)


def _packed(xml: str) -> str:
    """Without the line breaks and indents between elements that only the source has."""
    return re.sub(r">\s*\n\s*<", "><", xml).strip()


def main() -> None:
    for name in NAMES + LETTERS + PAGES:
        (FOLDER / f"{name}.docx").write_bytes(build_template(name))


if __name__ == "__main__":
    main()
