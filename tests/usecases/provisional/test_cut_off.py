"""Figures given before the cut-off are asked about on that day, once, and settled by one press."""

from __future__ import annotations

from datetime import date

from reporting.answers import Standing
from reporting.conversation import Review
from reporting.unit_report import Line
from tests.usecases.reminding.ticking import heard, tick
from tests.usecases.reports import THI_DOAN
from tests.usecases.town import ROUND, Resident, Town
from usecases.consolidated import consolidated, want_consolidated
from usecases.unit_documents import gather

EARLY = {key: THI_DOAN[key] for key in ("DT01", "DT03", "DT04", "DT05")}


def given(town: Town, *, submits: bool = False) -> Resident:
    """The Youth Union on 10 June: four figures, or a whole report."""
    be = town.invited("thi-doan", 3, "Trần Thị Bé")
    be.begin()
    be.fill("thi-doan", THI_DOAN if submits else EARLY)
    if submits:
        be.offers()
        be.press("Xác nhận")
    return be


def cut_off(town: Town) -> None:
    tick(town, "2021-06-14T07:59:30")
    tick(town, "2021-06-14T08:00:00")
    tick(town, "2021-06-14T08:00:30")


def test_one_message_with_all_of_them_on_the_cut_off_day(town: Town) -> None:
    be, office = given(town), town.office()
    tick(town, "2021-06-11T08:00:00")
    assert heard(be, "provisional") == []
    cut_off(town)

    [asked] = heard(be, "provisional")
    assert "Hôm nay chốt số liệu (14/6/2021). 4 số" in asked.text
    assert asked.text.count("Số liệu đến ngày 10/6/2021:") == 1 and "15 hộ" in asked.text
    assert "12,5 triệu đồng" in asked.text
    assert asked.labels == ["Giữ nguyên tất cả", "Sửa từng số", "Ghi là số ước"]
    assert heard(office, "provisional") == []


def test_kept_figures_stay_and_are_not_asked_about_again(town: Town) -> None:
    be = given(town)
    cut_off(town)
    before = town.draft("thi-doan")

    assert "4 số được giữ nguyên" in be.press("Giữ nguyên tất cả").text
    assert town.draft("thi-doan") == before
    assert town.rows("SELECT count(*) FROM audit WHERE action = 'figures_kept'") == [(1,)]
    again = be.press("Ghi là số ước")
    assert again.kind == "figures_settled" and "Trần Thị Bé giữ nguyên" in again.text
    assert town.draft("thi-doan") == before


def test_an_estimate_is_marked_in_the_draft_with_its_history(town: Town) -> None:
    be = given(town)
    cut_off(town)
    assert "4 số được ghi là số ước" in be.press("Ghi là số ước").text
    draft = town.draft("thi-doan")
    assert draft["DT01"].value == 15 and draft["DT01"].estimated
    assert draft["DT04"].standing is Standing.ZERO
    assert all(draft[name].estimated for name in EARLY)


def test_figures_are_changed_one_by_one_from_the_review(town: Town) -> None:
    be = given(town)
    cut_off(town)
    assert be.press("Sửa từng số").kind == "review"
    assert be.press_data(f"s:figures_keep:{town.obligation('thi-doan').id}").kind == (
        "figures_decided"
    )


def test_a_submitted_report_stays_as_it_is_until_it_is_submitted_again(town: Town) -> None:
    be = given(town, submits=True)
    cut_off(town)
    assert "Báo cáo đã nộp." in heard(be, "provisional")[0].text
    answer = be.press("Ghi là số ước")
    assert "vẫn giữ nguyên cho đến khi Anh/Chị nộp lại" in answer.text
    assert not town.submitted("thi-doan")["DT01"].estimated
    assert town.draft("thi-doan")["DT01"].estimated
    assert town.obligation("thi-doan").state.value == "submitted"


def test_what_is_given_on_the_day_or_not_at_all_is_not_asked_about(town: Town) -> None:
    town.now = town.now.replace(day=14, hour=7)
    be, an = given(town), town.invited("kinh-te", 1, "An")
    cut_off(town)
    assert heard(be, "provisional") == heard(an, "provisional") == []
    settled = be.press_data(f"s:figures_keep:{town.obligation('thi-doan').id}")
    assert settled.kind == "figures_settled"


def test_the_decision_is_not_the_office_s_one_to_count_a_report(town: Town) -> None:
    be, key = given(town), town.obligation("thi-doan").id
    town.do(lambda work: work.settings.put(f"provisional:{key}", True))
    cut_off(town)
    assert be.press("Giữ nguyên tất cả").kind == "figures_decided"
    assert town.do(lambda work: work.settings.get(f"provisional:{key}")) is True


