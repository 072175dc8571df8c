"""A report as people give it: question by question, in the words they use."""

from __future__ import annotations

from reporting.answers import Answer, Standing

# The Youth Union: 15 questions, two of which are asked because of other answers.
THI_DOAN = {
    "DT01": "15 hộ",
    "DT03": "2",
    "DT04": "không",
    "DT05": "12,5 triệu",
    "DT06": "40tr",
    "DT07": "9 hộ",
    "DT11": "20",
    "DT08": "1,2 tỷ",
    "DT09": "6 tổ",
    "DT10a": "[Không phát sinh]",
    "TL1": "[Không có]",
    "TL2": "Đoàn viên giúp nhau vốn và ngày công.",
    "TL3": "[Không có khó khăn, vướng mắc]",
    "TL5": "[Không có]",
    "TL6": "[Không có kiến nghị]",
}

STORED = {
    "DT01": Answer(15),
    "DT03": Answer(2),
    "DT04": Answer(0, Standing.ZERO),
    "DT05": Answer(12_500_000),
    "DT06": Answer(40_000_000),
    "DT07": Answer(9),
    "DT11": Answer(20),
    "DT08": Answer(1_200_000_000),
    "DT09": Answer(6),
    "DT10a": Answer(0, Standing.ZERO),
    "TL1": Answer("", Standing.ZERO),
    "TL2": Answer("Đoàn viên giúp nhau vốn và ngày công."),
    "TL3": Answer("", Standing.ZERO),
    "TL5": Answer("", Standing.ZERO),
    "TL6": Answer("", Standing.ZERO),
}
