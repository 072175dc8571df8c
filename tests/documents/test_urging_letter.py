"""The office's letter to those who have not finished keeps the form of Decree 30."""

from __future__ import annotations

from datetime import timedelta

import pytest

from documents.check import check
from documents.template_source import FOLDER, LETTERS, build_template
from tests.documents import filling, opened
from usecases.monitoring.urging import Urging

PLAN = filling.the_plan()


def letter(*unit_ids: str, late: bool) -> bytes:
    due = PLAN.round("2021-6T").due["unit"]
    at = due + timedelta(days=1 if late else -1)
    units = tuple(unit for unit in PLAN.units if unit.id in unit_ids or not unit_ids)
    return opened.word().urging_letter(Urging(PLAN, PLAN.round("2021-6T"), units, at, due))


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("units", [("kinh-te",), ("kinh-te", "mttq", "xa-phuoc-tin"), ()], ids=len)
def test_it_keeps_every_rule(units: tuple[str, ...], late: bool) -> None:
    findings = check(letter(*units, late=late))
    assert [f"{one.rule} {one.detail}" for one in findings if one.ok is False] == []
    told = {one.rule: one.ok for one in findings}
    assert told["R18"] is None and told["R19"] is True, "a letter has a subject and no title"


def test_it_names_who_is_written_to_and_blames_nobody() -> None:
    lines = opened.lines(letter("kinh-te", "mttq", late=True))
    text = "\n".join(lines)
    assert "Số:         /NVLĐTBXH" in lines
    assert any(line.startswith("V/v đôn đốc báo cáo 6 tháng đầu năm 2021") for line in lines)
    assert "- Phòng Kinh tế thị xã Phước Long." in lines
    assert "- Ủy ban nhân dân thị xã Phước Long (b/c);" in lines and "- Lưu: VT." in lines
    assert "kính đề nghị" in text and "17 giờ 00 ngày 16/6/2021" in text
    assert "muộn" not in text and "chậm" not in text


def test_departments_alone_are_asked_as_departments_are() -> None:
    assert "kính đề nghị" not in "\n".join(opened.lines(letter("kinh-te", late=False)))


@pytest.mark.parametrize("name", LETTERS)
def test_the_shipped_template_is_what_its_source_builds(name: str) -> None:
    shipped = opened.members((FOLDER / f"{name}.docx").read_bytes())
    assert shipped == opened.members(build_template(name))
