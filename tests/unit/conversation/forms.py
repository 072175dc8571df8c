# ruff: noqa: E501 - tables
"""Small forms to talk about."""

from __future__ import annotations

from reporting.answers import Answer
from tests.unit.conversation.phone import Draft, Phone, form_of

YES_NO = """
| yn | co | Có |
| yn | khong | Không |
"""

# Two figures, a closing one, a narrative.
POOR = form_of(
    """
| | type | name | label | hint | required | constraint | constraint_message | relevant | bind::th:unit | bind::th:measure | bind::th:given | bind::th:expected | bind::th:warn | bind::th:warn_message | bind::th:rule | bind::th:rule_message | bind::th:zero | bind::th:target | bind::th:window | bind::th:kind |
| | note | mo_dau | Đơn vị điền số liệu đến hết kỳ. | | | | | | | | | | | | | | | | | |
| | begin_group | hn | Hộ nghèo | | | | | | | | | | | | | | | | | |
| | integer | dau | Hộ nghèo đầu năm | | | | | | hộ | stock | opening:N0 | | | | | | | | | |
| | integer | thoat | Hộ thoát nghèo | Lũy kế từ đầu năm | yes | . <= ${dau} | Không nhiều hơn số đầu năm. | | hộ | flow | | | . <= 15 | Trên 15 hộ là nhiều. | | | | N1 | | |
| | integer | tai | Hộ tái nghèo | | yes | | | | hộ | flow | | | | | | | | | | |
| | integer | cuoi | Hộ nghèo cuối kỳ | | yes | | | | hộ | stock | | ${dau} - ${thoat} + ${tai} | | | | | | | | |
| | integer | dtts | Trong đó hộ DTTS | | yes | | | ${cuoi} > 0 | hộ | stock | | | | | . <= ${cuoi} | Hộ DTTS nhiều hơn tổng số hộ nghèo. | | | | |
| | end_group | | | | | | | | | | | | | | | | | | | |
| | integer | chi | Kinh phí đã chi | | yes | | | | triệu đồng | flow | | | | | | | | | budget | money |
| | text | kho | Khó khăn, vướng mắc | | yes | | | | | | | | | | | | no_difficulty | | | |
| | note | cuoi_cung | Xin cảm ơn. | | | | | | | | | | | | | | | | | |
"""
)

# Choices, a list of items, a date, files.
MIXED = form_of(
    """
| | type | name | label | required | bind::th:zero | bind::th:standings |
| | select_one nguon | nguon | Nguồn | yes | | |
| | select_multiple loai | loai | Các loại | | | |
| | begin_repeat | giong | Giống đã hỗ trợ | | none | |
| | text | ten | Tên giống | yes | | |
| | integer | so | Số lượng | yes | | none |
| | end_repeat | | | | | |
| | date | hop | Ngày họp | | | |
| | image | anh | Ảnh hoạt động | | | |
| | text | ket_qua | Kết quả nổi bật | yes | | |
""",
    "\n".join(f"| nguon | n{i} | Nguồn vốn số {i} |" for i in range(1, 24))
    + "\n| loai | a | Loại A |\n| loai | b | Loại B |\n| loai | c | Loại C |",
)

# A question that hangs on another.
GATE = form_of(
    """
| | type | name | label | required | relevant | bind::th:standings |
| | select_one yn | co | Có biến động không? | yes | | |
| | integer | mot | Số thứ nhất | yes | ${co} = 'co' | none |
| | integer | hai | Số thứ hai | yes | ${co} = 'co' | none |
| | integer | ba | Số thứ ba | yes | | none |
""",
    YES_NO,
)

# Nothing is required.
OPTIONAL = form_of(
    """
| | type | name | label |
| | integer | mot | Số thứ nhất |
| | text | hai | Ý kiến |
"""
)


def poor(**more: object) -> Phone:
    given = {"opening:N0": Answer(23)}
    return Phone(Draft(POOR, given=given, **more))  # type: ignore[arg-type]


def mixed(**more: object) -> Phone:
    return Phone(Draft(MIXED, **more))  # type: ignore[arg-type]


def gate() -> Phone:
    return Phone(Draft(GATE))


def optional() -> Phone:
    return Phone(Draft(OPTIONAL))


def answered(phone: Phone, *answers: str) -> Phone:
    """Opens and gives the answers in order: text typed, or "[label]" pressed."""
    phone.open()
    for answer in answers:
        if answer.startswith("["):
            phone.press(answer[1:-1])
        else:
            phone.type(answer)
    return phone


# A question of every kind that can be doubted.
KINDS = form_of(
    """
| | type | name | label | appearance | required | bind::th:kind | bind::th:unit | bind::th:measure | bind::th:standings |
| | integer | ngheo | Hộ nghèo cuối kỳ | | yes | | hộ | stock | |
| | integer | tien | Kinh phí đã chi | | yes | money | triệu đồng | flow | |
| | integer | dong | Mức hỗ trợ một hộ | | yes | money | đồng | stock | |
| | decimal | ty_le | Tỷ lệ giải ngân | | yes | percent | % | stock | |
| | select_one dia_ban | noi | Địa bàn | | yes | | | | |
| | date | hop | Ngày họp Ban Chỉ đạo | | yes | | | | not_applicable not_yet |
| | dateTime | luc | Lúc bắt đầu | | yes | | | | |
| | geopoint | cho | Nơi đặt mô hình | | yes | | | | |
| | text | y_kien | Ý kiến | | yes | | | | |
""",
    "\n".join(
        f"| dia_ban | n{i} | {name} |"
        for i, name in enumerate(
            ("Phường Thác Mơ", "Phường Long Thủy", "Phường Phước Bình", "Xã Phước Tín")
        )
    ),
)
