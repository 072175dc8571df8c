"""Forms put together at random: whatever the form, a willing person gets to the end of it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.answers import Answer
from reporting.conversation import Typed
from tests.examples import examples
from tests.unit.conversation.phone import Draft, Phone, form_of
from tests.unit.conversation.test_any_order import PHOTO, check, finish

HEADER = (
    "| | type | name | label | required | relevant | constraint | bind::th:kind "
    "| bind::th:unit | bind::th:measure | bind::th:expected | bind::th:zero | bind::th:standings |"
)
CHOICES = "| yn | co | Có |\n| yn | khong | Không |\n| yn | khac | Khác |"
ROWS = (
    "integer|{n}|Số hộ|yes||. <= 40||hộ|flow|||",
    "integer|{n}|Số căn||||| căn|stock|||not_yet",
    "integer|{n}|Kinh phí|yes|||money|triệu đồng|flow|||",
    "integer|{n}|Cuối kỳ|yes||||hộ|stock|${{gate}} * 0 + 13||",
    "decimal|{n}|Diện tích|yes|||| ha|stock|||",
    "text|{n}|Ý kiến|||||||||",
    "text|{n}|Kết quả|yes||||||||",
    "text|{n}|Khó khăn|yes|||||||no_difficulty|",
    "select_one yn|{n}|Có không|yes||||||||",
    "select_one yn|{n}|Tùy chọn|||||||||",
    "select_multiple yn|{n}|Các loại|||||||||",
    "select_multiple yn|{n}|Loại bắt buộc|yes||||||||",
    "date|{n}|Ngày họp|||||||||",
    "image|{n}|Ảnh||||||||nothing|",
    "note|{n}|Xin lưu ý.|||||||||",
    "integer|{n}|Chỉ khi trên 5|yes|${{gate}} > 5|||||||none",
)
REPEAT = (
    "begin_repeat|{n}|Danh sách|||||||||",
    "text|{n}_ten|Tên|yes||||||||",
    "integer|{n}_so|Số|yes||||||||",
    "end_repeat||||||||||",
)
rows = st.lists(st.integers(0, len(ROWS)), min_size=1, max_size=9)
texts = st.lists(st.sampled_from(("0", "7", "13", "khoảng 3", "Có", "không", "co")), max_size=12)


def _survey(picked):
    out = ["integer|gate|Số đầu|yes|||||||||"]
    for number, at in enumerate(picked):
        block = ROWS[at : at + 1] or REPEAT
        out += [row.format(n=f"q{number}") for row in block]
    return "\n".join([HEADER, *(_cells(row) for row in out)])


def _cells(row):
    cells = (row.split("|") + [""] * 12)[:12]
    return f"| | {' | '.join(cells)} |"


@settings(examples(40), suppress_health_check=list(HealthCheck))
@given(rows, texts)
def test_any_form_can_be_filled_in(picked, typed):
    phone = Phone(Draft(form_of(_survey(picked), CHOICES), last={"q1": Answer(3)}))
    phone.open()
    for text in typed:
        said = len(phone.shown)
        phone.do(Typed(text))
        check(phone, said)
    phone.attach(PHOTO)
    finish(phone)
