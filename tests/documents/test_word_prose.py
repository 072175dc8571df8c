"""The text of a Word file that somebody sends for an answer."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from documents.package import UnfitFile
from documents.word.prose import prose_of


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def with_part(data, name, change):
    """The same file with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for each in before.infolist():
            content = before.read(each)
            after.writestr(each.filename, change(content) if each.filename == name else content)
    return made.getvalue()


def test_paragraphs_lists_and_tables_become_lines():
    document = Document()
    document.add_heading("Kết quả nổi bật", 1)
    document.add_paragraph("Xã đã mở 4 lớp dạy nghề.")
    document.add_paragraph("")
    for text in ("Lớp may", "Lớp cạo mủ"):
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Ấp", "Số hộ", "Ấp 3", "12"), strict=True):
        cell.text = text
    document.add_paragraph("Hết.")
    assert prose_of(saved(document)).splitlines() == [
        "Kết quả nổi bật",
        "Xã đã mở 4 lớp dạy nghề.",
        "- Lớp may",
        "- Lớp cạo mủ",
        "Ấp; Số hộ",
        "Ấp 3; 12",
        "Hết.",
    ]


def test_numbered_items_keep_their_numbers():
    document = Document()
    for text in ("Vốn", "Đất", "Nghề"):
        document.add_paragraph(text, style="List Number")
    assert prose_of(saved(document)) == "1. Vốn\n2. Đất\n3. Nghề"


def test_decomposed_letters_are_composed_and_soft_breaks_kept():
    document = Document()
    run = document.add_paragraph().add_run("Ho\u0323\u0302 nghèo")
    run.add_break()
    run.add_text("giảm")
    assert prose_of(saved(document)) == "Hộ nghèo\ngiảm"


def test_deleted_text_is_not_read_and_inserted_text_is():
    document = Document()
    document.add_paragraph("GIỮ")
    w = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    changed = with_part(
        saved(document),
        "word/document.xml",
        lambda xml: xml.replace(
            b"<w:p><w:r><w:t>",
            b"<w:p><w:del " + w + b' w:id="1" w:author="a"><w:r><w:delText>B\xe1\xbb\x8e'
            b'</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>TH\xc3\x8aM </w:t>'
            b"</w:r></w:ins><w:r><w:t>",
        ),
    )
    assert prose_of(changed) == "THÊM GIỮ"


def test_an_empty_file_says_so():
    with pytest.raises(UnfitFile, match="empty"):
        prose_of(saved(Document()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_office"),
        (b"PK\x03\x04", "not_office"),
        (b"<w:document/>", "not_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_office"),
    ],
)
def test_what_is_no_word_file_says_so(data, code):
    with pytest.raises(UnfitFile, match=code):
        prose_of(data)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: b"<w:document", "not_office"),
        (lambda xml: b'<!DOCTYPE x [<!ENTITY e "boom">]>' + xml, "unsafe"),
        (lambda _: b" " * 70_000_000, "too_big"),
    ],
)
def test_hostile_files_are_refused(change, code):
    document = Document()
    document.add_paragraph("Xã")
    with pytest.raises(UnfitFile, match=code):
        prose_of(with_part(saved(document), "word/document.xml", change))
