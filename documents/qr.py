"""QR codes of links, for screens and for paper."""

from __future__ import annotations

import io

import segno

_SCALE = 10  # pixels a module: read from a screen at arm's length, printed without steps
_BORDER = 4  # modules; ISO/IEC 18004


def qr_png(text: str) -> bytes:
    """A PNG, black on white, that stands a seventh of it being unreadable (level M)."""
    written = io.BytesIO()
    code = segno.make_qr(text, error="m", boost_error=False)
    code.save(written, kind="png", scale=_SCALE, border=_BORDER)
    return written.getvalue()
