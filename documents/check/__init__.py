"""Whether a .docx keeps the form of Decree 30/2020/NĐ-CP, Appendix I, rule by rule.

The checker reads the file's own XML and knows nothing of how it was made, so that it can judge a
document the office has edited."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from documents.check.anatomy import dissect
from documents.check.annexes import check_annexes
from documents.check.content import check_content
from documents.check.findings import Finding
from documents.check.letterhead import check_letterhead
from documents.check.page import check_page
from documents.check.reading import read
from documents.check.seldom import check_seldom
from documents.package import UnfitFile, open_package

__all__ = ["NOT_FOR_A_MACHINE", "PLAIN_EXEMPTIONS", "Finding", "check", "check_file"]

# Seals are put on after the document leaves us, and signatures on annex files of their own.
NOT_FOR_A_MACHINE = ("R09", "R33")
# What a body outside the state administration does not put on its letters.
PLAIN_EXEMPTIONS = frozenset({"R10", "R11", "R12", "R16", "R34", "R35"})


def check_file(docx: bytes, exempt: Collection[str] = ()) -> list[Finding]:
    """The same of a file somebody brings. Raises UnfitFile for what is no .docx, or not fit to be
    opened."""
    open_package(docx, "word/document.xml")
    try:
        return check(docx, exempt)
    except (KeyError, etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise UnfitFile("not_office") from error


def check(docx: bytes, exempt: Collection[str] = ()) -> list[Finding]:
    """One finding a rule, in order, without the rules in `exempt`.

    Raises zipfile.BadZipFile, KeyError or lxml.etree.XMLSyntaxError for what is no .docx."""
    anatomy = dissect(read(docx))
    findings = [
        *check_page(anatomy),
        *check_letterhead(anatomy),
        *check_content(anatomy),
        *check_annexes(anatomy),
        *check_seldom(anatomy),
        *(Finding(rule, ok=None) for rule in NOT_FOR_A_MACHINE),
    ]
    judged = [finding for finding in findings if finding.rule not in exempt]
    return sorted(judged, key=lambda finding: finding.rule)
