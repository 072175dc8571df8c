"""PDF by LibreOffice: every letter in the one font, every text there, and a limit on time."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from documents.pdf import PdfError, find_office, strange_fonts, to_pdf
from documents.zipped import zip_members
from tests.documents import filling, opened

FONT = "LiberationSerif"  # as wide as Times New Roman, which is not free
REAL = "TimesNewRoman"


def office() -> Path:
    found = find_office()
    assert found is not None, "the tests of documents need LibreOffice"
    return found


def tool(name: str, pdf: bytes, folder: Path, *arguments: str) -> str:
    source = folder / "document.pdf"
    source.write_bytes(pdf)
    done = subprocess.run(
        [name, str(source), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_pdf_has_one_family_of_letters_and_all_of_the_text(tmp_path: Path) -> None:
    pdf = to_pdf(opened.full(), office())
    table = tool("pdffonts", pdf, tmp_path).splitlines()[2:]
    fonts = [line.split()[0].partition("+")[2] for line in table]
    assert fonts
    assert all(font.startswith((FONT, REAL)) for font in fonts), fonts
    text = " ".join(tool("pdftotext", pdf, tmp_path, "-").split())
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Đến ngày 14/6/2021, toàn thị xã còn 16 hộ nghèo, chiếm 0,11% tổng số hộ",
        "KẾT QUẢ THỰC HIỆN CHÍNH SÁCH, NGUỒN LỰC",
        "Phường Long Thủy",
    ):
        assert expected in text


def test_pages_are_upright_and_wide_tables_turned(tmp_path: Path) -> None:
    pdf = to_pdf(opened.full(), office())
    sizes = [
        line.split(":")[1].strip()
        for line in tool("pdfinfo", pdf, tmp_path, "-f", "1", "-l", "99").splitlines()
        if line.startswith("Page ") and "size" in line
    ]
    turned = [size.startswith("841") for size in sizes]
    assert all(size.startswith(("595", "841")) for size in sizes)
    assert turned == sorted(turned)  # the body first, then the annexes
    assert any(turned)
    assert not turned[0]


def test_a_unit_s_report_is_a_few_pages(tmp_path: Path) -> None:
    pdf = to_pdf(opened.of_unit(filling.unit_document("kinh-te")), office())
    pages = next(line for line in tool("pdfinfo", pdf, tmp_path).splitlines() if "Pages" in line)
    assert int(pages.split()[1]) <= 3


def test_letters_of_another_font_are_named() -> None:
    assert strange_fonts(to_pdf(opened.full(), office())) == ()
    parts = opened.members(opened.full())
    styles = parts["word/styles.xml"].replace(b"Times New Roman", b"DejaVu Sans")
    other = zip_members({**parts, "word/styles.xml": styles})
    assert strange_fonts(to_pdf(other, office())) == ("DejaVuSans",)


def script(folder: Path, body: str) -> Path:
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_s21_a_conversion_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    hanging = script(tmp_path, f"sleep 600 & echo $! > {mark}; wait")
    with pytest.raises(PdfError, match="no answer"):
        to_pdf(b"x", hanging, seconds=0.5)
    child = int(mark.read_text())
    assert gone(child)


def gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        if state == "Z":
            return True
        time.sleep(0.02)
    os.kill(process, signal.SIGKILL)
    return False


def test_success_without_a_pdf_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="source file could not be loaded"):
        to_pdf(b"x", script(tmp_path, "echo 'Error: source file could not be loaded'"))


def test_s21_an_office_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="cannot start"):
        to_pdf(b"x", tmp_path / "none")
