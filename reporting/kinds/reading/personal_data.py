"""Personal data that a report on figures must not carry: identity numbers, lists of people."""

from __future__ import annotations

import re

from reporting.text import strip_marks

# A citizen's number: 12 digits, province code 001-096 first; groups may be spaced.
_CITIZEN = re.compile(r"(?<![\d.,])0(?:0[1-9]|[1-8]\d|9[0-6])(?:[ .]?\d{3}){3}(?![\d.,]*\d)")
_OLD_CARD = re.compile(
    r"(?<![\d.,/])\d{9}(?![\d.,]*\d)(?!/|\s*(?:đ|d|vn|₫|tr|ng|k\b))", re.IGNORECASE
)
_CARD_WORD = re.compile(
    r"cmnd|cmt|cccd|can cuoc|chung minh|so dinh danh|ma dinh danh", re.IGNORECASE
)
_ANY_CARD = re.compile(r"(?<!\d)(?:\d[ .]?){8}\d(?:(?:[ .]?\d){3})?(?!\d)")
_REACH = 40  # characters between "CMND" and its number

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Điểu|Thị|Lâm|Đinh"
    "|Trịnh|Mai|Đoàn|Tô|Tạ|Chu|Châu|Lương|Hà|Cao|Thạch|Sơn|Kim|Danh|Nông|Hứa|Triệu|Vi|Lò|Quách"
    "|Tống|Thái|Đào|La|Lưu|Phùng|Vương|Tăng|Từ|Trương|Hầu|Giàng|Sùng|Vàng|Lục|Bế|Ma|Đàm|Nghiêm"
    "|Bạch|Khổng|Mã"
)
_PERSON = re.compile(
    rf"(?<!\w)(?P<name>(?:{_SURNAMES}|{_SURNAMES.upper()})(?: [^\W\d_]+){{1,4}}?)"
    r"[\s,;:()–-]*(?:(?i:sinh năm|sinh ngày|sinh|năm sinh|sn|ns)[\s.:]*)?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19[2-9]\d|20[0-2]\d)(?!\d)"
)
_FEWEST_IN_LIST = 2
_WHITE = re.compile(r"[ \t]+")


def has_personal_data(text: str) -> bool:
    """True for an identity number, or names with years of birth of several people."""
    line = _WHITE.sub(" ", text)
    if _CITIZEN.search(line) or _has_named_card(line):
        return True
    if any(not number[0].endswith("000") for number in _OLD_CARD.finditer(line)):
        return True
    return len(_people(line)) >= _FEWEST_IN_LIST


def _has_named_card(line: str) -> bool:
    bare = strip_marks(line)
    ends = [word.end() for word in _CARD_WORD.finditer(bare)]
    return any(_ANY_CARD.search(bare[end : end + _REACH]) for end in ends)


def _people(line: str) -> set[str]:
    """Names of which every word begins with a capital, followed by a year of birth."""
    names = {found["name"] for found in _PERSON.finditer(line)}
    return {name for name in names if all(word[0].isupper() for word in name.split())}
