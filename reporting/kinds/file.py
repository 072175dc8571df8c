"""An attachment of any type; it is sent, not typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from reporting.answers import FileValue, Value
from reporting.kinds.kind import JSON, Asked, Understanding
from reporting.kinds.reading.intake import refused_outright
from reporting.kinds.reading.standings import standing_answer
from reporting.kinds.reading.tokens import plain
from reporting.kinds.reasons import refused
from reporting.kinds.stored import misstored


class File:
    name: ClassVar[str] = "file"
    expected: ClassVar[str] = "file_expected"

    def understand(self, text: str, asked: Asked) -> Understanding:
        """Only standings can be typed: "không có", "chưa có"."""
        if (outright := refused_outright(text)) is not None:
            return outright
        line = plain(text)
        if not line:
            return refused(self.expected)
        return standing_answer(self, line, asked, "") or refused(self.expected)

    def show(self, value: Value, asked: Asked) -> str:  # noqa: ARG002
        return value.name if isinstance(value, FileValue) else ""

    def to_json(self, value: Value) -> JSON:
        if not isinstance(value, FileValue):
            return None if value is None else ""
        return {
            "name": value.name,
            "mime": value.mime,
            "size": value.size,
            "file_id": value.file_id,
            "sha256": value.sha256,
        }

    def from_json(self, stored: JSON) -> Value:
        if stored is None or stored == "":
            return stored
        if not isinstance(stored, dict):
            raise misstored("an attachment", stored)
        size = stored.get("size")
        texts = [stored.get(key) for key in ("name", "mime", "file_id", "sha256")]
        name, mime, file_id, sha256 = (text if isinstance(text, str) else "" for text in texts)
        if not name or not isinstance(size, int):
            raise misstored("an attachment", stored)
        return FileValue(name, mime, size, file_id, sha256)

    def to_xpath(self, value: Value) -> str:
        """The name, as OpenRosa submissions hold it; the bytes travel apart."""
        return value.name if isinstance(value, FileValue) else ""

    def from_xpath(self, text: str) -> Value:
        return FileValue(text, "", 0) if text else None

    def add(self, values: Iterable[Value]) -> Value:  # noqa: ARG002
        return None
