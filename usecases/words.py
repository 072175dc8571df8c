"""Typed words that mean a command. People's lexicon, not prose: compared without accents."""

from __future__ import annotations

from reporting.text import fold

COMMANDS = {
    "reports": ("bao cao", "lam bao cao", "bat dau", "bat dau bao cao", "tiep tuc",
                "tiep tuc bao cao", "sua bao cao", "sua lai bao cao", "nop lai", "nop lai bao cao",
                "dieu chinh", "dieu chinh bao cao", "sua so lieu"),
    "review": ("xem lai",),
    "submit": ("nop", "nop bao cao"),
    "pause": ("tam dung", "de sau"),
    "excel": ("excel", "dien bang excel", "bieu excel", "lay bieu excel"),
    "situation": ("tinh hinh",),
    "help": ("huong dan", "tro giup", "giup"),
    "progress": ("tien do",),
    "consolidate": ("tong hop", "lap bao cao"),
    "facts": ("lich", "lich va nguoi ky", "nguoi ky", "doi han", "lich bao cao"),
    "chase": ("don doc",),
    "announce": ("thong bao",),
    "ad_hoc": ("dot xuat", "yeu cau dot xuat", "bao cao dot xuat"),
    "people": ("danh ba", "danh ba can bo"),
    "invite": ("moi tham gia", "moi nguoi tham gia"),
}  # fmt: skip
_MEANINGS = {word: command for command, words in COMMANDS.items() for word in words}

# Of these, only what nobody would type as an answer interrupts an open text question.
IN_CONVERSATION = frozenset({"review", "submit", "pause", "excel"})


def command_in(text: str) -> str:
    """The command that `text` is, or ""."""
    return _MEANINGS.get(fold(text).strip(" .!/"), "") if len(text) <= 40 else ""
