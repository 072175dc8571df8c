"""Short words by which a person presses a button without pressing it."""

from __future__ import annotations

from reporting.text import fold

LONGEST = 40

YES = frozenset(
    {"khop", "dung", "co", "ok", "oke", "u", "uh", "da", "vang", "chinh xac", "dung roi"}
)
NO = frozenset(
    {"khong", "ko", "chua", "khong khop", "chua khop", "khong dung", "chua dung", "khac"}
)
DONE = frozenset({"xong", "da xong", "da nhap xong", "nhap xong", "het"})
MORE = frozenset({"co", "con", "them", "them nua", "con nua"})
NO_MORE = frozenset({"khong", "khong con", "het", "ko", "k", "xong", "khong co", "0"})

NO_DAY = frozenset(
    {"khong", "ko", "chua", "chua biet", "khong biet", "chua ro", "khong ro", "chua hen duoc"}
    | {"chua hen duoc ngay", "chua xac dinh", "chua co", "chua co lich", "bo qua"}
)


def means(text: str, meanings: frozenset[str]) -> bool:
    return len(text) <= LONGEST and fold(text) in meanings
