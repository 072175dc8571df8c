"""Late figures reach a report the office has edited already; its own words stay."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from documents.check import check
from documents.controls.refresh import Outcome
from documents.package import UnfitFile
from documents.pdf import find_office
from documents.zipped import zip_members
from reporting.answers import Answer
from reporting.consolidation import ConsolidatedReport, consolidate
from reporting.forms import AskStep, Instance
from tests.documents import filling, opened
from tests.documents.opened import W

BODY = "word/document.xml"
PARTIAL = ("xa-phuoc-tin", "kinh-te")
OLD = "các xã, phường đã báo cáo còn"


def tags(data: bytes) -> list[str]:
    return [tag.get(f"{W}val", "") for tag in opened.body(data).iter(f"{W}tag")]


def control(data: bytes, start: str) -> etree._Element:
    """The first content control whose tag begins with `start`."""
    tags = opened.body(data).iter(f"{W}tag")
    tag = next(each for each in tags if each.get(f"{W}val", "").startswith(start))
    return next(tag.iterancestors(f"{W}sdt"))


def removed(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def said(data: bytes, start: str) -> str:
    return opened.written(control(data, start))


def partial() -> ConsolidatedReport:
    return filling.report(missing=PARTIAL)


def refreshed(data: bytes, report: ConsolidatedReport | None = None) -> tuple[bytes, Outcome]:
    return opened.word().refreshed(data, report or filling.report())


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    office = find_office()
    assert office is not None, "the tests of documents need LibreOffice"
    (folder / "in.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    how = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")]
    subprocess.run(
        [str(office), profile, "--headless", *how, str(folder / "in.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "out" / "in.docx").read_bytes()


# What is a control


def test_figures_tables_and_texts_are_controls_named_after_their_ids() -> None:
    data = opened.full()
    named = tags(data)
    assert any(re.fullmatch(r"HN_N1:so:\d+", tag) for tag in named)
    assert "HN_N1@xa-phuoc-tin:cell" in named
    assert "HN_N1@nong_thon:cell" in named
    assert any(re.fullmatch(r"poor:table:\d+", tag) for tag in named)
    assert any(re.fullmatch(r"III\.2@[a-z-]+:[0-9a-f]{8}:\d+", tag) for tag in named)
    assert said(data, "HN_N1:so:") == "16 hộ"
    assert said(data, "HN_N1@xa-phuoc-tin:cell") == "5"
    assert max(map(len, named)) <= 64, "Word takes no more"


def test_every_table_of_figures_and_every_figure_of_a_table_is_one() -> None:
    body = opened.body(opened.full())
    tables = [table for table in body.iter(f"{W}tbl") if len(table.findall(f"{W}tr")) > 2]
    assert len(tables) >= 5
    for table in tables:
        assert table.getparent().tag == f"{W}sdtContent"  # type: ignore[union-attr]
    commune = control(opened.full(), "poor:table")
    figures = [opened.written(c) for c in commune.iter(f"{W}tc") if c.find(f".//{W}sdt") is None]
    assert not [text for text in figures if re.fullmatch(r"\d+,\d+|\d{3,}", text)]


def test_every_digit_of_a_counted_sentence_is_within_a_control() -> None:
    plain = []
    for paragraph in opened.body(opened.full()).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") != "NoiDung":
            continue
        plain.append("".join(map(opened.written, paragraph.findall(f"{W}r"))))
    loose = [
        text for text in plain if re.search(r"\b\d+ (hộ|người|căn|lớp|cuộc|suất|buổi)\b", text)
    ]
    assert loose == []


def test_no_mark_of_ours_is_left_in_the_file() -> None:
    for name, content in opened.members(opened.full()).items():
        assert not re.search("[\ufdd0-\ufdef]", content.decode("utf-8", "ignore")), name


# Brought up to date


def test_nothing_has_changed_and_nothing_is_said() -> None:
    data = opened.consolidated(partial())
    made, outcome = refreshed(data, partial())
    assert outcome == Outcome()
    assert opened.lines(made) == opened.lines(data)


def edited(data: bytes) -> bytes:
    """The office puts words of its own around a figure and adds a paragraph."""
    parts = opened.members(data)
    xml = parts[BODY].decode("utf-8")
    xml = xml.replace(f"{OLD} </w:t>", "qua rà soát kỹ, cả thị xã còn đúng </w:t>")
    xml = xml.replace("2. Kết quả thực hiện các chính sách", "2. Các chính sách đã thực hiện")
    start = '<w:p><w:pPr><w:pStyle w:val="NoiDung"/>'
    own = f"{start}</w:pPr><w:r><w:t>Câu riêng: 99 hộ.</w:t></w:r></w:p>"
    xml = xml.replace(start, own + start, 1)
    parts[BODY] = xml.encode("utf-8")
    return zip_members(parts)


@pytest.mark.parametrize("saved_by", ["Word", "LibreOffice"])
def test_figures_are_updated_and_the_office_s_sentences_stay(saved_by: str, tmp_path: Path) -> None:
    data = edited(opened.consolidated(partial()))
    assert OLD not in opened.text(data)
    if saved_by == "LibreOffice":
        data = through_libreoffice(data, tmp_path)
    made, outcome = refreshed(data)
    text = opened.text(made)
    assert "qua rà soát kỹ, cả thị xã còn đúng 16 hộ nghèo" in text
    assert "Câu riêng: 99 hộ." in text
    assert "2. Các chính sách đã thực hiện" in text
    assert "xã Phước Tín)" not in text
    assert ("11 hộ", "16 hộ") in [(each.old, each.new) for each in outcome.changed]
    assert outcome.deleted == []
    row = next(row for row in opened.rows(made, "Xã Phước Tín") if "Xã Phước Tín" in row)
    fresh = next(r for r in opened.rows(opened.full(), "Xã Phước Tín") if "Xã Phước Tín" in r)
    assert row == fresh
    poor = next(each for each in outcome.changed if each.place == "Phụ lục I")
    assert ("Hộ nghèo cuối kỳ, xã Phước Tín", "–", "5") in [
        (cell.label, cell.old, cell.new) for cell in poor.cells
    ]
    again, nothing = refreshed(made)
    assert nothing.changed == []
    assert opened.lines(again) == opened.lines(made)


def test_the_list_names_figure_old_new_and_place() -> None:
    _, outcome = refreshed(opened.consolidated(partial()))
    changed = [(each.label, each.place, each.old, each.new) for each in outcome.changed]
    assert ("Hộ nghèo cuối kỳ", "II.1", "11 hộ", "16 hộ") in changed
    assert (
        "Nhà tình thương xây mới", "II.2.d", "(chưa bao gồm số liệu của xã Phước Tín)", "",
    ) in changed  # fmt: skip


def test_a_file_from_libreoffice_has_its_tags_again(tmp_path: Path) -> None:
    data = through_libreoffice(opened.full(), tmp_path)
    assert not any(tag.startswith("HN_N1:so") for tag in tags(data)), "or this test shows nothing"
    made, _ = refreshed(data)
    assert any(tag.startswith("HN_N1:so:") for tag in tags(made))
    assert [each.rule for each in check(made) if each.ok is False] == []


def test_what_the_office_took_out_is_named_and_stays_out() -> None:
    data = opened.consolidated(partial())
    parts = opened.members(data)
    root = etree.fromstring(parts[BODY])
    gone = next(p for p in root.iter(f"{W}p") if "Hiện còn" in opened.written(p))
    removed(gone)
    table = next(t for t in root.iter(f"{W}tag") if t.get(f"{W}val", "").startswith("near_poor:t"))
    removed(next(table.iterancestors(f"{W}sdt")))
    parts[BODY] = etree.tostring(root)
    made, outcome = refreshed(zip_members(parts))
    named = [(each.label, each.place) for each in outcome.deleted]
    assert named == [("Hộ nghèo chưa có nhà ở bảo đảm", "II.2.d"), ("Bảng số liệu", "Phụ lục II")]
    assert "Hiện còn" not in opened.text(made)
    assert not any(tag.startswith("near_poor:") for tag in tags(made))


def test_new_sentences_are_told_not_put_in() -> None:
    data = opened.consolidated(partial())
    made, outcome = refreshed(data)
    new = [each.new for each in outcome.added if each.place == "II.2.đ"]
    assert any(text.startswith("Đã tổ chức 04 lớp") or "lớp khuyến nông" in text for text in new)
    assert all(text not in opened.lines(made) for text in new)


def test_texts_of_units_are_compared_and_never_overwritten() -> None:
    def choose(step: AskStep, instance: Instance) -> Answer:
        if step.question.kind == "text":
            return Answer(f"Nội dung mới: {step.question.label}")
        return filling.plausible(step, instance)

    plan = filling.the_plan()
    sent = {unit.id: filling.submitted(unit.id) for unit in plan.units}
    sent["kinh-te"] = filling.submitted("kinh-te", choose)
    report = consolidate(plan, plan.round("2021-6T"), sent, filling.NOW)
    old = filling.report(missing=tuple(u.id for u in plan.units if u.id != "kinh-te"))
    data = opened.consolidated(old)
    made, outcome = refreshed(data, report)
    assert any("Nội dung mới" in each.new for each in outcome.rewritten)
    assert "Nội dung mới" not in opened.text(made)


def test_a_table_with_other_rows_is_made_anew() -> None:
    data = opened.consolidated(partial())
    parts = opened.members(data)
    root = etree.fromstring(parts[BODY])
    row = next(r for r in root.iter(f"{W}tr") if "Xã Phước Tín" in opened.written(r))
    removed(row)
    parts[BODY] = etree.tostring(root)
    made, outcome = refreshed(zip_members(parts))
    assert [each.place for each in outcome.changed if each.anew][:1] == ["Phụ lục I"]
    assert opened.rows(made, "Xã Phước Tín") == opened.rows(opened.full(), "Xã Phước Tín")


@pytest.mark.parametrize("round_id", ["2021-6T", "2021-N"])
def test_the_other_model_and_the_other_round_are_refreshed_too(round_id: str) -> None:
    data = opened.consolidated(filling.report(missing=PARTIAL, round_id=round_id), "B")
    made, outcome = refreshed(data, filling.report(round_id=round_id))
    assert outcome.changed
    assert "TM. ỦY BAN NHÂN DÂN" in opened.text(made)
    assert [each.rule for each in check(made) if each.ok is False] == []


def test_charts_are_drawn_anew_whoever_saved_the_file(tmp_path: Path) -> None:
    old = opened.consolidated(partial())
    made, _ = refreshed(through_libreoffice(old, tmp_path))
    pictures = [data for name, data in opened.members(made).items() if name.endswith(".png")]
    parts = opened.members(opened.full())
    wanted = [data for name, data in parts.items() if name.endswith(".png")]
    assert len(wanted) == 2
    assert sorted(pictures) == sorted(wanted)
    assert sorted(p for n, p in opened.members(old).items() if n.endswith(".png")) != sorted(wanted)


# What is none


def packed(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_office"),
        (b"%PDF-1.7", "not_office"),
        (packed(word__styles=b""), "not_office"),
        (packed(**{"word__document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "unsafe"),
        (packed(**{"word__document.xml": b"<x/>", "word__vbaProject.bin": b"x"}), "unsafe"),
        (packed(**{"word__document.xml": b"<x/>", "../x": b"x"}), "unsafe"),
        (packed(**{"word__document.xml": b" " * 70_000_000}), "too_big"),
        (packed(**{"word__document.xml": b"<x"}), "not_office"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_no_report_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnfitFile) as caught:
        refreshed(data)
    assert caught.value.code == code


def test_a_word_file_of_somebody_else_is_refused() -> None:
    with pytest.raises(UnfitFile, match="no_controls"):
        refreshed(opened.of_unit(filling.unit_document("kinh-te")))
