"""The office sends its own files back to the bot."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.performing.performer import XLSX
from documents.template_source import build_template
from documents.zipped import zip_members
from tests.documents import opened
from tests.documents.test_forms import form
from tests.telegram.bot_stage import Resident, Town, town_in
from tests.usecases.reports import THI_DOAN
from usecases.documents import DOCX


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with town_in(tmp_path) as town:
        yield town


async def test_an_edited_report_comes_back_with_the_figures_of_today(town: Town) -> None:
    hoa, an = await town.office(), await town.invited("thi-doan", 1, "Nguyễn Văn An")
    await hoa.send("/tonghop")
    draft = next(m for m in hoa.news if m.file is not None and m.file_name.endswith(".docx"))
    parts = opened.members(draft.content)
    xml = parts["word/document.xml"].decode("utf-8")
    assert "ĐÁNH GIÁ CHUNG" in xml
    edited = xml.replace("ĐÁNH GIÁ CHUNG", "ĐÁNH GIÁ CỦA CƠ QUAN")
    parts["word/document.xml"] = edited.encode("utf-8")
    await an.send("/baocao")
    await an.fill(THI_DOAN)
    await an.submit()
    back = await hoa.attach(zip_members(parts), "bao cao cua toi.docx", DOCX)
    assert back.file_name == "bao cao cua toi.docx"
    told = "\n".join(message.text for message in hoa.news)
    assert "Đã cập nhật" in told and "mục" in told
    assert "ĐÁNH GIÁ CỦA CƠ QUAN" in opened.text(back.content)
    assert "Thị Đoàn" in opened.rows(back.content, "Đơn vị báo cáo")[-1][-1]
    assert town.rows("SELECT action FROM audit WHERE action = 'document_refreshed'") == [
        ("document_refreshed",)
    ]


async def test_without_libreoffice_the_word_file_comes_with_a_note(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    hoa = await town.office()
    await hoa.send("/tonghop")
    assert any(message.file_name.endswith(".docx") for message in hoa.news)
    assert any("chưa cài LibreOffice" in message.text for message in hoa.news)


async def test_a_libreoffice_that_fails_is_told_of_at_once(
    town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    hoa = await town.office()
    await hoa.send("/tonghop")
    assert any("chưa chuyển được tệp Word sang PDF" in message.text for message in hoa.news)
    assert town.rows("SELECT kind FROM job WHERE state <> 'done'") == []


async def test_what_is_no_report_is_said_so(town: Town) -> None:
    hoa = await town.office()
    said = await hoa.attach(b"PK\x03\x04 none", "x.docx", DOCX)
    assert "chưa đọc được tệp x.docx" in said.text


async def test_a_word_file_of_a_unit_is_no_business_of_the_office_s_jobs(town: Town) -> None:
    an = await town.invited("thi-doan", 1, "Nguyễn Văn An")
    await an.attach(b"PK\x03\x04 none", "bao cao.docx", DOCX)
    assert town.rows("SELECT count(*) FROM job WHERE kind = 'paper'") == [(0,)]


# Templates


def template(old: str = "", new: str = "") -> bytes:
    built = build_template("consolidated")
    return opened.changed(built, "word/document.xml", old, new, 1) if old else built


async def word_of(hoa: Resident) -> bytes:
    await hoa.send("/tonghop")
    return next(m for m in hoa.news if m.file_name.endswith(".docx")).content


async def test_a_template_is_tried_used_and_taken_back(town: Town) -> None:
    hoa = await town.office()
    data = template("{{ title }}", "{{ title }} MỚI")
    tried = await hoa.attach(data, "mau moi.docx", DOCX)
    assert "dùng được làm mẫu báo cáo tổng hợp" in tried.text
    assert "BÁO CÁO MỚI" in opened.lines(tried.content)
    assert "BÁO CÁO MỚI" not in opened.lines(await word_of(hoa)), "not before it is pressed"
    used = await hoa.press("Dùng mẫu này")
    assert "lập theo mẫu mau moi.docx" in used.text
    assert "BÁO CÁO MỚI" in opened.lines(await word_of(hoa))
    back = await hoa.press("Dùng lại mẫu trước")
    assert "mẫu có sẵn của Hệ thống" in back.text
    assert "BÁO CÁO MỚI" not in opened.lines(await word_of(hoa))
    assert [
        row[0]
        for row in town.rows("SELECT action FROM audit WHERE action LIKE 'template_%' ORDER BY id")
    ] == ["template_checked", "template_used", "template_undone"]


async def test_a_broken_template_is_refused_and_the_old_one_stays(town: Town) -> None:
    hoa = await town.office()
    said = await hoa.attach(template("{{ title }}", "{{ titel }}"), "mau.docx", DOCX)
    assert "chưa dùng được, còn 1 chỗ cần sửa" in said.text
    assert "không có tên titel (ở đoạn “{{ titel }}”)" in said.text
    assert said.file is None and said.buttons == []
    assert "BÁO CÁO" in opened.lines(await word_of(hoa))


async def test_a_button_of_an_earlier_template_leads_nowhere(town: Town) -> None:
    hoa = await town.office()
    first = await hoa.attach(template("{{ title }}", "{{ title }} MỘT"), "1.docx", DOCX)
    await hoa.attach(template("{{ title }}", "{{ title }} HAI"), "2.docx", DOCX)
    [[button]] = first.buttons
    await hoa.press((first, button.data or ""))
    assert "BÁO CÁO" in opened.lines(await word_of(hoa))
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'template_used'") == [(0,)]


# Forms


async def test_a_form_is_tried_used_and_filled_every_time(town: Town) -> None:
    hoa = await town.office()
    tried = await hoa.attach(form({"A1": "{{ H0 }}", "B1": "{{ HN_N1 }}"}), "bieu so.xlsx", XLSX)
    assert "Biểu bieu so.xlsx điền được" in tried.text
    await hoa.press("Dùng biểu này")
    await hoa.send("/tonghop")
    sent = next(m for m in hoa.news if m.file_name == "bieu so.xlsx")
    sheet = load_workbook(io.BytesIO(sent.content))["Biểu 01"]
    assert (sheet["A1"].value, sheet["B1"].value) == (14560, "–")


async def test_a_form_with_wrong_cells_is_refused(town: Town) -> None:
    hoa = await town.office()
    said = await hoa.attach(form({"C7": "{{ HN_N9 }}"}), "bieu.xlsx", XLSX)
    assert "ô Biểu 01!C7: không điền được {{ HN_N9 }}" in said.text
    assert said.file is None and said.buttons == []


async def test_a_template_that_fails_with_real_figures_costs_no_report(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """It passed while nobody had reported."""
    hoa, an = await town.office(), await town.invited("thi-doan", 1, "Nguyễn Văn An")
    trap = "{% if '@thi-doan:' in sections|string %}{{ sections|length // 0 }}{% endif %}"
    tried = await hoa.attach(template("{{ title }}", f"{{{{ title }}}}{trap}"), "bay.docx", DOCX)
    assert "dùng được" in tried.text
    await hoa.press("Dùng mẫu này")
    await an.send("/baocao")
    await an.fill(THI_DOAN)
    await an.submit()
    assert "BÁO CÁO" in opened.lines(await word_of(hoa))
    assert "the office's template consolidated failed" in caplog.text
