"""Rounds, obligations, drafts, conversations, submissions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reporting.answers import Answer, FileValue, Standing
from storage.work import SqlWork
from storage.writer import Writer
from tests.storage.season import BINH, DUE, NOW, UNITS, Season, later
from usecases.records import Message, ObligationState, Role, RoundRecord

SAID = {
    "/data/hn": Answer(1_250_000_000),
    "/data/rate": Answer(Decimal("12.30"), estimated=True),
    "/data/none": Answer(0, Standing.ZERO),
    "/data/not_ours": Answer(None, Standing.NOT_APPLICABLE, note="không thuộc nhiệm vụ"),
    "/data/later": Answer(None, Standing.NOT_YET, promised=date(2021, 7, 5)),
    "/data/kinds": Answer(("bo", "ga")),
    "/data/giong[a1]/loai": Answer("bò lai Sind"),
    "/data/day": Answer(date(2021, 6, 1)),
    "/data/photo": Answer(FileValue("ảnh.jpg", "image/jpeg", 12345, "file-id", "ab" * 32)),
}


def test_plan_and_form_of_a_round_never_change_under_it(season: Season) -> None:
    season.run(lambda work: work.rounds.keep_plan("plan", "other", {"x": b"y"}, NOW))
    season.run(lambda work: work.rounds.keep_form("form", "other", b"<y/>", NOW))
    assert season.run(lambda work: work.rounds.plan_files("plan")) == {"plan.toml": b"id = 1"}
    assert season.run(lambda work: work.rounds.form_xml("form")) == b"<h:html/>"
    with pytest.raises(KeyError):
        season.run(lambda work: work.rounds.plan_files("unknown"))
    with pytest.raises(KeyError):
        season.run(lambda work: work.rounds.form_xml("unknown"))


def test_a_round_opens_once(season: Season) -> None:
    again = RoundRecord(season.round_id, "plan", "annual", later(days=1))
    assert not season.run(lambda work: work.rounds.open(again))
    kept = RoundRecord(season.round_id, "plan", "six_month", NOW)
    assert season.run(lambda work: work.rounds.get(season.round_id)) == kept
    assert season.run(lambda work: work.rounds.all()) == [kept]
    assert season.run(lambda work: work.rounds.get("2022-N")) is None


def test_one_obligation_a_round_and_unit(season: Season) -> None:
    season.run(
        lambda work: work.obligations.add(season.round_id, "y-te", "form", later(days=9), NOW)
    )
    owed = season.run(lambda work: work.obligations.of_round(season.round_id))
    assert [(one.unit_id, one.due_at) for one in owed] == [(unit, DUE) for unit in UNITS]
    assert season.run(lambda work: work.obligations.of_units(["y-te", "nobody"])) == [owed[1]]
    assert season.run(lambda work: work.obligations.of_units([])) == []
    assert season.run(lambda work: work.obligations.get(7777)) is None


def test_state_and_progress_are_of_one_obligation(season: Season) -> None:
    key = season.obligation.id
    season.run(lambda work: work.obligations.set_state(key, ObligationState.STARTED))
    season.run(lambda work: work.obligations.set_progress(key, 3, 17))
    mine, *others = season.run(lambda work: work.obligations.of_round(season.round_id))
    assert (mine.state, mine.answered, mine.total) == (ObligationState.STARTED, 3, 17)
    assert all(one.state is ObligationState.NOT_STARTED and one.total == 0 for one in others)


def test_answers_of_every_type_come_back_exactly(season: Season) -> None:
    for ref, answer in SAID.items():
        assert season.keep(ref, answer)
    with Writer(season.writer._database) as fresh:
        draft = fresh.run(lambda work: work.drafts.get(season.draft.id)).result()
    assert draft is not None
    assert {ref: kept.answer for ref, kept in draft.answers.items()} == SAID
    assert draft == season.reread()
    assert draft.revision == len(SAID)
    assert {(k.person_id, k.person_name, k.at, k.revision) for k in draft.answers.values()} == {
        (season.an.id, season.an.name, NOW, 1)
    }


def test_an_answer_replaces_only_the_revision_it_names(season: Season) -> None:
    assert season.keep("/data/a", Answer(1))
    assert not season.keep("/data/a", Answer(2), base=0)
    assert season.keep("/data/a", Answer(3), base=1)
    assert not season.keep("/data/a", Answer(4), base=1)
    assert not season.keep("/data/b", Answer(5), base=1)
    draft = season.reread()
    assert set(draft.answers) == {"/data/a"}
    assert (draft.answers["/data/a"].answer, draft.answers["/data/a"].revision) == (Answer(3), 2)
    assert draft.revision == 2


def test_an_answer_can_be_taken_back(season: Season) -> None:
    assert season.keep("/data/a", Answer(1))
    assert season.keep("/data/a", None, base=1)
    assert season.reread().answers["/data/a"].answer is None
    assert season.keep("/data/a", Answer(2), base=2)


def test_history_only_grows(season: Season) -> None:
    season.keep("/data/a", Answer(Decimal("1.0")))
    season.keep("/data/a", None, base=1)
    season.keep("/data/a", Answer(2), base=1)
    season.keep("/data/a", Answer(3), base=2)

    def history(work: SqlWork) -> list[tuple[int, str | None, str]]:
        rows = work.transaction.connection.execute(
            text("SELECT revision, standing, value FROM answer_history ORDER BY id")
        )
        return [(row.revision, row.standing, row.value) for row in rows]

    assert season.run(history) == [
        (1, "figure", '{"decimal":"1.0"}'),
        (2, None, "null"),
        (3, "figure", "3"),
    ]


@pytest.mark.parametrize("table", ["answer_history", "submission", "audit"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET person_id = person_id"])
def test_s10_the_database_refuses_to_rewrite_the_past(
    season: Season, table: str, change: str
) -> None:
    season.keep("/data/a", Answer(1))
    season.submit("A1", SAID)
    season.run(lambda work: work.audit.note(NOW, season.an.id, "submit", "kinh-te", {"v": 1}))
    with pytest.raises(IntegrityError, match="only grows"):
        season.run(lambda work: work.transaction.connection.execute(text(change.format(table))))


def test_one_open_draft_an_obligation(season: Season) -> None:
    again = season.run(
        lambda work: work.drafts.start(
            season.obligation.id, NOW, based_on_version=9, answers={"/data/a": Answer(1)}
        )
    )
    assert again == season.draft
    with pytest.raises(IntegrityError):
        season.run(
            lambda work: work.transaction.connection.execute(
                text(
                    "INSERT INTO draft (obligation_id, state, revision, based_on_version,"
                    " created_at, updated_at) SELECT obligation_id, state, revision,"
                    " based_on_version, created_at, updated_at FROM draft"
                )
            )
        )


def test_a_closed_draft_takes_nothing_more(season: Season) -> None:
    season.keep("/data/a", Answer(1))
    assert season.run(lambda work: work.drafts.close(season.draft.id))
    assert not season.keep("/data/a", Answer(2), base=1)
    assert not season.keep("/data/b", Answer(2))
    closed = season.run(lambda work: work.drafts.get(season.draft.id))
    assert closed is not None and not closed.open
    assert season.run(lambda work: work.drafts.open_for(season.obligation.id)) is None


def test_a_draft_is_remembered_until_it_is_closed(season: Season) -> None:
    draft = season.draft
    season.run(lambda work: work.drafts.get(draft.id))
    assert season.run(lambda work: work.transaction.memory.draft(draft.id)) is not None
    season.run(lambda work: (work.drafts.get(draft.id), work.drafts.close(draft.id)))
    assert season.run(lambda work: work.transaction.memory.draft(draft.id)) is None
    closed = season.run(lambda work: work.drafts.get(draft.id))
    assert closed is not None and not closed.open


def test_a_draft_is_read_with_its_obligation_as_both_are_now(season: Season) -> None:
    def answered_elsewhere(work: SqlWork) -> None:
        work.obligations.set_state(season.obligation.id, ObligationState.CANCELLED)
        work.obligations.set_progress(season.obligation.id, 1, 9)

    assert season.run(lambda work: work.drafts.with_obligation(season.draft.id)) is not None
    season.keep("/a", Answer(1))
    season.run(answered_elsewhere)

    def read(work: SqlWork) -> tuple[object, object, object]:
        found = work.drafts.with_obligation(season.draft.id)
        assert found is not None
        return *found, work.rounds.get(season.round_id)

    draft, owed, of_round = season.run(read)
    assert draft == season.reread()
    assert owed == season.run(lambda work: work.obligations.get(season.obligation.id))
    assert of_round == season.run(lambda work: work.rounds.get(season.round_id))
    assert season.run(lambda work: work.drafts.with_obligation(77)) is None


def test_a_new_version_starts_from_the_last(season: Season) -> None:
    season.submit("A1", SAID)
    second = season.run(
        lambda work: work.drafts.start(
            season.obligation.id, later(days=1), based_on_version=1, answers=SAID
        )
    )
    assert second.based_on_version == 1
    assert {ref: kept.answer for ref, kept in second.answers.items()} == SAID
    assert {kept.revision for kept in second.answers.values()} == {1}
    assert {(kept.person_id, kept.person_name) for kept in second.answers.values()} == {(0, "")}


def test_a_conversation_is_one_persons_place_in_a_draft(season: Season) -> None:
    def start(work: SqlWork) -> tuple[int, int]:
        binh = work.people.add(BINH, NOW)
        work.people.join(binh.id, "kinh-te", Role.SECOND_LIAISON, active=True, at=NOW)
        first = work.conversations.start(season.an.id, season.draft.id, {"phase": "asking"}, NOW)
        again = work.conversations.start(season.an.id, season.draft.id, {"phase": "lost"}, NOW)
        assert again == first
        return first.id, work.conversations.start(binh.id, season.draft.id, {}, NOW).id

    mine, other = season.run(start)
    message = season.run(lambda work: work.outbox.add(1, Message("question"), NOW))
    season.run(lambda work: work.conversations.keep(mine, {"phase": "paused"}, NOW, message))
    read = season.run(lambda work: work.conversations.of(season.an.id, season.draft.id))
    assert read is not None
    assert (read.id, read.obligation_id, read.place, read.asked_message_id) == (
        mine,
        season.obligation.id,
        {"phase": "paused"},
        message,
    )
    assert read.form_version == season.obligation.form_version
    assert season.run(lambda work: work.conversations.get(mine)) == read
    assert season.run(lambda work: work.conversations.get(777)) is None
    assert season.run(lambda work: work.conversations.of(777, season.draft.id)) is None
    found = season.run(lambda work: work.conversations.of_draft(season.draft.id))
    assert [one.id for one in found] == [mine, other]
    assert found[1].place == {}


def test_versions_are_counted_and_the_latest_counts(season: Season) -> None:
    assert season.run(lambda work: work.submissions.latest(season.obligation.id)) is None
    season.submit("A1", {"/data/a": Answer(1)})
    season.run(lambda work: work.drafts.start(season.obligation.id, NOW, based_on_version=1))
    season.submit("A2", SAID, late=True)
    latest = season.run(lambda work: work.submissions.latest(season.obligation.id))
    assert latest is not None
    assert (latest.version, latest.receipt_code, latest.late) == (2, "A2", True)
    assert (latest.unit_id, latest.round_id, latest.at) == ("kinh-te", season.round_id, NOW)
    assert (latest.person_id, latest.person_name) == (season.an.id, season.an.name)
    assert latest.answers == SAID
    first = season.run(lambda work: work.submissions.by_code("A1"))
    assert first is not None and first.answers == {"/data/a": Answer(1)}
    assert season.run(lambda work: work.submissions.by_code("A3")) is None
    of_round = season.run(lambda work: work.submissions.latest_of_round(season.round_id))
    assert of_round == {"kinh-te": latest}
    owed = season.run(lambda work: work.obligations.get(season.obligation.id))
    assert owed is not None
    assert (owed.version, owed.submitted_at, owed.late) == (2, NOW, True)


def test_a_receipt_code_and_a_draft_are_used_once(season: Season) -> None:
    season.submit("A1", SAID)
    season.run(lambda work: work.drafts.start(season.obligation.id, NOW, based_on_version=1))
    with pytest.raises(IntegrityError):
        season.submit("A1", SAID)
    assert season.run(lambda work: work.drafts.open_for(season.obligation.id)) is not None
    owed = season.run(lambda work: work.obligations.get(season.obligation.id))
    assert owed is not None and owed.version == 1


def test_an_attachment_is_wanted_then_stored_or_failed(season: Season) -> None:
    def want(work: SqlWork, name: str) -> int:
        return work.attachments.want(
            "file-id",
            name,
            "image/jpeg",
            1,
            draft_id=season.draft.id,
            ref="/data/photo",
            person_id=season.an.id,
            at=NOW,
        )

    first, second = season.run(lambda work: (want(work, "a.jpg"), want(work, "b.jpg")))
    season.run(lambda work: work.attachments.stored(first, "ab" * 32, 999, NOW))
    season.run(lambda work: work.attachments.failed(second, "gone", NOW))
    season.run(lambda work: work.attachments.failed(first, "too late", NOW))
    found = season.run(lambda work: work.attachments.of_draft(season.draft.id))
    assert [(one.name, one.state, one.sha256, one.size) for one in found] == [
        ("a.jpg", "stored", "ab" * 32, 999),
        ("b.jpg", "failed", "", 1),
    ]
    assert season.run(lambda work: work.attachments.get(first)) == found[0]
    assert season.run(lambda work: work.attachments.get(777)) is None
