"""Which paragraph is what: found by what stands in it, not by the name of its style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.check.findings import is_upper
from documents.check.paragraphs import Paragraph, Reading

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ANNEX = re.compile(r"^Phụ lục(?: ([IVXLC]+|\d+))?$")
PART = re.compile(r"^[IVX]+\. ")
CLAUSE = re.compile(r"^\d+\. ")
POINT = re.compile(r"^([a-zđ])\) ")
_ROOM_TO_SIGN = 567  # 1 cm over a line: the name below a signature
_DRAFTER = re.compile(r"^\w{1,6}\.? ?\(\d+\)$")  # "PL.(300)"
_NUMBER = re.compile(r"^Số\s*:")
_ABOUT = "V/v "
_DATE = re.compile(r", ngày\b.*\btháng\b.*\bnăm\b")


@dataclass
class Anatomy:
    """The pieces of an administrative document; lists are empty where there is none."""

    reading: Reading
    nation: list[Paragraph] = field(default_factory=list)
    motto: list[Paragraph] = field(default_factory=list)
    superior: list[Paragraph] = field(default_factory=list)
    issuer: list[Paragraph] = field(default_factory=list)
    number: list[Paragraph] = field(default_factory=list)
    date: list[Paragraph] = field(default_factory=list)
    about: list[Paragraph] = field(default_factory=list)  # 5b: a letter has this and no title
    title: list[Paragraph] = field(default_factory=list)
    subject: list[Paragraph] = field(default_factory=list)
    to: list[Paragraph] = field(default_factory=list)
    recipients: list[Paragraph] = field(default_factory=list)
    bases: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)  # between the addressees and the signature
    copies_head: list[Paragraph] = field(default_factory=list)
    copies: list[Paragraph] = field(default_factory=list)
    drafters: list[Paragraph] = field(default_factory=list)  # initials and number of copies
    signer: list[Paragraph] = field(default_factory=list)
    signature: list[Paragraph] = field(default_factory=list)  # below the signer's position
    annexes: list[Paragraph] = field(default_factory=list)

    def rule_below(self, paragraphs: list[Paragraph]) -> Paragraph | None:
        """The paragraph whose border is drawn under the last of `paragraphs`."""
        if not paragraphs:
            return None
        below = self.reading.after(paragraphs[-1])
        candidates = [each for each in (paragraphs[-1], below) if each is not None]
        return next((each for each in candidates if each.bordered), None)


def dissect(reading: Reading) -> Anatomy:
    found = Anatomy(reading)
    found.annexes = [
        each
        for each in reading.paragraphs
        if each.cell is None and ANNEX.match(each.text.strip()) and each.section > 0
    ]
    first_annex = min((each.section for each in found.annexes), default=10**6)
    main = [each for each in reading.paragraphs if each.section < first_annex]
    _head(found, main)
    _foot(found, main)
    _middle(found, main)
    return found


def _head(found: Anatomy, main: list[Paragraph]) -> None:
    cells = [each for each in main if each.cell is not None and each.cell[0] == 0]
    for each in cells:
        text = each.text.strip()
        if text == NATION:
            found.nation.append(each)
        elif text == MOTTO:
            found.motto.append(each)
        elif _NUMBER.match(text):
            found.number.append(each)
        elif text.startswith(_ABOUT):
            found.about.append(each)
        elif _DATE.search(text):
            found.date.append(each)
        elif text and each.cell is not None and each.cell[1:] == (0, 0):
            (found.issuer if each.bold else found.superior).append(each)


def _foot(found: Anatomy, main: list[Paragraph]) -> None:
    """The table with the signature: the last one that has a signer in capitals on the right."""
    tables = [each.cell[0] for each in main if each.cell is not None]
    last = [each for each in main if tables and each.cell and each.cell[0] == max(tables)]
    for each in last:
        assert each.cell is not None
        text = each.text.strip()
        if each.cell[2] == 0 and text.startswith("Nơi nhận"):
            found.copies_head.append(each)
        elif each.cell[2] == 0 and text:
            (found.drafters if _DRAFTER.match(text) else found.copies).append(each)
        elif each.cell[2] == 1:
            below = bool(found.signature) or not text or each.before >= _ROOM_TO_SIGN
            (found.signature if below or not is_upper(text) else found.signer).append(each)


def _middle(found: Anatomy, main: list[Paragraph]) -> None:
    tables = [each.cell[0] for each in main if each.cell is not None]
    inner = _between(main, 0, max(tables, default=0))
    flow = [each for each in inner if each.cell is None and each.text.strip()]
    heading = [each for each in flow if each.align == "center" and each.bold]
    if heading and flow[0] is heading[0]:
        found.title = heading[:1]
        found.subject = [each for each in flow[1:4] if each in heading and each.bold]
    rest = [each for each in flow if each not in found.title and each not in found.subject]
    for each in rest:
        text = each.text.strip()
        if text.startswith("Kính gửi") and not found.body:
            found.to.append(each)
        elif found.to and not found.body and text.startswith("- ") and each.first_line <= 0:
            found.recipients.append(each)
        elif text.startswith("Căn cứ") and not found.body:
            found.bases.append(each)
        else:
            found.body.append(each)


def _between(main: list[Paragraph], first: int, last: int) -> list[Paragraph]:
    """From after table `first` to before table `last`."""
    at = [index for index, each in enumerate(main) if each.cell and each.cell[0] == first]
    end = [index for index, each in enumerate(main) if each.cell and each.cell[0] == last]
    start = at[-1] + 1 if at else 0
    return main[start : end[0] if end and end[0] > start else len(main)]
