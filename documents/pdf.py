"""Word to PDF by LibreOffice: a process and a profile of its own each time, and a time limit.

Conversions that share a profile lose each other's files and still exit with 0, and so does one that
could not load its source: only a PDF that is there counts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.kept import NOT_STARTED

SECONDS = 60
_NAMES = ("soffice", "libreoffice")
_KEEPER = Path(__file__).with_name("kept.py")
_FONTS = ("TimesNewRoman", "LiberationSerif")


class PdfError(Exception):
    """No PDF came out; the message says why, for the log."""


def find_office() -> Path | None:
    """The LibreOffice of this machine, None where there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    return Path(found) if found else None


def to_pdf(docx: bytes, office: Path, seconds: float = SECONDS) -> bytes:
    """Raises PdfError when LibreOffice fails, hangs for `seconds` or is not there."""
    with tempfile.TemporaryDirectory(prefix="pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "document.docx"
        source.write_bytes(docx)
        said = _convert(office, source, folder / "profile", seconds)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise PdfError(f"no PDF: {said[:500]}")
        return made.read_bytes()


def strange_fonts(pdf: bytes) -> tuple[str, ...]:
    """The families in it that are neither Times New Roman nor as wide as it, by `pdffonts`; nothing
    where that program is not installed."""
    program = shutil.which("pdffonts")
    if program is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="pdf-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "document.pdf"
        source.write_bytes(pdf)
        listed = subprocess.run(  # noqa: S603 (our own command; the file's name is ours too)
            [program, str(source)], capture_output=True, text=True, timeout=SECONDS, check=False
        ).stdout
    rows = [line.split()[0] for line in listed.splitlines()[2:] if line.split()]
    families = {row.rpartition("+")[2].partition("-")[0] for row in rows}
    return tuple(sorted(f for f in families if not f.startswith(_FONTS)))


def _convert(office: Path, source: Path, profile: Path, seconds: float) -> str:
    command = [
        str(office),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    reading, held = os.pipe()  # `held` closes with this process, however it ends
    try:
        process = subprocess.Popen(  # noqa: S603 (our own command; the file's name is ours too)
            [sys.executable, "-I", "-S", str(_KEEPER), str(source.parent), *command],
            stdin=reading,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    finally:
        os.close(reading)
    try:
        said = process.communicate(timeout=seconds)[0].decode("utf-8", "replace").strip()
    except subprocess.TimeoutExpired:
        raise PdfError(f"no answer in {seconds} s") from None
    finally:
        os.close(held)
        process.communicate()
    if process.returncode == NOT_STARTED:
        raise PdfError(f"cannot start {office}: {said}")
    return said
