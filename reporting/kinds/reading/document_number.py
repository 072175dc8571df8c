"""Number and day of an official document, as people write them."""

from __future__ import annotations

import re
from datetime import date

from reporting.kinds.reading.dates import read_date

_DAY = re.compile(
    r"[,;\s]*(?:ngày\s+)?(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}|hôm nay|hôm qua)[\s.]*$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:văn bản\s+|báo cáo\s+)?(?:số\s*:?\s*)?", re.IGNORECASE)
LONGEST = 60  # characters of a document number


def read_number(text: str, today: date) -> tuple[str, date] | None:
    """ "12/BC-KT ngày 15/6/2021", "số 12 BC-KT, hôm nay": number and day; None when one of them is
    missing or the day is still to come."""
    line = " ".join(text.split())
    found = _DAY.search(line)
    number = _LEAD.sub("", line[: found.start()] if found else "").strip(" ,;.")
    days = [day for day in read_date(found["day"], today).days if day <= today] if found else []
    if not days or not any(sign.isdigit() for sign in number) or len(number) > LONGEST:
        return None
    return number, max(days)
