"""danh-ba.xlsx and `Mời tất cả`: shown first, taken over once, everybody invited."""

from __future__ import annotations

import pytest

from reporting.answers import FileValue
from reporting.directory import Listed
from reporting.faults import Fault, Place
from tests.usecases.people.guests import (
    audited,
    comes,
    everybody_invited,
    links_made,
    listed,
    opens,
    orders,
    standing,
)
from tests.usecases.town import Resident, Town
from usecases.people.directory import (
    difference,
    show_directory,
    take_over,
    tell_of_faults,
)
from usecases.records import DirectoryEntry, Role

FILE = FileValue("danh-ba.xlsx", "application/vnd.ms-excel", 9000, "file-1")


def person(number: int, unit: str, role: str = "liaison", name: str = "") -> Listed:
    return Listed(unit, role, name or f"Cán bộ {number}", "Chuyên viên", f"+849{number:08d}")


def everybody(town: Town) -> list[Listed]:
    """A liaison for each of the 24 units."""
    return [person(n, unit.id) for n, unit in enumerate(town.library.current.units, 1)]


def read(town: Town, people: list[Listed]) -> None:
    """The job's end, as the bot does it when it has read the file."""
    [(key, order)] = orders(town, "directory")
    plan = town.library.current
    town.do(lambda work: show_directory(work, plan, order, FILE.name, "0" * 64, people, town.now))
    town.change(f"UPDATE job SET state = 'done' WHERE id = {key}")
    town.deliver()


def imported(town: Town, office: Resident, people: list[Listed]) -> None:
    office.attach(FILE)
    read(town, people)
    office.press("Ghi vào danh bạ")


def entries(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "SELECT unit_id, role, name, phone FROM directory_entry WHERE removed_at IS NULL"
        " ORDER BY id"
    )


def test_s11_nothing_counts_before_the_office_says_so(town: Town) -> None:
    hoa = town.office()
    hoa.attach(FILE)
    read(town, everybody(town))
    assert hoa.heard.kind == "directory_preview"
    assert "Thêm 24 người" in hoa.heard.text
    assert entries(town) == []
    kept = hoa.press("Ghi vào danh bạ")
    assert "24 người mới" in kept.text
    assert len(entries(town)) == 24
    assert entries(town)[0] == ("mttq", "liaison", "Cán bộ 1", "+84900000001")
    assert audited(town, "directory_taken_over") == 1


def test_a_file_is_taken_over_once(town: Town) -> None:
    hoa = town.office()
    imported(town, hoa, everybody(town))
    assert "đã được ghi" in hoa.press("Ghi vào danh bạ").text
    assert "đã được ghi" in hoa.press("Không ghi").text
    assert len(entries(town)) == 24


def test_a_dropped_file_stays_dropped(town: Town) -> None:
    hoa = town.office()
    hoa.attach(FILE)
    read(town, everybody(town))
    assert "không được ghi" in hoa.press("Không ghi").text
    assert "không được ghi" in hoa.press("Ghi vào danh bạ").text
    assert entries(town) == []


def test_faults_are_told_and_nothing_can_be_kept(town: Town) -> None:
    hoa = town.office()
    hoa.attach(FILE)
    [(_, order)] = orders(town, "directory")
    place = Place("danh-ba.xlsx", sheet="Sheet1", row=5, column="D (Số điện thoại)")
    fault = Fault("directory.phone_unfit", place, {"text": "0912"})
    town.do(lambda work: tell_of_faults(work, order, FILE.name, [fault], town.now))
    town.deliver()
    assert "hàng 5, cột D (Số điện thoại): “0912” chưa phải" in hoa.heard.text
    assert hoa.heard.labels == []
    assert town.rows("SELECT count(*) FROM directory_upload") == [(0,)]


def test_changes_are_shown_with_what_they_change(town: Town) -> None:
    hoa = town.office()
    imported(town, hoa, [person(1, "kinh-te", name="An"), person(2, "y-te", name="Bé")])
    changed = [person(3, "kinh-te", name="An"), person(4, "thi-doan", name="Cúc")]
    hoa.attach(FILE)
    read(town, changed)
    text = hoa.heard.text
    assert "Phòng Kinh tế: An, +84900000001 → An, +84900000003" in text
    assert "Thêm 1 người" in text and "vẫn giữ" in text and "Trung tâm Y tế" in text
    hoa.press("Ghi vào danh bạ")
    assert [(unit, phone) for unit, _, _, phone in entries(town)] == [
        ("kinh-te", "+84900000003"),
        ("y-te", "+84900000002"),
        ("thi-doan", "+84900000004"),
    ]


def test_the_same_file_again_changes_nothing(town: Town) -> None:
    hoa = town.office()
    imported(town, hoa, everybody(town))
    hoa.attach(FILE)
    read(town, everybody(town))
    assert "Giữ nguyên: 24 người" in hoa.heard.text
    assert hoa.heard.labels == []


def test_two_people_may_swap_their_telephones() -> None:
    old = [
        DirectoryEntry(1, "kinh-te", Role.LIAISON, "An", "", "+84900000001"),
        DirectoryEntry(2, "kinh-te", Role.LIAISON, "Bé", "", "+84900000002"),
    ]
    new = [
        Listed("kinh-te", "liaison", "Bé", "", "+84900000001"),
        Listed("kinh-te", "liaison", "An", "", "+84900000002"),
    ]
    found = difference(old, new)
    assert [(entry.id, one.name) for entry, one in found.changed] == [(1, "Bé"), (2, "An")]
    assert (found.new, found.same, found.unmentioned) == ([], 0, [])


