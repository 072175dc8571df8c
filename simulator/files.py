"""The files that went through this Telegram, and what can be read off a picture's header."""

import struct
from dataclasses import dataclass, field

PHOTO_WIDTHS = (90, 320, 800, 1280)  # the sizes Telegram makes: s, m, x, y


@dataclass(frozen=True)
class StoredFile:
    """One file. `unique_id` stays the same when a file is sent again, `id` too here."""

    id: str
    content: bytes = field(repr=False)
    name: str
    mime: str
    path: str
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        return "U" + self.id[:16]


class FileStore:
    """Files by id and by the path under which they are downloaded."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, content: bytes, name: str, mime: str, folder: str) -> StoredFile:
        number = len(self._by_id) + 1
        extension = name.rpartition(".")[2] if "." in name else "bin"
        width, height = picture_size(content) or (0, 0)
        file = StoredFile(
            id=f"{folder[:2].upper()}{number:014d}AgACAgUAAxkBAAIB",
            content=content,
            name=name,
            mime=mime,
            path=f"{folder}/file_{number}.{extension}",
            width=width,
            height=height,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        base, _, size = file_id.partition("-size")
        return self._by_id.get(base if size.isdigit() else file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + length
    return None


def photo_sizes(file: StoredFile) -> list[tuple[str, int, int]]:
    """The sizes Telegram offers of a photo: (file id, width, height), smallest first."""
    width, height = file.width or 1280, file.height or 960
    longest = max(width, height)
    sides = [side for side in PHOTO_WIDTHS if side < longest] + [min(longest, PHOTO_WIDTHS[-1])]
    sizes = []
    for number, side in enumerate(dict.fromkeys(sides)):
        share = side / longest
        size = (max(1, round(width * share)), max(1, round(height * share)))
        sizes.append((f"{file.id}-size{number}", *size))
    return sizes
