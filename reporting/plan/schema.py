"""What each file of a plan may hold. The field names are the keys people write in the files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from reporting.plan.due_time import DueTime
from reporting.plan.rounds import LEVELS

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
MaybeSlug = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]*)?$")]
RoundId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
MaybeName = Annotated[str, StringConstraints(pattern=r"^([A-Za-z][A-Za-z0-9_]*)?$")]
RoundKind = Literal["six_month", "annual", "ad_hoc"]
Roll = Literal["next_working_day", "previous_working_day", "none"]
Count = Annotated[int, Field(ge=0, strict=True)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SignerRow(Row):
    lines: list[Text]
    name: str = ""


class LetterRow(Row):
    superior: str = ""
    issuer: list[Text]
    symbol: Text
    recipients: list[Text]
    copies: list[Text]
    legal_bases: list[Text] = []
    authorities: list[list[Text]] = []
    signer: SignerRow


class UnitLetterRow(Row):
    """What the letters of all units have in common."""

    recipients: list[Text]
    copies: list[Text]


class VarianceRow(Row):
    """How far a figure may be off what it is compared with before its unit is asked why."""

    percent: Annotated[Decimal, Field(gt=0)]
    least: Annotated[Decimal, Field(gt=0)] = Decimal(10)
    section: str = ""


class PlanFile(Row):
    id: Slug
    title: Text
    place: Text
    locality: Text
    programme: Text
    programme_short: Text
    year: int
    timezone: Text
    office: Slug
    address: Text
    poverty_standard: str = ""
    variance: VarianceRow | None = None
    regime: Text
    letters: dict[Literal["A", "B"], LetterRow]
    unit_letter: UnitLetterRow


class AgencyRow(Row):
    number: Annotated[int, Field(ge=1)]
    id: Slug
    name: Text
    group: bool = False
    members: str = ""
    duties: list[Text]


class UnitRow(Row):
    id: Slug
    agency: Slug
    name: Text
    short_name: Text
    abbreviation: Text
    kind: Slug
    form: MaybeSlug = ""
    tone: Literal["kinh_de_nghi", "de_nghi"]
    address: str = ""
    template: Literal["decree30", "plain"] = "decree30"
    consent: Literal["paper", "bot", "none"] = "paper"
    area: Literal["", "thanh_thi", "nong_thon"] = ""
    codes: dict[str, Text] = {}
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    flags: list[Name] = []
    place: str = ""
    superior: str = ""
    issuer: list[Text]
    signer: list[Text]
    recipients: list[Text] = []

    @property
    def form_id(self) -> str:
        return self.form or self.kind


class UnitsFile(Row):
    agency: list[AgencyRow]
    unit: list[UnitRow]


class WindowRow(Row):
    from_: Annotated[dt.date, Field(alias="from")]
    to: dt.date
    label: Text
    note: str = ""
    units: list[Slug] = []
    estimated: bool = False


class DueRow(Row):
    """What the plan's highest level owes nobody is left out."""

    unit: DueTime
    office: DueTime
    town: DueTime | None = None
    province: DueTime | None = None

    @property
    def written(self) -> dict[str, DueTime]:
        """Level → due time as written, in the order of LEVELS."""
        found = {level: getattr(self, level) for level in LEVELS}
        return {level: due for level, due in found.items() if due is not None}


class RoundRow(Row):
    id: RoundId
    kind: RoundKind
    title: Text
    period: Text
    next_period: Text
    opens: dt.date
    cut_off: dt.date
    urgent: bool = False
    roll: Roll | None = None
    window: WindowRow
    due: DueRow
    windows: dict[str, WindowRow] = {}


class RoundsFile(Row):
    round: list[RoundRow]


class TargetRow(Row):
    id: Name
    label: Text
    kind: Literal["reduction", "ratio", "activity"]
    planned_text: Text
    unit_of_measure: str = ""
    indicator: str = ""
    indicator_start: str = ""
    indicator_end: str = ""
    rate: str = ""
    opening: str = ""
    start: Count | None = None
    planned: Count | None = None
    start_rate: Percent | None = None
    planned_rate: Percent | None = None


class TargetsFile(Row):
    target: list[TargetRow]


class ComparisonRow(Row):
    question: Name
    units: list[Slug] = []
    kind: MaybeSlug = ""
    relation: Literal["equal", "at_most", "at_least"] = "equal"


class IndicatorRow(Row):
    """`units` lists ids; `of_kind` names a kind of unit instead: all units of that kind."""

    id: Name
    label: Text
    unit_of_measure: Text
    kind: Literal["integer", "money", "decimal", "ratio"]
    measure: Literal["", "stock", "flow"] = ""
    aggregate: Literal["sum", "count_yes", "ratio", "computed"] = "sum"
    question: str = ""
    choice: str = ""
    units: list[Slug] = []
    of_kind: MaybeSlug = ""
    numerator: str = ""
    denominator: str = ""
    plus: list[Name] = []
    minus: list[Name] = []
    opening: str = ""
    compare: list[ComparisonRow] = []
    section: str = ""
    rounds: list[RoundKind] = []


class IndicatorsFile(Row):
    indicator: list[IndicatorRow]


class BlockRow(Row):
    say: str = ""
    narratives: str = ""
    table: MaybeName = ""
    rounds: list[RoundKind] = []


class SectionRow(Row):
    id: Text
    heading: Text
    level: Literal[1, 2, 3]
    block: list[BlockRow] = []


class AnnexRow(Row):
    id: Text
    title: Text
    table: Name
    internal: bool = False


class ReportFile(Row):
    title: Text
    subject: list[Text]
    opening: list[Text]
    closing: Text
    section: list[SectionRow]
    annex: list[AnnexRow] = []


class OpeningFile(Row):
    """Figures nobody types: `opening` and `target` map unit id -> name -> whole number; money is
    in đồng. `sample` says that the figures are made up."""

    sample: bool
    note: Text
    opening: dict[Slug, dict[Name, Count]]
    target: dict[Slug, dict[Name, Count]] = {}
