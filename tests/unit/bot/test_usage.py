from __future__ import annotations

import pytest
from click.testing import CliRunner

from bot.__main__ import main

HERE = "Xem cách dùng: tonghop"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nosuch", "Không có lệnh nosuch."),
        ("plan nosuch", "Không có lệnh nosuch."),
        ("status", "Thiếu --round."),
        ("form show", "Thiếu UNIT."),
        ("rehearse --nope", "Không có tùy chọn --nope."),
        ("rehearse --round", "Tùy chọn --round cần một giá trị."),
        ("rehearse --round 2021-6T --out x --seed a", "--seed: phải là một số nguyên."),
        ("plan check /khong/co", "PATH: không có thư mục này, hoặc đây không phải là thư mục."),
        ("form show mttq --plan /khong/co", "--plan: không có thư mục này"),
        ("plan forms from-excel /khong/co .", "WORKBOOK: không có tệp này"),
        ("understand --kind số 5", "--kind: chỉ nhận một trong các giá trị acknowledge, "),
        ("understand --kind integer --today 14/6 5", "--today: phải là ngày, viết như 2021-06-14."),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(line: str, said: str) -> None:
    result = CliRunner().invoke(main, line.split(), prog_name="tonghop")
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first.startswith(said)
    assert second.startswith(HERE)
    assert second.endswith("--help")


@pytest.mark.parametrize("line", ["", "plan", "form"])
def test_a_group_alone_explains_itself(line: str) -> None:
    result = CliRunner().invoke(main, line.split(), prog_name="tonghop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Commands:" in result.stderr


@pytest.mark.parametrize("line", ["--help", "--version", "plan --help"])
def test_what_is_asked_for_is_no_fault(line: str) -> None:
    result = CliRunner().invoke(main, line.split(), prog_name="tonghop")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("form show khong-co", "Không có đơn vị “khong-co” trong kế hoạch. Các đơn vị: mttq, "),
        ("rehearse --round 2022 --out x", "Không có kỳ báo cáo “2022” trong kế hoạch. "),
        ("status --round 2021-6T --config khong-co.toml", "Không tìm thấy tệp cấu hình "),
    ],
)
def test_what_does_not_hold_ends_with_one(line: str, said: str) -> None:
    result = CliRunner().invoke(main, line.split(), prog_name="tonghop")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(said)
