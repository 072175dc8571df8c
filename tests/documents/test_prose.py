"""The consolidated report reads well whatever units say: everything, nothing, half of it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from documents.check import check
from reporting.answers import Answer, Standing
from reporting.consolidation import ConsolidatedReport
from reporting.forms import AskStep, Instance
from tests.documents import filling, opened, prose

ROUNDS = ("2021-6T", "2021-N")
_NEVER_NOTHING = ("H1", "HD1", "K1", "KC1")  # a town has people
_NUMBERS = ("integer", "money", "decimal", "percent")


def nothing(step: AskStep, instance: Instance) -> Answer:
    """Zeros, "no", and not a word."""
    kind = step.question.kind
    if step.question.name in _NEVER_NOTHING:
        return filling.plausible(step, instance)
    if kind in _NUMBERS:
        return Answer(Decimal(0) if kind == "decimal" else 0, Standing.ZERO)
    if kind == "select_one":
        names = [choice.name for choice in instance.choices(step.ref)]
        return Answer(next((name for name in names if name in ("khong", "chua")), names[0]))
    return Answer("", Standing.ZERO)


def not_yet(step: AskStep, instance: Instance) -> Answer:
    if step.question.kind in _NUMBERS:
        return Answer(None, Standing.NOT_YET)
    return filling.plausible(step, instance)


def not_applicable(step: AskStep, instance: Instance) -> Answer:
    if step.question.kind in _NUMBERS:
        return Answer(None, Standing.NOT_APPLICABLE)
    return nothing(step, instance)


def anything(seed: int) -> filling.Choose:
    """One of the ways above for every question, and small figures that need not fit together."""
    chance = random.Random(seed)

    def choose(step: AskStep, instance: Instance) -> Answer:
        way = chance.choice((nothing, not_yet, not_applicable, filling.plausible, None))
        if way is None and step.question.kind in ("integer", "money"):
            size = 1_000_000 if step.question.kind == "money" else 1
            return filling.figure(chance.randint(0, 12) * size)
        return (way or filling.plausible)(step, instance)

    return choose


def made(report: ConsolidatedReport) -> bytes:
    data = opened.consolidated(report)
    assert [finding for finding in check(data) if finding.ok is False] == []
    return data


@pytest.mark.parametrize("round_id", ROUNDS)
@pytest.mark.parametrize(
    "choose", [filling.plausible, nothing, not_yet, not_applicable], ids=lambda c: c.__name__
)
def test_it_reads_well(choose: filling.Choose, round_id: str) -> None:
    assert prose.faults(made(filling.report(choose, round_id=round_id))) == []


@pytest.mark.parametrize("round_id", ROUNDS)
@pytest.mark.parametrize("seed", range(4))
def test_it_reads_well_with_anything(seed: int, round_id: str) -> None:
    plan = filling.the_plan()
    missing = tuple(random.Random(seed).sample([u.id for u in plan.units], seed))
    report = filling.report(anything(seed), missing, round_id)
    assert prose.faults(made(report)) == []


@pytest.mark.parametrize("unit", [unit.id for unit in filling.the_plan().units])
def test_it_reads_well_without_a_unit(unit: str) -> None:
    assert prose.faults(made(filling.report(missing=(unit,)))) == []


def test_it_reads_well_when_nobody_has_reported() -> None:
    everybody = tuple(unit.id for unit in filling.the_plan().units)
    assert prose.faults(made(filling.report(missing=everybody))) == []


def test_a_unit_that_is_missing_is_named_nowhere_else() -> None:
    """Only in paragraphs and rows that print figures of the bank, or texts it owes."""
    data = made(filling.report(missing=("nhcsxh",)))
    name = "PGD Ngân hàng Chính sách xã hội"
    said = [line for line in opened.lines(data) if name in line]
    assert all("chưa báo cáo" in line or "nội dung của" in line or "*" in line or line == name
               or "Chưa đánh giá" in line for line in said)  # fmt: skip
    for heading in ("1. Kết quả giảm nghèo", "b) Hỗ trợ về y tế", "7. Huy động nguồn lực"):
        lines = opened.lines(data)
        start = lines.index(heading)
        assert name not in "\n".join(lines[start : start + 6])


def test_all_zero_is_said_in_words() -> None:
    text = opened.text(made(filling.report(nothing)))
    for sentence in (
        "toàn thị xã còn 23 hộ nghèo, chiếm 0,16% tổng số hộ",
        "Số hộ nghèo không thay đổi so với đầu năm.",
        "Trong kỳ không có hộ thoát nghèo, tái nghèo, nghèo phát sinh mới.",
        "Trong kỳ chưa tổ chức kiểm tra, giám sát.",
        "Trong kỳ không có nhà tình thương xây mới, sửa chữa.",
        "Trong kỳ không phát sinh trường hợp trợ giúp pháp lý.",
        "Trong kỳ không có hộ nghèo thuộc diện hỗ trợ tiền điện.",
        "Các đơn vị báo cáo không có khó khăn, vướng mắc.",
        "Các đơn vị báo cáo không có kiến nghị, đề xuất.",
    ):
        assert sentence in text
    assert "chưa báo cáo" not in text
    assert "chưa có số liệu" not in text


HOSTILE = "& < > {{ 7 * 7 }} {% endfor %} \u202e=cmd|' /C'!A0 None  ..\x00\x0b \ud800 \U0001f600"


def test_what_units_write_spoils_nothing_around_it() -> None:
    def choose(step: AskStep, instance: Instance) -> Answer:
        text = step.question.kind == "text" and not step.question.repeat
        return Answer(HOSTILE * 30) if text else filling.plausible(step, instance)

    assert prose.faults(made(filling.report(choose))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("toàn thị xã còn", "toàn thị xã  còn", "blot"),
        ("toàn thị xã còn", "toàn thị xã còn None", "blot"),
        ("hộ nghèo, chiếm", "hộ nghèo , chiếm", "blot"),
        ("Đến ngày 14/6/2021", "Đến ngày 14/06/2021", "blot"),
        ("Đến ngày", "đến ngày", "begins small"),
        ("So với đầu năm (23", "so với đầu năm (23", "a sentence begins small"),
        ("còn 16 hộ nghèo", "còn 0 hộ nghèo", "a zero that should be words"),
        ("chiếm 0,16%", "chiếm 08%", "a zero before no count"),
        ("kế hoạch năm.", "kế hoạch năm", "no full stop"),
        (">70<", ">070<", "a padded number in a cell"),
    ],
)
def test_blots_are_found(old: str, new: str, fault: str) -> None:
    spoiled = opened.changed(opened.full(), "word/document.xml", old, new, 1)
    assert any(each.startswith(fault) for each in prose.faults(spoiled))


def test_an_empty_heading_is_found() -> None:
    text = "Cơ quan thường trực đã tổ chức 04 cuộc kiểm tra, giám sát tại 04 xã, phường."
    spoiled = opened.changed(opened.full(), "word/document.xml", text, "")
    assert prose.faults(spoiled) == ["empty heading: 3. Công tác kiểm tra, giám sát"]
