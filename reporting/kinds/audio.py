"""A sound recording."""

from __future__ import annotations

from typing import ClassVar

from reporting.kinds.file import File


class Audio(File):
    name: ClassVar[str] = "audio"
    expected: ClassVar[str] = "audio_expected"
