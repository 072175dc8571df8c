"""Lists of people in a text: names with years of birth, or names one after the other."""

from __future__ import annotations

import re

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Điểu|Thị|Lâm|Đinh"
    "|Trịnh|Mai|Đoàn|Tô|Tạ|Chu|Châu|Lương|Hà|Cao|Thạch|Sơn|Kim|Danh|Nông|Hứa|Triệu|Vi|Lò|Quách"
    "|Tống|Thái|Đào|La|Lưu|Phùng|Vương|Tăng|Từ|Trương|Hầu|Giàng|Sùng|Vàng|Lục|Bế|Ma|Đàm|Nghiêm"
    "|Bạch|Khổng|Mã"
)
_BORN = re.compile(
    rf"(?<!\w)(?P<name>(?:{_SURNAMES}|{_SURNAMES.upper()})(?: [^\W\d_]+){{1,4}}?)"
    r"[\s,;:()–-]*(?:(?i:sinh năm|sinh ngày|sinh|năm sinh|sn|ns)[\s.:]*)?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19[2-9]\d|20[0-2]\d)(?!\d)"
)
# Of three or four words; S'tiêng names have two: "Điểu Bách", "Thị Mai". Places have two as well.
_WORD = r"[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ][^\W\d_]*"
_NAME = (
    rf"(?:(?:Điểu|Thị|ĐIỂU|THỊ) {_WORD}(?: {_WORD})?"
    rf"|(?:{_SURNAMES}|{_SURNAMES.upper()}) {_WORD} {_WORD}(?: {_WORD})?)(?![^\W\d_])"
)
_HOUSEHOLD = r"(?i:(?:hộ|nhà|gia đình|chủ hộ) )(?i:(?:gia đình|ông|bà|anh|chị|chủ hộ) ){0,2}"
_MARK = r"\s*(?:\(?\d{1,3}[.)/]\s*|[-–+*•]\s*)?"
_FIRST = re.compile(
    rf"{_MARK}(?:(?i:và|gồm|có|của) )?(?:{_HOUSEHOLD}|(?i:ông|bà|anh|chị|em|cháu) )?({_NAME})"
)
# "02 hộ thoát nghèo: …": what follows are households.
_HOUSEHOLDS_FOLLOW = re.compile(
    r"(?i)(?:^|[.;\n]\s*|(?:\d|hai|ba|các|những|gồm|là)\s+)"
    r"(?:hộ|gia đình|(?:thoát|tái) (?:cận )?nghèo)(?!\w)[^,;:\n]{0,40}:"
)
_AT_HOUSEHOLD = re.compile(rf"{_HOUSEHOLD}({_NAME})")
_ITEMS = re.compile(r"[\n;,:]|(?<=\w) và (?=\w)| \d{1,2}[.)] ")
# Whoever stands with an office is no household; and schools and streets are called after people.
_OFFICE = re.compile(
    r"(?i)chủ tịch|phó|trưởng|bí thư|giám đốc|cán bộ|công chức|đồng chí|đ/c|viên chức|chuyên viên"
    r"|ủy viên|hiệu|thư ký|kế toán"
)
_CALLED_AFTER = re.compile(
    r"(?i:trường|thcs|thpt|tiểu học|mầm non|mẫu giáo|đường|phố|quỹ|giải|công viên|ngã)\W+$"
)
_FEWEST = 3
_NEAR = 20  # characters before a name that say what is called after it


def people_listed(line: str) -> bool:
    """Two people with their years of birth, two households by name, or three names in a row."""
    if len(_born(line)) >= 2:
        return True
    households = {found[1] for found in _AT_HOUSEHOLD.finditer(line)}
    named = households | _listed(line)
    return len(named) >= (2 if households or _HOUSEHOLDS_FOLLOW.search(line) else _FEWEST)


def _born(line: str) -> set[str]:
    """Names of which every word begins with a capital, followed by a year of birth."""
    names = {found["name"] for found in _BORN.finditer(line)}
    return {name for name in names if all(word[0].isupper() for word in name.split())}


def _listed(line: str) -> set[str]:
    """Names with which an item of a list begins."""
    found: set[str] = set()
    start = 0
    for end in [*(mark.start() for mark in _ITEMS.finditer(line)), len(line)]:
        item, before = line[start:end].lstrip("\n;,: "), line[max(0, start - _NEAR) : start]
        match = _FIRST.match(item)
        if match and not _OFFICE.search(item) and not _CALLED_AFTER.search(before):
            found.add(match[1])
        start = end
    return found
