"""Lists pasted from Word or Excel: every sort of bullet becomes "- "."""

from __future__ import annotations

import re

# Word pastes a bullet and a tab; Symbol and Wingdings bullets arrive as private-use or odd letters.
_BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?:"
    r"[•‣◦●○■□▪▫◆◇►▶➢➤✓✔✗★·∙⁃\u2043\uf0b7\uf0a7\uf0d8\uf0fc\uf02d][ \t]*"
    r"|[-–—−+*][ \t]+"
    r"|[-–—+](?=[^\W\d_])"
    r"|[o§Øü]\t[ \t]*"
    r")(?=\S)",
    re.MULTILINE,
)


def tidy_lists(text: str) -> str:
    """Bullets at the beginning of lines as "- "; "-5" and "1." stay as they are. Idempotent."""
    return _BULLET.sub("- ", text)
