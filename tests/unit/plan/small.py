"""A plan as small as a plan can be: an office, a group of two communes, a round, two forms."""

from __future__ import annotations

LETTER_B = """\
[letters.B]
issuer = ["ỦY BAN NHÂN DÂN", "THỊ XÃ"]
symbol = "BC-UBND"
recipients = ["Ủy ban nhân dân tỉnh"]
copies = ["Như trên", "Lưu: VT"]
signer = { lines = ["CHỦ TỊCH"] }
"""

PLAN = f"""\
id = "thu"
title = "Kế hoạch thử"
place = "Phước Long"
locality = "thị xã Phước Long"
programme = "Chương trình thử"
programme_short = "Chương trình"
year = 2021
timezone = "Asia/Ho_Chi_Minh"
office = "phong"
address = "Anh/Chị"
poverty_standard = "chuẩn thử"
regime = "Báo cáo 6 tháng, năm."

[letters.A]
issuer = ["PHÒNG THỬ"]
symbol = "BC-PT"
recipients = ["Ủy ban nhân dân thị xã"]
copies = ["Như trên", "Lưu: VT"]
signer = {{ lines = ["TRƯỞNG PHÒNG"] }}

{LETTER_B}
[unit_letter]
recipients = ["Phòng Thử"]
copies = ["Như trên", "Lưu: VT"]
"""

UNITS = """\
[[agency]]
number = 1
id = "phong"
name = "Phòng Thử"
duties = ["Chủ trì.", "Tổng hợp."]
[[agency]]
number = 2
id = "xa"
name = "Các xã"
group = true
duties = ["Thực hiện."]

[[unit]]
id = "phong"
agency = "phong"
name = "Phòng Thử thị xã"
short_name = "Phòng Thử"
abbreviation = "PT"
kind = "phong"
tone = "de_nghi"
issuer = ["PHÒNG THỬ"]
signer = ["TRƯỞNG PHÒNG"]

[[unit]]
id = "xa-mot"
agency = "xa"
name = "Ủy ban nhân dân xã Một"
short_name = "xã Một"
abbreviation = "UBND"
kind = "xa"
tone = "de_nghi"
address = "Đồng chí"
area = "nong_thon"
place = "Xã Một"
flags = ["entrusted"]
valid_from = 2015-01-01
valid_to = 2025-06-30
issuer = ["ỦY BAN NHÂN DÂN", "XÃ MỘT"]
signer = ["CHỦ TỊCH"]

[[unit]]
id = "xa-hai"
agency = "xa"
name = "Ủy ban nhân dân xã Hai"
short_name = "xã Hai"
abbreviation = "UBND"
kind = "xa"
tone = "kinh_de_nghi"
template = "plain"
issuer = ["ỦY BAN NHÂN DÂN", "XÃ HAI"]
signer = ["CHỦ TỊCH"]
"""

ROUNDS = """\
[[round]]
id = "2021-6T"
kind = "six_month"
title = "Báo cáo 6 tháng"
period = "6 tháng đầu năm 2021"
next_period = "6 tháng cuối năm 2021"
opens = 2021-05-25
cut_off = 2021-06-14
window = { from = 2020-12-15, to = 2021-06-14, label = "đến 14/6/2021" }

[round.due]
unit = 2021-06-16T17:00:00
office = 2021-06-18T17:00:00
town = 2021-06-19T23:59:59
province = 2021-06-25T23:59:59

[round.windows.budget]
from = 2021-01-01
to = 2021-06-14
label = "từ 01/01/2021"

[round.windows.late]
from = 2021-01-01
to = 2021-06-30
label = "đến 30/6/2021"
units = ["xa-hai"]
estimated = true
"""

CALENDAR = """\
roll = "next_working_day"

[days]
off = [{ day = 2021-06-18, why = "Ngày truyền thống" }]
working = [2021-06-05]

[hours]
working = [{ from = 07:30:00, to = 11:30:00 }, { from = 13:00:00, to = 17:00:00 }]
quiet = { from = 21:00:00, to = 06:00:00 }

[ladder]
hour = 07:30:00
digest = 08:30:00
days_before = [5, 2]
grace_days = 10
lateness_hours = 6

[short_ladder]
within_days = 1
hours_before = [3, 1]
lateness_minutes = 20
"""

TARGETS = """\
[[target]]
id = "N1"
label = "Giảm hộ nghèo"
kind = "reduction"
planned_text = "từ 5 hộ xuống 3 hộ"
unit_of_measure = "hộ"
indicator_start = "N0"
indicator_end = "N1"
rate = "r1"
opening = "N0"
start = 5
planned = 3
start_rate = 0.5
planned_rate = 0.3

[[target]]
id = "lop"
label = "Mở lớp"
kind = "activity"
planned_text = "có mở"
indicator = "L1"
"""

