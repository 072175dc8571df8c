"""A small town: four communes (two of them rural), a bank and an office, and their reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from reporting.answers import Answer, Standing, Value
from reporting.forms import Form, convert_markdown, load
from reporting.plan import (
    Agency,
    CommuneLayout,
    Comparison,
    Indicator,
    Letter,
    Outline,
    Plan,
    Round,
    Signer,
    Tables,
    Target,
    Unit,
    Window,
)
from reporting.plan.tables import Column, Identity
from reporting.submissions import Submitted

NOW = datetime(2021, 6, 16, 3, 0, tzinfo=UTC)
URBAN = ("phuong-a", "phuong-b")
RURAL = ("xa-c", "xa-d")
COMMUNES = (*URBAN, *RURAL)
ALL = (*COMMUNES, "bank", "office")


_SETTINGS = """
| settings |            |         |                       |
| | form_title | form_id | namespaces |
| | Biểu | {form} | th="urn:tonghop:form" |
| survey | | | | | | |
| | type | name | label | bind::th:given | bind::th:section | bind::th:rounds |
"""
_COMMUNE = """
| | integer | H0 | Hộ đầu năm | opening:H0 | | |
| | integer | H1 | Hộ cuối kỳ | | | |
| | integer | HN_N0 | Nghèo đầu kỳ | opening:N0 | | |
| | integer | HN_Nt | Thoát nghèo | | | |
| | integer | HN_Np | Phát sinh | | | |
| | integer | HN_N1 | Nghèo | | | |
| | select_one ck | XP01 | Kế hoạch | | | |
| | text | TL2 | Kết quả | | III.1 | |
| | text | TL9 | Cả năm | | III.1 | annual |
| | begin_repeat | giong | Giống | | | |
| | text | loai | Loại | | | |
| | select_one dvt | dvt | Đơn vị tính | | | |
| | integer | so | Số lượng | | | |
| | end_repeat | | | | | |
| choices |           |       |       |
| | list_name | name | label |
| | ck | co | Có |
| | ck | khong | Không |
| | dvt | cay | cây |
| | dvt | con | con |
"""
_BANK = """
| | integer | CS01 | Có nhu cầu | | | |
| | integer | CS02 | Được vay | | | |
"""
_OFFICE = """
| | integer | NV | Hộ nghèo | | | |
"""


def _form(name: str, questions: str) -> Form:
    text = _SETTINGS.format(form=name).strip() + questions
    return load(convert_markdown(text, f"{name}.md"))


FORMS = {
    "commune": _form("commune", _COMMUNE),
    "bank": _form("bank", _BANK),
    "office": _form("office", _OFFICE),
}

INDICATORS = (
    Indicator("H0", "Hộ dân đầu năm", "hộ", "integer", "sum", question="H0", units=COMMUNES),
    Indicator("H1", "Hộ dân cuối kỳ", "hộ", "integer", "sum", question="H1", units=COMMUNES),
    Indicator("HN_N0", "Đầu năm", "hộ", "integer", "sum", question="HN_N0", units=COMMUNES),
    Indicator("HN_Nt", "Thoát nghèo", "hộ", "integer", "sum", question="HN_Nt", units=COMMUNES),
    Indicator("HN_Np", "Phát sinh", "hộ", "integer", "sum", question="HN_Np", units=COMMUNES),
    Indicator(
        "HN_N1",
        "Hộ nghèo cuối kỳ",
        "hộ",
        "integer",
        "sum",
        question="HN_N1",
        units=COMMUNES,
        compare=(Comparison("NV", ("office",)),),
    ),
    Indicator(
        "HN_r1",
        "Tỷ lệ hộ nghèo",
        "%",
        "ratio",
        "ratio",
        numerator="HN_N1",
        denominator="H1",
        units=COMMUNES,
    ),
    Indicator(
        "HN_net",
        "Mức giảm",
        "hộ",
        "integer",
        "computed",
        plus=("HN_N0",),
        minus=("HN_N1",),
        units=COMMUNES,
    ),
    Indicator(
        "XP01", "Đã có kế hoạch", "đơn vị", "integer", "count_yes",
        question="XP01", choice="co", units=COMMUNES,
    ),
    Indicator("CS01", "Có nhu cầu vay", "hộ", "integer", "sum", question="CS01", units=("bank",)),
    Indicator("CS02", "Được vay", "hộ", "integer", "sum", question="CS02", units=("bank",)),
    Indicator(
        "CS", "Tỷ lệ được vay", "%", "ratio", "ratio",
        numerator="CS02", denominator="CS01", units=("bank",),
    ),
    Indicator(
        "N1p", "Chủ hộ là phụ nữ", "hộ", "integer", "sum",
        question="N1p", units=COMMUNES, rounds=frozenset({"annual"}),
    ),
)  # fmt: skip

TARGETS = (
    Target(
        "N1", "Giảm hộ nghèo", "reduction", "từ 23 xuống 13 hộ", "hộ",
        indicator_start="HN_N0", indicator_end="HN_N1", rate="HN_r1", start=23, planned=13,
    ),
    Target(
        "loans", "Hộ được vay vốn", "ratio", "100%", "%", indicator="CS", planned_rate=100,  # type: ignore[arg-type]
    ),
    Target("plans", "Ban hành kế hoạch", "activity", "kịp thời", "đơn vị", indicator="XP01"),
)  # fmt: skip

OPENING = {
    "phuong-a": {"H0": Answer(3000), "N0": Answer(8)},
    "phuong-b": {"H0": Answer(3000), "N0": Answer(5)},
    "xa-c": {"H0": Answer(2000), "N0": Answer(10)},
    "xa-d": {"H0": Answer(1000), "N0": Answer(0, Standing.ZERO)},
}

_LETTER = Letter("", ("ĐƠN VỊ",), "BC", "Phước Long", (), (), Signer(()))


def unit(unit_id: str, form: str, area: str = "") -> Unit:
    agency = Agency(1, unit_id, unit_id, "")
    return Unit(
        id=unit_id, agency=agency, name=unit_id, short_name=unit_id, abbreviation="X", kind=form,
        form=form, tone="de_nghi", address="Anh/Chị", template="decree30", consent="paper",
        letter=_LETTER, area=area,
    )  # fmt: skip


TABLES = Tables(
    (
        CommuneLayout(
            "poor", "hộ",
            tuple(Column(name, 1, figure=name) for name in ("H1", "HN_r1", "HN_N1")),
            Identity("HN_N0", "HN_N1", ("HN_Np",), ("HN_Nt",)),
        ),
    ),
)  # fmt: skip
UNITS = (
    *(unit(name, "commune", "thanh_thi") for name in URBAN),
    *(unit(name, "commune", "nong_thon") for name in RURAL),
    unit("bank", "bank"),
    unit("office", "office"),
)
ROUND = Round(
    "2021-6T", "six_month", "Báo cáo 6 tháng", "6 tháng", "6 tháng cuối năm",
    Window(date(2020, 12, 15), date(2021, 6, 14), "đến 14/6"), date(2021, 6, 14),
    date(2021, 6, 1), {"unit": NOW},
)  # fmt: skip


def plan(**changes: Any) -> Plan:
    parts: dict[str, Any] = {
        "id": "town", "title": "", "place": "Phước Long", "locality": "thị xã", "programme": "",
        "programme_short": "", "year": 2021, "regime": "", "poverty_standard": "",
        "content_hash": "", "timezone": ZoneInfo("Asia/Ho_Chi_Minh"), "office": UNITS[-1],
        "agencies": (), "units": UNITS, "rounds": (ROUND,), "targets": TARGETS,
        "indicators": INDICATORS, "forms": FORMS, "opening": OPENING,
        "opening_is_sample": True, "letter": {}, "outline": Outline("", (), (), (), "", ()),
        "tables": TABLES,
    }  # fmt: skip
    return Plan(**{**parts, **changes})


def said(value: Value) -> Answer:
    return Answer(value, Standing.ZERO if value in (0, "") else Standing.FIGURE)


def sent(unit_id: str, answers: Mapping[str, Answer | Value], **more: Any) -> Submitted:
    """`answers` by node name (or a whole ref, when it has a slash); plain values are wrapped."""
    refs = {
        (name if "/" in name else f"/data/{name}"): (
            answer if isinstance(answer, Answer) else said(answer)
        )
        for name, answer in answers.items()
    }
    facts: dict[str, Any] = {"version": 1, "at": NOW, "by": f"Người của {unit_id}"}
    return Submitted(
        unit_id=unit_id, round_id="2021-6T", answers=refs, form_id="", **{**facts, **more}
    )


def commune(unit_id: str, out: int = 0, new: int = 0, **more: Any) -> Submitted:
    """A commune's consistent report: its opening figure less `out` plus `new`."""
    opening = cast(int, OPENING[unit_id]["N0"].value)
    households = cast(int, OPENING[unit_id]["H0"].value)
    answers: dict[str, Any] = {
        "H0": households, "H1": households, "HN_N0": opening, "HN_Nt": out, "HN_Np": new,
        "HN_N1": opening - out + new, "XP01": "co",
    }  # fmt: skip
    return sent(unit_id, {**answers, **more})


def by_unit(submissions: Iterable[Submitted]) -> dict[str, Submitted]:
    return {submission.unit_id: submission for submission in submissions}


def everyone() -> dict[str, Submitted]:
    """All six have reported; 8 of 10 planned households have left poverty."""
    return by_unit(
        [
            commune("phuong-a", out=4),
            commune("phuong-b", out=2, new=1),
            commune("xa-c", out=3),
            commune("xa-d"),
            sent("bank", {"CS01": 40, "CS02": 30}),
            sent("office", {"NV": 15}),
        ]
    )
