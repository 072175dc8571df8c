"""Zip files (.docx) without any time of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can say


def zip_members(members: Mapping[str, bytes]) -> bytes:
    """A zip file of `members` in their order; the same members give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, data)
    return buffer.getvalue()
