"""A report made final: frozen, made again the same, and corrected when a source changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from documents.word import WordDocuments
from reporting.consolidation import content_hash
from storage.work import SqlWork
from tests.documents.opened import rows
from tests.unit.plan.town import FOLDER
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import consolidated, want_consolidated
from usecases.deciding.finals import final_template, is_intact, rebuilt
from usecases.deciding.records import FinalReport
from usecases.speak import review

UNIT, REASON = "thi-doan", "Tỉnh yêu cầu gửi trong ngày."


@pytest.fixture
def an(town: Town) -> Resident:
    an = town.invited(UNIT, 1, "Nguyễn Văn An")
    an.begin()
    an.fill(UNIT, THI_DOAN)
    hand_in(an)
    return an


@pytest.fixture
def hoa(town: Town, an: Resident) -> Resident:
    hoa = town.office()
    hoa.do(want_consolidated)
    return hoa


def hand_in(an: Resident) -> None:
    an.offers()
    an.press("Xác nhận")


def correct(an: Resident) -> None:
    """9 → 11 households."""
    an.begin()
    an.press("Sửa báo cáo")
    an.do(review)
    an.press("6")
    an.type("11 hộ")
    hand_in(an)


def latest(town: Town) -> FinalReport:
    final = town.do(lambda work: work.finals.latest(ROUND))
    assert final is not None
    return final


def make_final(hoa: Resident) -> None:
    hoa.press("Chốt báo cáo")
    hoa.type(REASON)


def test_while_units_are_missing_a_reason_is_needed(town: Town, hoa: Resident) -> None:
    asked = hoa.press("Chốt báo cáo")
    assert "Còn 23 đơn vị chưa nộp" in asked.text
    assert "Chốt báo cáo này" not in asked.labels
    hoa.press_data(f"s:final_sure:{ROUND}")
    assert hoa.heard.kind == "final_confirm"
    assert hoa.type("gấp").kind == "final_refused"
    assert town.rows("SELECT count(*) FROM final_report") == [(0,)]
    assert hoa.type(REASON).kind == "final_made"
    final = latest(town)
    assert (final.number, final.reason, final.person_name) == (1, REASON, "Lê Thị Hoa")
    [(detail,)] = town.rows("SELECT detail FROM audit WHERE action = 'report_final'")
    assert json.loads(detail)["sha256"] == final.content_sha256
    [(params,)] = town.rows("SELECT params FROM job WHERE params LIKE '%\"final\":1%'")
    assert json.loads(params)["round"] == ROUND


def test_one_may_leave_it_a_draft(town: Town, hoa: Resident) -> None:
    hoa.press("Chốt báo cáo")
    hoa.press("Để nguyên")
    hoa.type(REASON)
    assert town.rows("SELECT count(*) FROM final_report") == [(0,)]


def test_a_final_is_made_again_word_for_word_whatever_came_later(
    town: Town, an: Resident, hoa: Resident
) -> None:
    hoa.press_data(f"s:gap_note:{town.obligation('kinh-te').id}")
    hoa.press_data(f"s:header_ask:{ROUND}:subject")
    hoa.type("Kết quả giảm nghèo {{ x }}")
    hoa.do(want_consolidated)
    make_final(hoa)
    final = latest(town)
    word = WordDocuments()
    before = town.do(lambda work: rebuilt(work, town.library, final))
    first = word.consolidated(before, "A", final_template(final))
    correct(an)
    hoa.press_data(f"s:gap_undo:{town.obligation('kinh-te').id}")
    hoa.press_data(f"s:header_reset:{ROUND}:subject")
    town.now = town.now.replace(month=7)
    again = town.do(lambda work: rebuilt(work, town.library, final))
    assert again.figures["DT07"].value == 9
    assert again.noted == ("kinh-te",)
    assert town.do(lambda work: is_intact(work, town.library, final))
    assert word.consolidated(again, "A", final_template(final)) == first


def test_the_command_line_writes_the_last_final_and_no_other(
    town: Town, an: Resident, hoa: Resident, tmp_path: Path
) -> None:
    config, out = tmp_path / "config.toml", tmp_path / "ra"
    places = f'[database]\nurl = "sqlite:///{town.path}"\n[files]\npath = "{tmp_path}/files"\n'
    config.write_text(f'{places}[plan]\npath = "{FOLDER}"\n', encoding="utf-8")
    config.chmod(0o600)
    command = ["report", "--round", ROUND, "--final", "--out", str(out), "--config", str(config)]
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "chưa được chốt" in refused.output) == (1, True)
    make_final(hoa)
    final = latest(town)
    frozen = town.do(lambda work: rebuilt(work, town.library, final))
    correct(an)
    assert CliRunner().invoke(main, command).exit_code == 0
    word = WordDocuments().consolidated(frozen, "A", final_template(final))
    assert (out / "bao-cao.docx").read_bytes() == word
    town.change("DROP TRIGGER final_report_no_update")
    town.change("UPDATE final_report SET content = '{}'")
    altered = CliRunner().invoke(main, command)
    assert (altered.exit_code, "không lập lại được" in altered.output) == (1, True)


def test_a_changed_content_does_not_pass_for_the_final(town: Town, hoa: Resident) -> None:
    make_final(hoa)
    town.change("DROP TRIGGER final_report_no_update")
    content = dict(latest(town).content)
    content["figures"] = {
        **content["figures"],
        "DT07": {**content["figures"]["DT07"], "value": "8"},
    }
    town.change(f"UPDATE final_report SET content = '{json.dumps(content)}'")
    final = latest(town)
    assert content_hash(final.content) != final.content_sha256
    assert not town.do(lambda work: is_intact(work, town.library, final))


def test_what_changes_afterwards_is_told_old_to_new(
    town: Town, an: Resident, hoa: Resident
) -> None:
    make_final(hoa)
    correct(an)
    town.deliver()
    told = hoa.heard
    assert told.kind == "final_outdated"
    assert "Thị Đoàn" in told.text
    notice = hoa.press("Xem nội dung đính chính")
    assert "9 hộ → 11 hộ" in notice.text
    assert "có 1 nội dung thay đổi" in notice.text
    hoa.press("Chốt bản mới")
    hoa.type(REASON)
    assert latest(town).number == 2
    assert hoa.press_data(f"s:correction:{ROUND}").text.endswith("ngày 10/6/2021.")


def test_a_correction_notice_is_made_by_a_press_and_by_a_command(
    town: Town, an: Resident, hoa: Resident, tmp_path: Path
) -> None:
    make_final(hoa)
    config, out = tmp_path / "config.toml", tmp_path / "dinh-chinh.docx"
    places = f'[database]\nurl = "sqlite:///{town.path}"\n[files]\npath = "{tmp_path}/files"\n'
    config.write_text(f'{places}[plan]\npath = "{FOLDER}"\n', encoding="utf-8")
    config.chmod(0o600)
    more = ["--round", ROUND, "--out", str(out), "--config", str(config)]
    refused = CliRunner().invoke(main, ["document", "correction", *more])
    assert (refused.exit_code, "chưa có gì thay đổi" in refused.output) == (1, True)
    assert hoa.press_data(f"s:correction_notice:{ROUND}").kind == "not_there"
    correct(an)
    hoa.do(want_consolidated)
    [differs] = [shown for shown in hoa.answers if shown.kind == "final_differs"]
    assert "1 nội dung đã thay đổi" in differs.text
    hoa.press("Xem nội dung đính chính")
    assert hoa.press("Lập văn bản đính chính").kind == "correction_coming"
    [(params,)] = town.rows("SELECT params FROM job WHERE kind = 'correction_notice'")
    assert json.loads(params)["round"] == ROUND
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'correction_wanted'") == [(1,)]
    assert CliRunner().invoke(main, ["document", "correction", *more]).exit_code == 0
    held = CliRunner().invoke(main, ["document", "check", str(out)])
    assert (held.exit_code, "đạt mọi quy tắc" in held.output) == (0, True)
    assert ["9 hộ", "11 hộ"] in [row[2:] for row in rows(out.read_bytes(), "Nay đính chính")]


def test_before_a_final_there_is_nothing_to_correct(town: Town, hoa: Resident) -> None:
    assert hoa.press_data(f"s:correction:{ROUND}").kind == "not_there"
    for screen in ("final", "final_sure", "correction", "sources", "source", "texts"):
        assert hoa.press_data(f"s:{screen}:2020-6T").kind == "no_round"


# Where it comes from


def all_pages(hoa: Resident) -> list[str]:
    """The labels of a list, from its first page on."""
    labels = list(hoa.heard.labels)
    while "Trang sau ›" in hoa.heard.labels:
        labels += hoa.press("Trang sau ›").labels
    return labels


def test_every_figure_leads_to_unit_question_version_person_and_time(
    town: Town, hoa: Resident
) -> None:
    report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
    hoa.press("Nguồn số liệu")
    sections = [label for label in all_pages(hoa) if label.startswith("I")]
    assert sections[0] == "I.1 Ban hành văn bản, kiện toàn Ban Chỉ đạo"
    seen: set[str] = set()
    places = {section.id: at for at, section in enumerate(report.plan.outline.sections)}
    for section in sections:
        hoa.press_data(f"s:sources:{ROUND}:{places[section.partition(' ')[0]]}")
        assert section in hoa.heard.text
        seen |= set(all_pages(hoa))
    assert {figure.indicator.label for figure in report.figures.values()} <= seen
    assert "(chưa đủ đơn vị)" in hoa.press_data(f"s:sources:{ROUND}:{places['II.7']}:3").text
    shown = hoa.press_data(f"s:source:{ROUND}:DT07")
    for part in ("Thị Đoàn: 9 hộ", "Câu hỏi: DT07_t", "lần nộp 1", "Nguyễn Văn An",
                 "10/6/2021", "Chưa báo cáo:"):  # fmt: skip
        assert part in shown.text
    rate = hoa.press_data(f"s:source:{ROUND}:HN_r1")
    assert "Tính từ" in rate.text
    assert "số đầu kỳ" not in hoa.press(rate.labels[0]).text


def test_a_text_is_switched_out_and_in_again(town: Town, hoa: Resident) -> None:
    def printed() -> list[str]:
        report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
        texts = [each for section in report.narratives.values() for each in section]
        return [each.text for each in texts if each.text]

    hoa.press("Nguồn số liệu")
    hoa.press("Nội dung các đơn vị viết")
    assert THI_DOAN["TL2"] in hoa.heard.text
    assert "Nguyễn Văn An" in hoa.heard.text
    [out] = [label for label in hoa.heard.labels if label.startswith("Không in:")]
    hoa.press(out)
    assert "(không in)" in hoa.heard.text
    assert printed() == []
    [back] = [label for label in hoa.heard.labels if label.startswith("In lại:")]
    hoa.press(back)
    assert printed() == [THI_DOAN["TL2"]]
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'report_decided'") == [(2,)]


def test_a_text_that_is_not_there_is_not_switched(town: Town, hoa: Resident) -> None:
    before = town.fingerprint()
    number = town.obligation(UNIT).id
    for argument in (f"{number}:TL9", f"{number}:", "99999:TL2", "x:TL2", f"{number}:DT07"):
        assert hoa.press_data(f"s:text_out:{argument}").kind == "not_there"
    assert hoa.press_data(f"s:source:{ROUND}:XX").kind == "not_there"
    assert town.fingerprint() == before


def test_a_name_changed_afterwards_does_not_touch_the_final(town: Town, hoa: Resident) -> None:
    make_final(hoa)
    value = {"lines": ["QUYỀN TRƯỞNG PHÒNG"], "name": ""}
    by = town.rows("SELECT id FROM person WHERE name = 'Lê Thị Hoa'")[0][0]
    town.do(lambda work: work.amendments.add("signer:A", value, town.now.date(), by, town.now))
    assert town.do(lambda work: is_intact(work, town.library, latest_in(work)))


def latest_in(work: SqlWork) -> FinalReport:
    final = work.finals.latest(ROUND)
    assert final is not None
    return final