def test_the_command_line_takes_over_for_nobody_in_particular(town: Town) -> None:
    found = difference([], everybody(town))
    town.do(lambda work: take_over(work, found, None, town.now))
    assert town.rows("SELECT count(*), count(created_by) FROM directory_entry") == [(24, 0)]


@pytest.mark.parametrize("name", ["danh-ba.xlsx", "Danh bạ 2021.XLSX", "DANHBA.xlsx"])
def test_the_office_sends_it_even_in_the_middle_of_its_own_report(town: Town, name: str) -> None:
    hoa = town.office()
    hoa.begin()
    hoa.attach(FileValue(name, "", 9000, "f"))
    assert len(orders(town, "directory")) == 1


def test_other_people_s_files_are_answers_as_before(town: Town) -> None:
    an = town.invited("kinh-te", 1, "An")
    an.begin()
    an.attach(FILE)
    assert orders(town, "directory") == []
    hoa = town.office()
    hoa.begin()
    hoa.attach(FileValue("so-lieu.xlsx", "", 9000, "f"))
    hoa.attach(FileValue("danh-ba.pdf", "", 9000, "f"))
    assert orders(town, "directory") == []
    assert town.stranger(5).attach(FILE).kind == "stranger"


def test_a_file_too_large_to_fetch_is_refused(town: Town) -> None:
    hoa = town.office()
    assert hoa.attach(FileValue("danh-ba.xlsx", "", 30_000_000, "f")).kind == "file_too_big"
    assert orders(town, "directory") == []


def test_whoever_sent_it_and_is_no_longer_of_the_office_sees_no_preview(town: Town) -> None:
    hoa = town.office()
    hoa.attach(FILE)
    town.change("UPDATE membership SET state = 'revoked'")
    read(town, everybody(town))
    assert "directory_preview" not in [shown.kind for shown in hoa.phone]


# Mời tất cả


def test_a_directory_of_24_is_imported_invited_and_joined(town: Town) -> None:
    hoa = town.office()
    imported(town, hoa, everybody(town))
    ask = hoa.press("Mời tất cả")
    assert "24 người của 24 đơn vị" in ask.text
    assert orders(town, "invite_all") == []
    hoa.press("Tạo lời mời cho tất cả")
    tokens = everybody_invited(town)
    texts = [shown for shown in hoa.phone if shown.kind == "invitation_text"]
    assert len(texts) == 24 and all(len(shown.text) <= 2000 for shown in texts)
    assert [shown.kind for shown in hoa.phone].count("invitation_pages") == 1
    for number, (entry, token) in enumerate(tokens.items(), 1):
        comes(town, number, f"Người {number}", token, f"849{number:08d}")
        assert entry == number
    joined = standing(town)[1:]
    assert [(unit, state) for _, unit, _, state in joined] == [
        (unit.id, "active") for unit in town.library.current.units
    ]
    assert town.rows("SELECT count(*) FROM invite WHERE used_at IS NULL") == [(0,)]
    assert "24/24 đơn vị có người tham gia" in hoa.press("Danh bạ").text
    assert hoa.press("Mời tất cả").kind == "nobody_to_invite"


def test_the_people_of_one_unit_share_a_text_that_zalo_takes(town: Town) -> None:
    hoa = town.office()
    for number in range(9):
        listed(town, "kinh-te", f"Nguyễn Thị Hoàng Phương Thảo {number}", f"+8490000000{number}")
    hoa.press_data("s:invite_all_sure:")
    everybody_invited(town)
    texts = [shown.text for shown in hoa.phone if shown.kind == "invitation_text"]
    assert [text.count("link:") for text in texts] == [4, 4, 1]
    assert all(len(text) + 4 * 60 <= 2000 for text in texts), "real links are longer"


def test_inviting_everybody_again_ends_the_links_before(town: Town) -> None:
    hoa = town.office()
    entry = listed(town, "kinh-te", "An", "+84900000001")
    hoa.press_data(f"s:invite_entry:{entry}")
    [first] = links_made(town)
    hoa.press_data("s:invite_all_sure:")
    again = everybody_invited(town)
    assert opens(town.stranger(1), first) == "invite_used"
    assert opens(town.stranger(1), again[entry]) == "welcome_pending"


def test_whoever_came_meanwhile_is_left_alone(town: Town) -> None:
    hoa = town.office()
    listed(town, "kinh-te", "An", "+84900000001")
    listed(town, "y-te", "Bé", "+84900000002")
    hoa.press_data("s:invite_all_sure:")
    comes(town, 1, "An", town.token("kinh-te", direct=False), "+84900000001")
    everybody_invited(town)
    assert town.rows("SELECT unit_id FROM invite WHERE entry_id IS NOT NULL") == [("y-te",)]


def test_the_blank_directory_is_ordered(town: Town) -> None:
    hoa = town.office()
    hoa.press_data("s:directory:")
    hoa.press("Tải mẫu danh bạ (Excel)")
    assert [order for _, order in orders(town, "directory_blank")] == [{"chat": 900}]
