"""The shipped templates are what their sources say, and the same report gives the same file."""

from __future__ import annotations

import io
import zipfile

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from documents.template_source import FOLDER, NAMES, build_template
from documents.word.text_width import text_width
from tests.documents import filling, opened

MILLIMETRE = 56.7


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_template_is_what_its_source_builds(name: str) -> None:
    shipped = opened.members((FOLDER / f"{name}.docx").read_bytes())
    assert shipped == opened.members(build_template(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_opens_as_it_is_with_its_tags_as_text(name: str) -> None:
    data = build_template(name)
    for member, content in opened.members(data).items():
        assert etree.fromstring(content) is not None, member
    assert any("{{ title }}" in line for line in opened.lines(data))
    assert "{{" not in opened.members(data)["word/styles.xml"].decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_which_names_it_needs(name: str) -> None:
    template = DocxTemplate(FOLDER / f"{name}.docx")
    assert {"letter", "sections", "title"} <= template.get_undeclared_template_variables()


def test_the_same_report_gives_the_same_bytes() -> None:
    assert opened.consolidated(filling.report()) == opened.consolidated(filling.report())
    first, second = filling.unit_document("y-te"), filling.unit_document("y-te")
    assert opened.of_unit(first) == opened.of_unit(second)


def test_nothing_in_the_file_tells_when_it_was_written() -> None:
    with zipfile.ZipFile(io.BytesIO(opened.full())) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened.opened(opened.full()).core_properties
    assert properties.created == properties.modified
    assert properties.title.startswith("BÁO CÁO Kết quả thực hiện Chương trình")
    assert properties.author == "Phòng Nội vụ - LĐTB&XH thị xã Phước Long"


def test_every_style_a_document_uses_is_there() -> None:
    parts = opened.members(opened.full())
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = etree.fromstring(parts["word/styles.xml"])
    defined = {style.get(f"{w}styleId") for style in styles.iter(f"{w}style")}
    body = etree.fromstring(parts["word/document.xml"])
    names = (f"{w}pStyle", f"{w}tblStyle")
    assert {style.get(f"{w}val") for style in body.iter(*names)} <= defined


@pytest.mark.parametrize(
    ("text", "points", "millimetres"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 87.7),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, 95.0),
        ("Độc lập - Tự do - Hạnh phúc", 13, 56.1),
        ("Độc lập - Tự do - Hạnh phúc", 14, 60.4),
    ],
)
def test_widths_are_those_measured_on_paper(text: str, points: int, millimetres: float) -> None:
    assert text_width(text, points * 2) / MILLIMETRE == pytest.approx(millimetres, abs=0.8)
