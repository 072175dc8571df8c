"""A photograph or drawing."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.file import File


class Image(File):
    name: ClassVar[str] = "image"
    expected: ClassVar[str] = "photo_expected"
