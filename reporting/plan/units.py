"""Who reports: the plan's agencies, the units that owe reports, and how their letters look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reporting.text import capitalized


@dataclass(frozen=True, slots=True)
class Agency:
    """One item of section V of the plan. A group (items 12 and 13) has several units;
    `members` is what a number of them are called ("xã, phường"), "" for plain units."""

    number: int
    id: str
    name: str
    duties: str  # the item's text, one duty a line
    is_group: bool = False
    members: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """`lines` stand above the signature (authority and position, Decree 30 rule R30); the name is
    left blank in every draft unless the plan says it."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The frame of one outgoing document: boxes 2, 3, 5a, 7, 9 of Decree 30, Appendix I.

    `superior` is the line above the issuing body ("" where custom has none), `issuer` its name in
    one or more lines, `symbol` what follows the blank number ("BC-UBND")."""

    superior: str
    issuer: tuple[str, ...]
    symbol: str
    place: str
    recipients: tuple[str, ...]  # Kính gửi
    copies: tuple[str, ...]  # Nơi nhận, in order, ending with the archive line
    signer: Signer
    legal_bases: tuple[str, ...] = ()
    authorities: tuple[tuple[str, ...], ...] = ()  # other lines the signer may sign under


@dataclass(frozen=True, slots=True)
class Unit:
    """What owes a report. `kind` groups units that are asked the same form."""

    id: str
    agency: Agency
    name: str
    short_name: str
    abbreviation: str  # for document symbols: "KT" in "BC-KT"
    kind: str
    form: str  # id of the form it is asked, the stem of forms/<id>.md
    tone: str  # "kinh_de_nghi" | "de_nghi"
    address: str  # "Anh/Chị" | "Đồng chí"
    template: str  # "decree30" | "plain"
    consent: str  # how its leader agrees: "paper" (the liaison says who and when) | "bot" | "none"
    letter: Letter
    area: str = ""  # communes: "thanh_thi" | "nong_thon"
    codes: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    flags: frozenset[str] = frozenset()  # "entrusted": lends on behalf of the policy bank

    @property
    def label(self) -> str:
        """The short name where it stands first: on a button, in a list, at the head of a line."""
        return capitalized(self.short_name)
