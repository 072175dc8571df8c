"""`Chốt báo cáo`: the office makes a report final; what changes afterwards is told old → new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.consolidation import content_hash, snapshot
from reporting.text import clean
from usecases.buttons import screen
from usecases.consolidated import consolidated
from usecases.deciding.changed import told
from usecases.deciding.earlier import with_earlier
from usecases.deciding.finals import changes_since, inputs_of
from usecases.dialogues.asking import ask_in_dialogue, end_dialogue, end_kind, say_in
from usecases.messages import say
from usecases.people.office_only import office_only
from usecases.people.roll import paged

if TYPE_CHECKING:
    from reporting.consolidation import Changed, ConsolidatedReport
    from usecases.desk import Desk
    from usecases.dialogues.records import Dialogue
    from usecases.records import JSON

KIND = "final"  # of the dialogue
SHORTEST, LONGEST, SHOWN = 10, 1000, 200  # characters


@office_only
def ask_final(desk: Desk, round_id: str) -> None:
    """Asks to confirm, or for the reason while units are missing."""
    report = _report(desk, round_id)
    if report is None:
        return
    if _say_waiting(desk, report):
        return
    missing = [report.plan.unit(unit_id).short_name for unit_id in report.unsubmitted]
    rows = [] if missing else [(screen("final_sure", round_id),)]
    rows.append((screen("consolidate_back", round_id, label="leave_it"),))
    message = say(
        "final_confirm",
        period=report.round.period,
        missing=missing,
        contradictions=len(report.contradictions),
        buttons=tuple(rows),
    )
    if missing:
        ask_in_dialogue(desk, KIND, {"round": round_id}, message)
    else:
        desk.say(message)


@office_only
def make_final(desk: Desk, round_id: str) -> None:
    report = _report(desk, round_id)
    if report is None:
        return
    if _say_waiting(desk, report):
        return
    if report.unsubmitted:
        ask_final(desk, round_id)
    else:
        end_kind(desk, KIND)
        _freeze(desk, report, reason="")


def take_reason(desk: Desk, dialogue: Dialogue, text: str) -> None:
    """What was typed after `ask_final`."""
    round_id = dialogue.subject["round"]
    reason = clean(text).strip()
    if not SHORTEST <= len(reason) <= LONGEST:
        rows = ((screen("consolidate_back", round_id, label="leave_it"),),)
        refused = say("final_refused", shortest=SHORTEST, longest=LONGEST, buttons=rows)
        say_in(desk, dialogue, refused)
        return
    end_dialogue(desk, dialogue)
    report = _report(desk, round_id)
    if report is not None and not _say_waiting(desk, report):
        _freeze(desk, report, reason)


@office_only
def leave_as_draft(desk: Desk, round_id: str) -> None:
    """Nothing was made final; the reason is not asked for any more."""
    end_kind(desk, KIND)
    desk.say(say("left_as_draft", buttons=((screen("consolidate", round_id),),)))


@office_only
def show_correction(desk: Desk, argument: str) -> None:
    """`argument`: round id, or round id and page."""
    round_id, _, page = argument.partition(":")
    report = _report(desk, round_id)
    final = desk.work.finals.latest(round_id) if report else None
    if report is None:
        return
    if final is None:
        desk.say(say("not_there"))
        return
    changed = changes_since(final, report)
    shown, turning = paged(changed, page, f"correction:{round_id}")
    rows = [
        *turning,
        (screen("correction_notice", round_id),),
        (screen("final", round_id, label="final_again"),),
    ]
    desk.say(
        say(
            "correction",
            period=report.round.period,
            number=final.number,
            at=final.at.astimezone(report.plan.timezone).isoformat(),
            count=len(changed),
            changes=[_words(report, each) for each in shown],
            buttons=tuple(rows) if changed else (),
        )
    )


def _say_waiting(desk: Desk, report: ConsolidatedReport) -> bool:
    """A draft that counts for the time being may still change: nothing final is made of it."""
    waiting = [unit_id for unit_id, sent in report.submitted.items() if sent.provisional]
    if waiting:
        units = [report.plan.unit(unit_id).short_name for unit_id in waiting]
        desk.say(say("final_waiting", units=units))
    return bool(waiting)


def _freeze(desk: Desk, report: ConsolidatedReport, reason: str) -> None:
    assert desk.person is not None, "only the office makes a report final"
    report = with_earlier(desk.work, desk.library, report)
    inputs = inputs_of(desk.work, desk.library, report)
    content = snapshot(report, inputs["model"])
    sha256, round_id, now = content_hash(content), report.round.id, desk.turn.now
    number = desk.work.finals.add(
        round_id,
        inputs=inputs,
        content=content,
        content_sha256=sha256,
        reason=reason,
        person_id=desk.person.id,
        at=now,
    )
    detail = {"number": number, "sha256": sha256, "reason": reason}
    desk.work.audit.note(now, desk.person.id, "report_final", f"round:{round_id}", detail)
    chat, inbox = desk.turn.sender.chat_id, desk.turn.inbox_key
    job = {"round": round_id, "final": number, "model": inputs["model"], "chat": chat}
    desk.work.jobs.add("consolidated", {**job, "inbox": inbox}, now)
    period, code = report.round.period, sha256[:12]
    desk.say(say("final_made", period=period, number=number, code=code, reason=reason))


def _report(desk: Desk, round_id: str) -> ConsolidatedReport | None:
    if desk.work.rounds.get(round_id) is None:
        desk.say(say("no_round"))
        return None
    return consolidated(desk.work, desk.library, round_id, desk.turn.now)


def _words(report: ConsolidatedReport, each: Changed) -> dict[str, JSON]:
    words = told(report, each)
    return {"label": words.whole_label, "old": _cut(words.old), "new": _cut(words.new)}


def _cut(text: str) -> str:
    """As much of a text as tells which one it is."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
