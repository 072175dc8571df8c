"""Every document keeps the rules of Decree 30, and the checker sees each rule broken."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
import zipfile

import pytest

from documents.check import NOT_FOR_A_MACHINE, PLAIN_EXEMPTIONS, check
from tests.documents import filling, opened

BODY, STYLES = "word/document.xml", "word/styles.xml"
UNITS = [unit.id for unit in filling.the_plan().units]


def broken(data: bytes, exempt: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    found = check(data, exempt)
    return [(finding.rule, finding.detail) for finding in found if finding.ok is False]


def said(data: bytes) -> dict[str, bool | None]:
    return {finding.rule: finding.ok for finding in check(data)}


@pytest.mark.parametrize("model", ["A", "B"])
def test_the_consolidated_report_keeps_every_rule(model: str) -> None:
    assert broken(opened.full(model)) == []


def test_a_report_with_gaps_keeps_every_rule() -> None:
    report = filling.report(missing=("xa-phuoc-tin", "nhcsxh", "thi-doan"))
    assert broken(opened.consolidated(report)) == []


def test_the_annual_report_keeps_every_rule() -> None:
    report = filling.report(round_id="2021-N", missing=tuple(UNITS[1:]))
    assert broken(opened.consolidated(report)) == []


@pytest.mark.parametrize("unit_id", UNITS)
def test_every_unit_s_own_report_keeps_the_rules_that_bind_it(unit_id: str) -> None:
    report = filling.unit_document(unit_id)
    plain = report.unit.template == "plain"
    assert broken(opened.of_unit(report), PLAIN_EXEMPTIONS if plain else frozenset()) == []


def test_the_whole_table_of_rules_is_answered() -> None:
    rules = said(opened.full())
    assert list(rules) == [f"R{number:02}" for number in range(1, 43)]
    silent = {rule for rule, ok in rules.items() if ok is None}
    assert silent == {*NOT_FOR_A_MACHINE, "R22", "R24", "R27", "R31", "R36", "R37", "R38"}


def with_bases(*bases: str) -> bytes:
    report = filling.report()
    letter = dataclasses.replace(report.plan.letter["A"], legal_bases=bases)
    plan = dataclasses.replace(report.plan, letter={**report.plan.letter, "A": letter})
    return opened.consolidated(dataclasses.replace(report, plan=plan))


def test_legal_bases_are_a_list_in_italics() -> None:
    data = with_bases("Căn cứ Luật A", "Căn cứ Kế hoạch B")
    assert said(data)["R22"] is True
    assert [line for line in opened.lines(data) if line.startswith("Căn cứ")] == [
        "Căn cứ Luật A;",
        "Căn cứ Kế hoạch B.",
    ]


def test_a_name_that_the_plan_says_stands_under_the_signature() -> None:
    report = filling.report()
    letter = report.plan.letter["A"]
    signer = dataclasses.replace(letter.signer, name="Nguyễn Văn An")
    letters = {**report.plan.letter, "A": dataclasses.replace(letter, signer=signer)}
    plan = dataclasses.replace(report.plan, letter=letters)
    data = opened.consolidated(dataclasses.replace(report, plan=plan))
    assert said(data)["R31"] is True
    assert "Nguyễn Văn An" in opened.lines(data)


def test_two_addressees_stand_one_a_line() -> None:
    assert [line for line in opened.lines(opened.full("B")) if line.startswith("- ")][:2] == [
        "- Ủy ban nhân dân tỉnh Bình Phước;",
        "- Sở Lao động - Thương binh và Xã hội tỉnh Bình Phước.",
    ]


def test_number_and_date_are_left_to_the_clerk() -> None:
    text = opened.text(opened.full())
    assert re.search(r"^Số: {5,}/BC-NVLĐTBXH$", text, re.MULTILINE)
    assert re.search(r"^Phước Long, ngày {5,}tháng {5,}năm 2021$", text, re.MULTILINE)


Change = tuple[str, str, str, str]  # rule, part, old, new

A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
CHANGES: list[Change] = [
    ("R01", BODY, A4, '<w:pgSz w:w="12240" w:h="15840"/>'),
    ("R02", BODY, A4, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'),
    ("R03", BODY, 'w:top="1134"', 'w:top="900"'),
    ("R04", BODY, 'w:left="1701"', 'w:left="1134"'),
    ("R05", BODY, 'w:right="850"', 'w:right="1701"'),
    ("R06", STYLES, 'w:hAnsi="Times New Roman"', 'w:hAnsi="Cambria"'),
    ("R06", BODY, "<w:r><w:t", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t'),
    ("R06", BODY, "Kính gửi", unicodedata.normalize("NFD", "Kính gửi")),
    ("R07", "word/header1.xml", " PAGE ", " DATE "),
    ("R07", "word/header1.xml", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'),
    ("R07", BODY, "<w:titlePg/>", ""),
    ("R08", BODY, '<w:pgNumType w:start="1"/>', ""),
    ("R10", BODY, "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"),
    ("R11", BODY, "Độc lập - Tự do", "Độc lập – Tự do"),
    ("R13", BODY, "UBND THỊ XÃ PHƯỚC LONG", "UBND thị xã Phước Long"),
    ("R14", BODY, "PHÒNG NỘI VỤ - LĐTB&amp;XH", "Phòng Nội vụ"),
    ("R16", BODY, "/BC-NVLĐTBXH", "/ BC - NVLĐTBXH"),
    ("R16", BODY, "Số:         /", "Số: 5/"),
    ("R17", BODY, "ngày       tháng       năm 2021<", "ngày 05 tháng 06 năm 2021<"),
    ("R18", BODY, ">BÁO CÁO<", ">Báo cáo<"),
    ("R19", BODY, "Kết quả thực hiện Chương trình mục tiêu quốc gia giảm nghèo<", "KẾT QUẢ<"),
    ("R21", BODY, "Kính gửi:", "Kính gửi"),
    ("R25", BODY, "III. ĐÁNH GIÁ CHUNG", "III. Đánh giá chung"),
    ("R28", BODY, ">đ) ", ">e) "),
    ("R28", BODY, ">b) ", ">c) "),
    ("R29", BODY, "./.<", ".<"),
    ("R30", BODY, "TRƯỞNG PHÒNG", "Trưởng phòng"),
    ("R34", BODY, "Nơi nhận:", "Nơi nhận"),
    ("R35", BODY, "- Lưu: VT.", "- Lưu: VT"),
    ("R35", BODY, "- Như trên;", "Như trên;"),
    ("R39", BODY, ">Phụ lục II<", ">Phụ lục 2<"),
    ("R40", BODY, "TỔNG HỢP DIỄN BIẾN HỘ NGHÈO", "Tổng hợp diễn biến hộ nghèo"),
    ("R41", BODY, "(Kèm theo Báo cáo", "Ban hành cùng Báo cáo"),
    ("R42", BODY, "tại Phụ lục III", "kèm theo đây"),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]}-{change[3][:20]}")
def test_a_broken_rule_is_found(change: Change) -> None:
    rule, part, old, new = change
    assert said(opened.changed(opened.full(), part, old, new))[rule] is False


def restyled(style: str, old: str, new: str) -> bytes:
    """The report with something changed in one style of it."""
    xml = opened.members(opened.full())[STYLES].decode("utf-8")
    (found,) = re.findall(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', xml, re.DOTALL)
    assert old in found, found
    return opened.changed(opened.full(), STYLES, found, found.replace(old, new))


@pytest.mark.parametrize(
    ("rule", "style", "old", "new"),
    [
        ("R10", "QuocHieu", '<w:sz w:val="26"/>', '<w:sz w:val="28"/>'),
        ("R11", "TieuNgu", "<w:b/>", ""),
        ("R13", "CoQuanChuQuan", '<w:sz w:val="26"/>', '<w:sz w:val="30"/>'),
        ("R14", "CoQuanBanHanh", '<w:sz w:val="26"/>', '<w:sz w:val="30"/>'),
        ("R17", "DiaDanhNgayThang", "<w:i/>", ""),
        ("R18", "TenLoai", "<w:b/>", ""),
        ("R21", "KinhGui", '<w:sz w:val="28"/>', '<w:sz w:val="24"/>'),
        ("R23", "NoiDung", '<w:jc w:val="both"/>', '<w:jc w:val="left"/>'),
        ("R23", "NoiDung", 'w:firstLine="567"', 'w:firstLine="400"'),
        ("R23", "NoiDung", 'w:after="120"', 'w:after="60"'),
        ("R23", "NoiDung", 'w:line="264"', 'w:line="480"'),
        ("R26", "Heading2", '<w:sz w:val="28"/>', '<w:sz w:val="32"/>'),
        ("R28", "Heading3", "<w:color ", "<w:i/><w:color "),
        ("R30", "QuyenHanChucVu", "<w:b/>", ""),
        ("R32", "HoTen", 'w:before="1701"', 'w:before="0"'),
        ("R34", "NoiNhan", "<w:i/>", ""),
        ("R35", "DanhSachNoiNhan", '<w:sz w:val="22"/>', '<w:sz w:val="26"/>'),
        ("R39", "PhuLuc", '<w:sz w:val="28"/>', '<w:sz w:val="26"/>'),
        ("R41", "KemTheo", "<w:i/>", ""),
    ],
)
def test_a_style_that_breaks_a_rule_is_found(rule: str, style: str, old: str, new: str) -> None:
    assert said(restyled(style, old, new))[rule] is False


@pytest.mark.parametrize(
    ("rule", "style"), [("R12", "KeTieuNgu"), ("R15", "KeCoQuan"), ("R20", "KeTrichYeu")]
)
def test_a_rule_drawn_too_long_is_found(rule: str, style: str) -> None:
    xml = opened.members(opened.full())[BODY].decode("utf-8")
    found = re.search(rf'<w:pStyle w:val="{style}"/><w:ind [^>]*/>', xml)
    assert found is not None
    wide = f'<w:pStyle w:val="{style}"/><w:ind w:left="0" w:right="0"/>'
    assert said(opened.changed(opened.full(), BODY, found.group(), wide))[rule] is False


def paragraph(style: str, text: str, properties: str = "") -> str:
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


@pytest.mark.parametrize(
    ("rule", "added"),
    [
        ("R22", paragraph("NoiDung", "Căn cứ Luật A.")),
        ("R24", paragraph("NoiDung", "Phần I") + paragraph("NoiDung", "KẾT QUẢ")),
        ("R24", paragraph("TenLoai", "Chương 1") + paragraph("TenLoai", "KẾT QUẢ")),
        ("R24", paragraph("TenLoai", "Phần I") + paragraph("TenLoai", "Kết quả")),
        ("R27", paragraph("NoiDung", "1. Một khoản", '<w:sz w:val="20"/>')),
        ("R37", paragraph("NoiDung", "Địa chỉ: khu phố 5, phường Long Phước")),
        ("R38", paragraph("NoiDung", "KHẨN", "<w:b/>")),
        ("R38", paragraph("NoiDung", "Hỏa tốc", "<w:b/>")),
    ],
)
def test_an_added_paragraph_is_judged_too(rule: str, added: str) -> None:
    opening = '<w:p><w:pPr><w:pStyle w:val="NoiDung"/>'
    data = opened.changed(opened.full(), BODY, opening, added + opening, 1)
    assert said(data)[rule] is False


@pytest.mark.parametrize(
    ("rule", "added"),
    [
        ("R24", paragraph("TenLoai", "Phần I") + paragraph("TenLoai", "KẾT QUẢ")),
        ("R37", paragraph("NoiDung", "Địa chỉ: khu phố 5", '<w:sz w:val="22"/>')),
        ("R38", paragraph("KeTieuNgu", "KHẨN", '<w:b/><w:sz w:val="26"/>')),
    ],
)
def test_what_is_seldom_there_is_judged_where_it_is(rule: str, added: str) -> None:
    opening = '<w:p><w:pPr><w:pStyle w:val="NoiDung"/>'
    data = opened.changed(opened.full(), BODY, opening, added + opening, 1)
    assert said(data)[rule] is True


@pytest.mark.parametrize(("text", "ok"), [("PL.(300)", True), ("pl.(300)", False)])
def test_the_drafter_s_initials_stand_under_the_copies(text: str, ok: bool) -> None:
    last = "- Lưu: VT.</w:t></w:r></w:p>"
    data = opened.changed(opened.full(), BODY, last, last + paragraph("DanhSachNoiNhan", text), 1)
    assert said(data)["R36"] is ok
    assert said(data)["R35"] is True


@pytest.mark.parametrize("name", ["TS. Nguyễn Văn An", "NGUYỄN VĂN AN"])
def test_a_name_with_a_title_or_in_capitals_is_found(name: str) -> None:
    empty = '<w:p><w:pPr><w:pStyle w:val="HoTen"/></w:pPr>'
    xml = opened.members(opened.full())[BODY].decode("utf-8")
    old = next(re.finditer(re.escape(empty) + r".*?</w:p>", xml)).group()
    data = opened.changed(opened.full(), BODY, old, paragraph("HoTen", name))
    assert said(data)["R31"] is False


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(junk: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        check(junk)
