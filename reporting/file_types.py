"""What a file is by its first bytes. Names and types that come with it are claims of the sender.

Signatures: the registry of the Library of Congress (loc.gov/preservation/digital/formats) and the
formats' own specifications.
"""

from __future__ import annotations

import re

from reporting.text import clean

# What a report may carry; what Telegram makes of pictures, voice and video is among it.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),  # Word, Excel, OpenDocument
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # Word and Excel up to 2003
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf1", "aac"),
    (b"\x1a\x45\xdf\xa3", "webm"),
)
_INSIDE_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_SIGNS = re.compile(r'[\s/\\:*?"<>|]+')  # what some machine takes for a path or a pattern
LONGEST_NAME = 120
LONGEST = 16  # bytes that decide


def file_type(beginning: bytes) -> str | None:
    """A short name of the format, None for one that no report carries: programs, pages, pictures
    with scripts in them, and what is no known format at all."""
    if beginning[:4] == b"RIFF":
        return _INSIDE_RIFF.get(beginning[8:12])
    if beginning[4:8] == b"ftyp":  # ISO base media: MP4, M4A, MOV, HEIC
        return "mp4"
    return next((name for start, name in _BEGINNINGS if beginning.startswith(start)), None)


def file_label(name: str) -> str:
    """What a sender calls a file, fit to be shown and to name a copy: one line without
    directories, hidden signs or signs with a meaning; a long one keeps its end, where the sort is
    named. Never empty."""
    label = _SIGNS.sub(" ", clean(name)).strip(" .")
    if len(label) > LONGEST_NAME:
        label = f"{label[: LONGEST_NAME - 20]}…{label[-19:]}"
    return label or "tep"
