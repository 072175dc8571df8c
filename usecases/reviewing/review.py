"""`Xem báo cáo`, `Tiếp nhận`, `Đề nghị rà soát, bổ sung`: the office reads what a unit says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from usecases.buttons import number_in, screen
from usecases.documents import note_reading
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.records import ObligationState
from usecases.reviewing.consent import leaders_of
from usecases.reviewing.listing import turn_pages
from usecases.reviewing.provisional import is_provisional
from usecases.reviewing.reading import (
    answers_of,
    differences,
    page_words,
    shown_changes,
)
from usecases.reviewing.records import Verdict
from usecases.reviewing.standing import (
    changed_after_acceptance,
    has_signed,
    remarks_on,
    reviews_of_latest,
)
from usecases.reviewing.telling import report_words, tell_unit, titles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.answers import Answer
    from usecases.desk import Desk
    from usecases.records import JSON, Button, Obligation, SubmissionRecord


@office_only
def show_report(desk: Desk, argument: str) -> None:
    """The version that counts; without one the draft, as far as it is, while it waits for the
    leader: nobody looks over the shoulder of who still writes."""
    key, _, page = argument.partition(":")
    obligation = desk.work.obligations.get(number_in(key))
    if obligation is None:
        desk.say(say("not_there"))
        return
    latest = desk.work.submissions.latest(obligation.id)
    answers, draft_id = _readable(desk, obligation, latest)
    words = _NOTHING
    if answers:
        words = page_words(desk, obligation, answers, number_in(page), draft_id)
    note_reading(desk, f"obligation:{obligation.id}")
    desk.say(
        say(
            "reading",
            **titles(desk, obligation),
            **_facts(desk, obligation, latest),
            **words,
            buttons=_rows(desk, obligation, latest, words),
        )
    )


_NOTHING: dict[str, JSON] = {"lines": [], "page": 1, "pages": 1}


def _readable(
    desk: Desk, obligation: Obligation, latest: SubmissionRecord | None
) -> tuple[Mapping[str, Answer], int]:
    """With the draft in which they were given."""
    if latest is not None:
        return latest.answers, latest.draft_id
    waits = obligation.state is ObligationState.AWAITING_LEADER
    draft = desk.work.drafts.open_for(obligation.id) if waits else None
    return (answers_of(draft), draft.id) if draft else ({}, 0)


def _facts(desk: Desk, obligation: Obligation, latest: SubmissionRecord | None) -> dict[str, JSON]:
    work = desk.work
    zone = desk.library.plan_of_round(obligation.round_id, work).timezone
    signed = [d for d in work.signed_documents.of(obligation.id) if d.version == obligation.version]
    reviews = reviews_of_latest(work, obligation)
    waiting = obligation.state is ObligationState.AWAITING_LEADER
    extensions = work.reviews.extensions(obligation.id)
    return {
        "state": obligation.state.value,
        "answered": obligation.answered,
        "total": obligation.total,
        "due_at": obligation.due_at.astimezone(zone).isoformat(),
        "extended": [
            {"to": e.to_due.astimezone(zone).isoformat(), "reason": e.reason} for e in extensions
        ],
        "version": obligation.version,
        "submitted": _submission_words(latest, zone) if latest else None,
        "late": obligation.late,
        "after_acceptance": changed_after_acceptance(work, obligation),
        "accepted_by": next(
            (r.person_name for r in reversed(reviews) if r.verdict is Verdict.ACCEPTED), ""
        ),
        "remarks": list(remarks_on(work, obligation).values()),
        "signed": [{"number": d.number, "on": d.signed_on.isoformat()} for d in signed[-1:]],
        "leaders": [
            {"name": leader.name, "phone": leader.phone}
            for leader in (leaders_of(work, obligation.unit_id) if waiting else ())
        ],
        "provisional": is_provisional(work, obligation),
    }


def _submission_words(latest: SubmissionRecord, zone: Any) -> dict[str, JSON]:
    consent, origin = latest.consent or {}, latest.origin or {}
    return {
        "at": latest.at.astimezone(zone).isoformat(),
        "by": latest.person_name,
        "code": latest.receipt_code,
        "leader": consent.get("leader", ""),
        "agreed_on": consent.get("on", ""),
        "in_bot": consent.get("mode") == "bot",
        "how": origin.get("how", ""),
        "entered_by": origin.get("by", ""),
    }


def _rows(
    desk: Desk, obligation: Obligation, latest: SubmissionRecord | None, words: Mapping[str, JSON]
) -> tuple[tuple[Button, ...], ...]:
    key = obligation.id
    rows = [turn_pages("reading", key, words["page"] - 1, words["pages"])]
    if latest is not None:
        version = f"{key}:{obligation.version}"
        rows += [(screen("take_in", version),), (screen("send_back", version),)]
        rows.append(
            (
                screen("document", key),
                *((screen("compare", key),) if obligation.version > 1 else ()),
                *((screen("signed_paper", key),) if has_signed(desk.work, obligation) else ()),
            )
        )
    elif obligation.state is ObligationState.AWAITING_LEADER:
        on = is_provisional(desk.work, obligation)
        rows.append(
            (
                screen(
                    "provisional",
                    f"{key}:{0 if on else 1}",
                    label="provisional_off" if on else "provisional",
                ),
            )
        )
    rows.append((screen("give_time", key), screen("enter_for", key)))
    rows.append((screen("reports_to_read", obligation.round_id),))
    return tuple(row for row in rows if row)


@office_only
def show_comparison(desk: Desk, argument: str) -> None:
    """The version that counts beside the one before."""
    obligation = desk.work.obligations.get(number_in(argument))
    if obligation is None or obligation.version < 2:
        desk.say(say("not_there"))
        return
    after = desk.work.submissions.latest(obligation.id)
    before = desk.work.submissions.version(obligation.id, obligation.version - 1)
    assert after is not None and before is not None, "versions count from one"
    desk.say(
        say(
            "comparison",
            **titles(desk, obligation),
            version=after.version,
            **shown_changes(differences(desk, obligation, before, after)),
            buttons=((screen("reading", obligation.id),),),
        )
    )


@office_only
def take_in(desk: Desk, argument: str) -> None:
    """`Tiếp nhận`: the version that was read, never a newer one."""
    found = version_named(desk, argument)
    person = desk.person
    if found is None or person is None:
        return
    work, now = desk.work, desk.turn.now
    again = found.state is ObligationState.ACCEPTED
    words = report_words(desk, found)
    if not again:
        work.reviews.add(
            found.id, found.version, Verdict.ACCEPTED, comment="", refs=(), by=person.id, at=now
        )
        work.obligations.set_state(found.id, ObligationState.ACCEPTED)
        detail = {"version": found.version, "was": found.state.value}
        work.audit.note(now, person.id, "taken_in", f"obligation:{found.id}", detail)
        office = desk.library.plan_of_round(found.round_id, work).office.name
        tell_unit(
            desk,
            found.unit_id,
            say("report_accepted", **words, version=found.version, office=office),
            person.id,
        )
    row = (screen("reports_to_read", found.round_id),)
    desk.say(
        say("taken_in", **titles(desk, found), version=found.version, again=again, buttons=(row,))
    )


def version_named(desk: Desk, argument: str) -> Obligation | None:
    """The obligation whose latest version is the one the button was made for; says so when a newer
    one has come, or none is there."""
    key, _, rest = argument.partition(":")
    obligation = desk.work.obligations.get(number_in(key))
    if obligation is None or not obligation.version:
        desk.say(say("not_there"))
        return None
    if number_in(rest.partition(":")[0]) != obligation.version:
        row = (screen("reading", obligation.id),)
        desk.say(
            say(
                "newer_version",
                **titles(desk, obligation),
                version=obligation.version,
                buttons=(row,),
            )
        )
        return None
    return obligation