def test_another_unit_s_figures_look_like_none(town: Town) -> None:
    given(town)
    cut_off(town)
    an, key = town.invited("kinh-te", 1, "An"), town.obligation("thi-doan").id
    before = town.fingerprint()
    for name in ("keep", "edit", "estimate"):
        assert an.press_data(f"s:figures_{name}:{key}").kind == "not_there"
    assert town.fingerprint() == before


def test_down_over_the_morning_it_is_asked_within_hours_and_not_days_later(town: Town) -> None:
    be = given(town)
    tick(town, "2021-06-11T16:00:00")
    tick(town, "2021-06-14T14:00:00")
    assert len(heard(be, "provisional")) == 1


def test_the_unit_s_own_report_says_up_to_which_day_until_it_is_decided(town: Town) -> None:
    be, key = given(town), town.obligation("thi-doan").id

    def days() -> list[date]:
        draft = town.do(lambda work: work.drafts.open_for(key))
        assert draft is not None
        report = town.do(lambda work: gather(work, town.library, key, draft.id, town.now))
        pieces = [piece for section in report.sections for piece in section.pieces]
        return [p.given_on for p in pieces if isinstance(p, Line) and p.given_on is not None]

    assert days() == [date(2021, 6, 10)] * len(EARLY)
    cut_off(town)
    be.press("Giữ nguyên tất cả")
    assert days() == []


SAID = "(số liệu đến ngày 10/6/2021)"


def test_the_review_says_up_to_which_day_and_no_more_once_it_is_kept(town: Town) -> None:
    be = given(town)
    review = be.happen(Review())
    assert review.text.count(SAID) == len(EARLY)
    cut_off(town)
    be.press("Giữ nguyên tất cả")
    assert SAID not in be.happen(Review()).text


def test_the_office_reads_the_day_of_each_figure_not_of_the_submission(town: Town) -> None:
    be, office, key = given(town), town.office(), town.obligation("thi-doan").id
    town.now = town.now.replace(day=11)
    be.go_on()
    be.fill("thi-doan", {name: each for name, each in THI_DOAN.items() if name not in EARLY})
    be.offers()
    be.press("Xác nhận")

    for screen in (f"s:reading:{key}", f"s:board_report:{key}:0"):
        read = office.press_data(screen)
        assert read.text.count(SAID) == len(EARLY)
        assert read.text.count("(số liệu đến ngày 11/6/2021)") == 6
    cut_off(town)
    assert be.heard.text.count("Số liệu đến ngày 1") == 2
    be.press("Giữ nguyên tất cả")
    assert "số liệu đến ngày" not in office.press_data(f"s:reading:{key}").text


def test_a_correction_opened_after_the_cut_off_makes_no_figure_newer(town: Town) -> None:
    be, office, key = given(town, submits=True), town.office(), town.obligation("thi-doan").id
    cut_off(town)
    be.press("Sửa từng số")
    town.now = town.now.replace(day=15)
    be.press("2")
    be.type("3")

    review = be.happen(Review()).text
    assert review.count(SAID) == 9 and "3 hộ" in review
    be.offers()
    be.press("Xác nhận")
    assert office.press_data(f"s:reading:{key}").text.count(SAID) == 9


def test_the_consolidation_names_who_has_not_decided_and_each_figure_its_day(town: Town) -> None:
    be, office = given(town, submits=True), town.office()

    def day() -> date | None:
        report = town.do(lambda work: consolidated(work, town.library, ROUND, town.now))
        return report.figures["DT01"].parts["thi-doan"].given_on

    office.do(want_consolidated)
    summary = next(each for each in office.answers if each.kind == "consolidated_summary")
    assert "đơn vị chưa xác nhận lại: Thị Đoàn (số liệu đến ngày 10/6/2021)." in summary.text
    assert SAID in office.press_data(f"s:source:{ROUND}:DT01").text
    assert day() == date(2021, 6, 10)
    cut_off(town)
    be.press("Giữ nguyên tất cả")
    assert day() is None


def test_nobody_ticked_on_the_day_so_it_is_asked_as_soon_as_somebody_does(town: Town) -> None:
    be = given(town)
    tick(town, "2021-06-11T16:00:00")
    for moment in ("2021-06-16T08:30:00", "2021-06-16T08:30:30"):
        tick(town, moment)
    [asked] = heard(be, "provisional")
    assert "Số liệu đã chốt ngày 14/6/2021. 4 số" in asked.text


def test_what_is_due_already_is_not_asked_about(town: Town) -> None:
    be = given(town)
    tick(town, "2021-06-14T07:00:00")
    tick(town, "2021-06-17T08:00:00")
    assert heard(be, "provisional") == []
