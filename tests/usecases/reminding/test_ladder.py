"""The ladder as people live it: who is told what, when, and when no more."""

from __future__ import annotations

from tests.usecases.reminding.ticking import heard, states, submitted, tick
from tests.usecases.town import Town
from usecases.records import Role


def test_a_round_is_told_to_everybody_once(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    binh = town.invited("mttq", 2, "Bình")

    tick(town, "2021-06-10T09:00:30")
    tick(town, "2021-06-10T09:01:00")

    [opening] = heard(an)
    assert "Mở kỳ báo cáo 6 tháng đầu năm 2021" in opening.text
    assert "17:00 ngày 16/6/2021 (còn 4 ngày làm việc)" in opening.text
    assert opening.labels == ["Bắt đầu báo cáo", "Nhắc lại sau"]
    assert "Đề nghị Anh/Chị" in opening.text and "Kính đề nghị" not in opening.text
    assert "Kính đề nghị Anh/Chị" in heard(binh)[0].text, "the Front is asked more politely"


def test_whoever_has_begun_hears_how_far_and_goes_on_with_one_press(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-10T09:00:30")
    first = an.press("Bắt đầu báo cáo")
    an.type("3")
    question = an.heard

    tick(town, "2021-06-11T08:00:00")

    reminder = heard(an)[-1]
    answered, total = (town.obligation("kinh-te").answered, town.obligation("kinh-te").total)
    assert f"Đã trả lời {answered}/{total} câu" in reminder.text
    assert first.kind == question.kind == "question"
    go_on, put_off = reminder.labels
    asked_again = an.press(go_on)
    assert asked_again.message.asks == question.message.asks
    form = town.library.current.form_for(town.library.current.unit("kinh-te"))
    label = next(q.label for q in form.questions if q.nodeset == question.message.asks)
    assert f"Câu tiếp theo: {label}" in reminder.text
    assert (go_on, put_off) == (f"Câu tiếp: {label}", "Nhắc lại sau")


def test_whoever_has_not_begun_themselves_finds_their_colleague_s_question(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    binh = town.invited("kinh-te", 2, "Bình", Role.SECOND_LIAISON)
    an.begin()
    an.type("3")
    tick(town, "2021-06-11T08:00:00")

    assert heard(binh)[-1].labels[0] == heard(an)[-1].labels[0]
    assert heard(binh)[-1].labels[0].startswith("Câu tiếp: ")
    asked = next(shown.message.asks for shown in reversed(an.phone) if shown.message.asks)
    assert binh.press(heard(binh)[-1].labels[0]).message.asks == asked


def test_a_reminder_does_not_take_the_focus(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    an.begin()
    asked = an.heard.message.asks
    tick(town, "2021-06-11T08:00:00")

    an.type("2")

    assert asked in {row[0] for row in town.rows("SELECT ref FROM answer")}


def test_who_has_submitted_is_left_alone_whoever_of_the_unit_submitted(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    second = town.invited("kinh-te", 2, "Bình", Role.SECOND_LIAISON)
    other = town.invited("y-te", 3, "Chi")
    tick(town, "2021-06-10T09:00:30")
    submitted(town, "kinh-te")

    for day in ("11", "15", "16", "17", "18"):
        tick(town, f"2021-06-{day}T08:00:10")

    assert [len(heard(person)) for person in (an, second, other)] == [1, 1, 6]


def test_overdue_is_said_without_blame_each_working_day_until_grace_ends(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    tick(town, "2021-06-10T09:00:30")
    for day in range(11, 31):
        tick(town, f"2021-06-{day}T08:00:10")
    for day in range(1, 31):
        tick(town, f"2021-07-{day:02}T08:00:10")

    overdue = [shown for shown in heard(an) if "Đến nay Hệ thống chưa nhận được" in shown.text]
    assert len(overdue) == town.library.current.calendar.ladder.grace_days
    assert "(hạn 17:00 ngày 16/6/2021)" in overdue[0].text
    days = {row[0] for row in town.rows("SELECT slot FROM reminder WHERE rung = 'overdue'")}
    assert min(days) == "2021-06-17" and max(days) == "2021-07-14"
    assert not days & {"2021-06-19", "2021-06-20"}, "a weekend"


def test_one_message_for_all_units_of_a_person(town: Town) -> None:
    an = town.invited("xa-phuoc-tin", 1, "An")
    town.invited("xa-long-giang", 1, "An")
    tick(town, "2021-06-10T09:00:30")

    tick(town, "2021-06-11T08:00:00")

    reminder = heard(an)[-1]
    assert len(heard(an)) == 2
    assert len(states(reminder)) == 2
    assert reminder.labels == [
        "Bắt đầu: Xã Long Giang - 6 tháng đầu năm 2021",
        "Bắt đầu: Xã Phước Tín - 6 tháng đầu năm 2021",
        "Nhắc lại sau",
    ]


def test_a_report_sent_back_and_one_that_waits_for_the_leader_have_their_own_words(
    town: Town,
) -> None:
    an, binh = town.invited("kinh-te", 1, "An"), town.invited("y-te", 2, "Bình")
    tick(town, "2021-06-10T09:00:30")
    for unit, state in (("kinh-te", "returned"), ("y-te", "awaiting_leader")):
        town.change(f"UPDATE obligation SET state = '{state}' WHERE unit_id = '{unit}'")

    tick(town, "2021-06-11T08:00:00")

    assert "đề nghị rà soát, bổ sung" in heard(an)[-1].text
    assert heard(an)[-1].labels[0] == "Bổ sung báo cáo"
    assert "đang chờ lãnh đạo đơn vị" in heard(binh)[-1].text
    assert "báo lãnh đạo đơn vị xem" in heard(binh)[-1].text


def test_a_leader_hears_nothing(town: Town) -> None:
    leader = town.invited("kinh-te", 1, "An", Role.LEADER)

    for day in ("10T09:00:30", "15T08:00:10", "16T08:00:10", "17T08:00:10"):
        tick(town, f"2021-06-{day}")

    assert heard(leader) == []


def test_the_office_answers_for_its_own_unit_unless_it_has_a_liaison(town: Town) -> None:
    office = town.office()
    tick(town, "2021-06-10T09:00:30")
    assert len(heard(office)) == 1

    town.invited(town.library.current.office.id, 5, "Em")
    tick(town, "2021-06-11T08:00:00")

    assert len(heard(office)) == 1


def test_r25_people_no_longer_of_the_unit_are_left_alone(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    town.change("UPDATE membership SET state = 'revoked' WHERE unit_id = 'kinh-te'")

    tick(town, "2021-06-10T09:00:30")

    assert heard(an) == []


def test_a_moved_due_time_has_its_rungs_again(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    for moment in ("10T09:00:30", "15T08:00:10", "16T08:00:10"):
        tick(town, f"2021-06-{moment}")
    before = len(heard(an))
    due = "2021-06-21T10:00:00.000000+00:00"
    town.change(f"UPDATE obligation SET due_at = '{due}' WHERE unit_id = 'kinh-te'")

    for moment in ("16T09:00:00", "17T08:00:10", "18T08:00:10", "21T08:00:10", "22T08:00:10"):
        tick(town, f"2021-06-{moment}")

    rungs = town.rows(
        "SELECT rung, slot FROM reminder WHERE obligation_id = ? AND due_on = '2021-06-21'",
        town.obligation("kinh-te").id,
    )
    assert rungs == [
        ("before_1", "2021-06-18"),
        ("due_day", "2021-06-21"),
        ("overdue", "2021-06-22"),
    ]
    assert len(heard(an)) == before + 3
