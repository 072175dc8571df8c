"""A film."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.file import File


class Video(File):
    name: ClassVar[str] = "video"
    expected: ClassVar[str] = "video_expected"
