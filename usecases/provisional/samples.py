"""Messages about provisional figures, with sample parameters: see `usecases.messages`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from usecases.records import JSON

_ABOUT: dict[str, JSON] = {
    "unit": "Phòng Kinh tế",
    "address": "Anh/Chị",
    "period": "6 tháng đầu năm 2021",
}
_FIGURES = [
    {"label": "Số lớp tập huấn", "shown": "3 lớp", "given_on": "2021-06-07"},
    {"label": "Kinh phí hỗ trợ", "shown": "1,25 tỷ đồng", "given_on": "2021-06-10"},
]

PROVISIONAL_SAMPLES: Mapping[str, list[dict[str, JSON]]] = {
    "figures_decided": [
        {**_ABOUT, "how": how, "count": 2, "again": again}
        for how, again in (("kept", False), ("estimated", False), ("estimated", True))
    ],
    "figures_settled": [
        {**_ABOUT, "how": how, "by": by, "at": at}
        for how, by, at in (
            ("", "", ""),
            ("kept", "Trần Thị Bé", "2021-06-14T08:05:00+07:00"),
            ("estimated", "Trần Thị Bé", "2021-06-14T08:05:00+07:00"),
        )
    ],
    "provisional": [
        {
            **_ABOUT,
            "tone": tone,
            "cut_off": "2021-06-14",
            "today": not submitted,
            "submitted": submitted,
            "figures": figures,
        }
        for tone, submitted, figures in (
            ("de_nghi", False, _FIGURES),
            ("kinh_de_nghi", True, _FIGURES[:1]),
        )
    ],
}
