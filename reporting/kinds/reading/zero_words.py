"""Words typed instead of a figure: nothing, not yet, not ours, as before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from reporting.kinds.reading.lexicon import Phrases, same_word
from reporting.kinds.reading.tokens import words


class Said(Enum):
    ZERO = "zero"
    NOT_YET = "not_yet"
    ZERO_OR_NOT_YET = "zero_or_not_yet"  # "chưa có" is said of both
    NOT_APPLICABLE = "not_applicable"
    AS_BEFORE = "as_before"
    MARK = "mark"  # "-", "x", ".": says nothing


@dataclass(frozen=True, slots=True)
class Spoken:
    said: Said
    rest: str = ""  # what follows the phrase, as typed


_NO = ("không", "ko", "k", "hông", "hổng", "khg", "kg", "hok", "hem", "khoong")
_ZERO = Phrases(
    [*_NO]
    + [f"{no} {rest}" for no in _NO for rest in ("có", "phát sinh", "có phát sinh", "ps", "có ps")]
    + [f"{no} {rest}" for no in _NO for rest in ("còn", "có gì", "có ai", "có trường hợp nào")]
    + ["không ạ", "không có ạ", "dạ không", "dạ không có", "dạ không ạ", "dạ không có ạ"]
    + ["không phát sinh mới", "không có phát sinh mới", "không phát sinh ạ", "kps"]
    + ["chưa phát sinh", "chưa có phát sinh", "chưa ps", "zero", "không có trường hợp"]
)
_EMPTY_ENDINGS = Phrases.listed("nào; nào cả; nào hết; nào ạ; ạ; cả; hết; nhé; gì")
_ZERO_OR_NOT_YET = Phrases.listed(
    """
    chưa; chưa có; chưa ạ; chưa có ạ; dạ chưa; dạ chưa có; chưa thực hiện; chưa triển khai;
    chưa làm; chưa có gì; chưa có kết quả; chuwa cos; chua co gi
    """
)
_NOT_YET = Phrases.listed(
    """
    chưa có số liệu; chưa có sl; chưa có số; chưa có báo cáo; chưa có dữ liệu; chưa tổng hợp;
    chưa tổng hợp xong; chưa tổng hợp được; chưa thống kê; chưa thống kê được;
    chưa thống kê xong; chưa rà soát; chưa rà soát xong; chưa rõ; chưa biết; chưa xác định;
    chưa xác định được; chưa nắm được; chưa nắm; chưa cập nhật; chưa chốt; chưa chốt số liệu;
    chưa đối chiếu; chưa quyết toán; không rõ; không biết; ko biết; ko rõ; chưa đủ số liệu;
    đang rà soát; đang tổng hợp; đang thống kê; đang cập nhật; đang chờ; đang xin;
    đang chờ số liệu; đang đối chiếu; đang kiểm tra; đang thu thập; đang làm; chờ; chờ số liệu;
    chờ tổng hợp; chờ rà soát; chờ cập nhật; đợi số liệu; cập nhật sau; bổ sung sau;
    báo cáo sau; báo sau; gửi sau; nhập sau; trả lời sau; sẽ bổ sung; sẽ cập nhật;
    sẽ báo cáo sau; sẽ gửi sau; sẽ bổ sung sau; để sau; sẽ cập nhật sau; n a; na; null;
    chưa có số liệu ạ; chưa có số liệu cụ thể; chưa có con số cụ thể;
    chưa có số liệu chính thức; chưa có số liệu tổng hợp
    """
)
_NOT_APPLICABLE = Phrases.listed(
    """
    không thuộc nhiệm vụ; không thuộc nhiệm vụ của đơn vị; không phải nhiệm vụ của đơn vị;
    không thuộc nhiệm vụ đơn vị; không thuộc thẩm quyền; không thuộc chức năng;
    không thuộc chức năng nhiệm vụ; không thuộc chức năng nhiệm vụ của đơn vị;
    không thuộc lĩnh vực; không thuộc lĩnh vực phụ trách; không thuộc thẩm quyền của đơn vị;
    không thuộc phạm vi; không thuộc phạm vi quản lý; không áp dụng; không liên quan;
    không phụ trách; không quản lý; không quản lý nội dung này; không phụ trách nội dung này;
    không được giao; không được giao nhiệm vụ; không được giao nhiệm vụ này; kad
    """
)
_AS_BEFORE = Phrases.listed(
    """
    nt; như trên; như cũ; giữ nguyên; không đổi; không thay đổi; như kỳ trước; như kì trước;
    như lần trước; như tháng trước; như năm trước; như năm ngoái; không biến động;
    không có biến động; ko đổi; ko thay đổi; ko biến động; vẫn vậy; vẫn như cũ; vẫn thế;
    vẫn giữ nguyên; giống kỳ trước; giống lần trước; y cũ; y như cũ; như báo cáo trước;
    như đã báo cáo; không tăng không giảm; bằng kỳ trước; giữ nguyên như kỳ trước;
    giữ nguyên số cũ; số cũ; không có thay đổi; như 6 tháng; như 6 tháng đầu năm;
    như báo cáo 6 tháng
    """
)
# What a text question adds: "nothing to tell" in the words of the button beside it.
_NOTHING_TO_TELL = re.compile(
    r"^(khong|ko|k|khong co|ko co|k co|chua co|chua phat sinh|khong phat sinh|chua thay|khong thay)"
    r"( gi)?( cac| nhung)?"
    r"( kho khan| vuong mac| ton tai| han che| kien nghi| de xuat| y kien| noi dung| bat cap"
    r"| phat sinh| va| hay| hoac| gi| nao| them| khac| a| het| ca)+$"
)
_QUESTION_MARKS = re.compile(r"^[?\s]+$")
_DITTO = re.compile(r"^[-–\s]*(?:nt[-–.\s]*|[〃″”\"]|'')$", re.IGNORECASE)
_CONNECTED = re.compile(r"^(?:vì|do|bởi|nên|,|;|:|\(|-|\.)", re.IGNORECASE)


def standing_said(line: str) -> Spoken | None:
    """What a whole `plain` line says instead of a figure; None if it may be a figure or text."""
    if _QUESTION_MARKS.match(line):
        return Spoken(Said.NOT_YET)
    if _DITTO.match(line):
        return Spoken(Said.AS_BEFORE)
    typed = words(line)
    if not typed or (len(typed) == 1 and typed[0] in ("x", "xx", "xxx")):
        return Spoken(Said.MARK)
    for said, phrases in _WHOLE:
        if typed in phrases:
            return Spoken(said)
    return None


_WHOLE = (
    (Said.ZERO, _ZERO),
    (Said.ZERO_OR_NOT_YET, _ZERO_OR_NOT_YET),
    (Said.NOT_YET, _NOT_YET),
    (Said.NOT_APPLICABLE, _NOT_APPLICABLE),
    (Said.AS_BEFORE, _AS_BEFORE),
)


def standing_begun(line: str) -> Spoken | None:
    """The standing with which a longer line begins, and the rest of it: "chưa có số liệu, 20/6
    báo cáo", "không thuộc nhiệm vụ vì …", "không có hộ nào"."""
    typed = words(line)
    for said, phrases in ((Said.NOT_APPLICABLE, _NOT_APPLICABLE), (Said.NOT_YET, _NOT_YET)):
        if length := phrases.length_at(typed):
            return Spoken(said, _after(line, length))
    if length := _ZERO_OR_NOT_YET.length_at(typed):
        return Spoken(Said.ZERO_OR_NOT_YET, _after(line, length))
    if (length := _ZERO.length_at(typed)) and not same_word(typed[length - 1], "k"):
        return Spoken(Said.ZERO, _after(line, length))
    return None


def is_empty_ending(rest: list[str]) -> bool:
    """The "nào" of "không có hộ nào" says nothing more."""
    return not rest or rest in _EMPTY_ENDINGS


def is_reason(rest: str) -> bool:
    """True if the words after a standing explain it."""
    return _CONNECTED.match(rest) is not None


def says_nothing_to_tell(folded: str) -> bool:
    """ "Không có khó khăn, vướng mắc gì" (folded) as the whole answer to a text question."""
    return _NOTHING_TO_TELL.match(folded) is not None


def _after(line: str, count: int) -> str:
    rest = line
    for _ in range(count):
        rest = re.sub(r"^[\W_]*(?:[^\W\d_]+|\d+)", "", rest, count=1)
    return rest.strip()