INDICATORS = """\
[[indicator]]
id = "N0"
label = "Hộ nghèo đầu năm"
unit_of_measure = "hộ"
kind = "integer"
measure = "stock"
question = "N0"
of_kind = "xa"
section = "I"

[[indicator]]
id = "N1"
label = "Hộ nghèo cuối kỳ"
unit_of_measure = "hộ"
kind = "integer"
measure = "stock"
question = "N1"
of_kind = "xa"
section = "I"

[[indicator]]
id = "giam"
label = "Hộ nghèo giảm"
unit_of_measure = "hộ"
kind = "integer"
aggregate = "computed"
plus = ["N0"]
minus = ["N1"]

[[indicator]]
id = "r1"
label = "Tỷ lệ còn lại"
unit_of_measure = "%"
kind = "ratio"
aggregate = "ratio"
numerator = "N1"
denominator = "N0"

[[indicator]]
id = "ke_hoach"
label = "Xã có kế hoạch"
unit_of_measure = "xã"
kind = "integer"
aggregate = "count_yes"
question = "K"
choice = "co"
of_kind = "xa"

[[indicator]]
id = "L1"
label = "Số lớp"
unit_of_measure = "lớp"
kind = "integer"
measure = "flow"
question = "L1"
units = ["phong"]
compare = [{ question = "L2", kind = "xa" }]
"""

REPORT = """\
title = "BÁO CÁO"
subject = ["Kết quả thử"]
opening = ["Thực hiện kế hoạch:"]
closing = "Trên đây là báo cáo."

[[section]]
id = "I"
heading = "I. KẾT QUẢ"
level = 1

[[section.block]]
say = '{{ so("N1") }} nghèo, {{ round.windows["budget"].label }}'

[[section.block]]
narratives = "I"
rounds = ["six_month"]

[[annex]]
id = "I"
title = "HỘ NGHÈO"
table = "poor"
"""

TABLES = """\
[[communes]]
id = "poor"
unit = "Đơn vị tính: hộ"
identity = { opening = "N0", closing = "N1", out = ["giam"] }
chart = { title = "Hộ nghèo theo xã", before = "N0", after = "N1" }
columns = [
    { heading = "Xã", show = "name", width = 20 },
    { group = "Hộ nghèo", heading = "Cuối kỳ", figure = "N1", width = 10 },
]

[[summary]]
id = "tom_tat"
columns = [
    { heading = "Nội dung", width = 20 },
    { heading = "Số hộ", width = 10 },
]
lines = [{ name = "Hộ nghèo", figures = ["N1"] }]
"""

OPENING = """\
sample = true
note = "Số mẫu."

[opening]
xa-mot = { N0 = 2 }
xa-hai = { N0 = 3 }

[target]
xa-mot = { N1 = 1 }
xa-hai = { N1 = 2 }
"""

_HEAD = (
    "| | type | name | label | bind::th:unit | bind::th:measure | bind::th:given"
    " | bind::th:target | bind::th:window | bind::th:rounds | bind::th:section | bind::th:rule"
    " | bind::th:compare |"
)
_SETTINGS = """\
| settings |
| | form_title | form_id | namespaces |
| | Biểu thử | thu | th="urn:tonghop:form" |
"""

XA = f"""\
| survey |
{_HEAD}
| | integer | N0 | Hộ nghèo đầu năm | hộ | stock | opening:N0 | | | | | . <= 100 |
| | integer | chi_tieu | Chỉ tiêu | hộ | stock | target:N1 | | | | |
| | integer | uy_thac | Ủy thác | | | unit:entrusted | | | | |
| | integer | truoc | Kỳ trước | hộ | stock | last:N1 | | | | |
| | integer | N1 | Hộ nghèo cuối kỳ | hộ | stock | | N1 | | | | | opening:N0 |
| | integer | L2 | Số lớp ở xã | lớp | flow | | | budget | six_month | |
| | select_one co_khong | K | Có kế hoạch không? | | | | | | | |
| | text | TL | Kết quả nổi bật | | | | | | | I |
| choices |
| | list_name | name | label |
| | co_khong | co | Có |
| | co_khong | khong | Không |
{_SETTINGS}"""

PHONG = f"""\
| survey |
{_HEAD}
| | integer | tong | Hộ nghèo các xã | hộ | stock | sum:N1 | | | | |
| | integer | L1 | Số lớp | lớp | flow | | lop | | | |
{_SETTINGS}"""

TEXTS = {
    "plan.toml": PLAN,
    "units.toml": UNITS,
    "rounds.toml": ROUNDS,
    "calendar.toml": CALENDAR,
    "targets.toml": TARGETS,
    "indicators.toml": INDICATORS,
    "report.toml": REPORT,
    "tables.toml": TABLES,
    "opening-sample.toml": OPENING,
    "forms/xa.md": XA,
    "forms/phong.md": PHONG,
}


def files() -> dict[str, bytes]:
    return {name: text.encode() for name, text in TEXTS.items()}


def edited(file: str, old: str, new: str) -> dict[str, bytes]:
    """The files with the first `old` of `file` replaced; it must be there."""
    assert old in TEXTS[file], (file, old)
    return {**files(), file: TEXTS[file].replace(old, new, 1).encode()}
