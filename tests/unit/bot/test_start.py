"""What a start brings in: large libraries only when they are needed."""

from __future__ import annotations

import subprocess
import sys

_LATE = ("docx", "docxtpl", "openpyxl", "python_calamine", "pyxform", "segno", "xlsxwriter")
_LOADED = "import sys, bot.commands.run; print(*sys.modules)"


def test_libraries_for_documents_wait_for_the_first_document() -> None:
    """A module imported at the top of bot/app.py brings in what it needs: see `_performers`."""
    loaded = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, check=True)
    assert set(_LATE).isdisjoint(loaded.stdout.decode().split())
