"""`Sửa câu hỏi`: other words for a typed question of a request that runs. What is asked stays the
same sort of answer under the same name, so that what has been answered stays too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.adhoc import build_form, names_of
from reporting.conversation import Place
from usecases.adhoc.letters import people_of
from usecases.adhoc.notice import ask_again
from usecases.adhoc.showing import button, question_words, show
from usecases.buttons import screen
from usecases.messages import say
from usecases.owed import SENT
from usecases.people.shown import unit_words
from usecases.records import MessageClass, ObligationState

if TYPE_CHECKING:
    from reporting.adhoc import Request
    from usecases.adhoc.paper import Paper
    from usecases.records import JSON, Button, Message, Obligation, Person


def show_typed(paper: Paper) -> None:
    """The questions; those that were typed can be pressed. Others have the plan's words."""
    questions = paper.request.questions
    own = [
        button(paper, "reword", at, "plain", str(at + 1))
        for at, each in enumerate(questions)
        if not each.picked
    ]
    rows: list[tuple[Button, ...]] = [tuple(own[at : at + 4]) for at in range(0, len(own), 4)]
    words = [question_words(each) for each in questions]
    back = (button(paper, "board", label="adhoc_stay"),)
    paper.desk.say(
        say(
            "adhoc_reword",
            title=paper.request.title,
            questions=words,
            own=len(own),
            buttons=(*rows, back),
        )
    )


def choose(paper: Paper, about: str) -> None:
    at = int(about) if about.isdecimal() and len(about) < 4 else len(paper.request.questions)
    if at >= len(paper.request.questions) or paper.request.questions[at].picked:
        show_typed(paper)
        return
    paper.keep("reword", {"at": at, "wording": paper.request.questions[at].wording})
    show(paper)


def take(paper: Paper, text: str) -> None:
    """The new words, read back before they count."""
    new = " ".join(text.split())
    paper.keep("reword", {**paper.pending, "new": new})
    rows = ((button(paper, "rewordsure"), button(paper, "board", label="adhoc_stay")),)
    old = str(paper.pending["wording"])
    paper.say(say("adhoc_reword_sure", old=old, new=new, buttons=rows))


def reword(paper: Paper) -> bool:
    """False when there is nothing to do (any more)."""
    pending, desk = paper.pending, paper.desk
    if paper.asked != "reword" or "new" not in pending:
        return False
    at, new, before = int(pending["at"]), str(pending["new"]), paper.request
    questions = [*before.questions]
    questions[at] = replace(questions[at], wording=new)
    paper.request = replace(before, questions=tuple(questions))
    paper.keep()
    version = _put_in_force(paper)
    name = names_of(before.questions)[at]
    detail = {"question": name, "from": before.questions[at].wording, "to": new, "form": version}
    by = desk.person.id if desk.person else None
    desk.work.audit.note(desk.turn.now, by, "adhoc_reworded", paper.record.round_id, detail)
    for obligation in desk.work.obligations.of_round(paper.record.round_id):
        if obligation.state is not ObligationState.CANCELLED:
            _tell(paper, obligation, before, at, name)
    return True


def _put_in_force(paper: Paper) -> str:
    """The form anew, from the plan the round runs on; its version. All of it is kept."""
    work, record, now = paper.desk.work, paper.record, paper.desk.turn.now
    opened = work.rounds.get(record.round_id)
    assert opened is not None, "the request was sent"
    form = build_form(paper.request, work.rounds.plan_files(opened.plan_version))
    work.rounds.keep_form(form.version, form.id, form.xml, now)
    work.requests.set_form(paper.id, form.version)
    for obligation in work.obligations.of_round(record.round_id):
        work.obligations.set_form(obligation.id, form.version)
    return form.version


def _tell(paper: Paper, obligation: Obligation, before: Request, at: int, name: str) -> None:
    """With what has become of the answer; whoever is being asked it is asked again."""
    desk = paper.desk
    fresh = desk.work.obligations.get(obligation.id)
    assert fresh is not None, "it was there just now"
    draft = desk.work.drafts.open_for(obligation.id)
    form = desk.library.form(fresh.form_version, desk.work)
    ref = form.by_name(name).nodeset
    kept = draft.answers.get(ref) if draft else None
    state = "sent" if fresh.state in SENT else "answered" if kept and kept.answer else "open"
    news = _news(paper, fresh, before.questions[at].wording, str(form.by_name(name).label), state)
    for person in people_of(desk.work, fresh):
        assert person.chat_id is not None, "looked at there"
        desk.tell(person.chat_id, news)
        if draft is not None and _is_asked(paper, person, draft.id, ref):
            ask_again(desk, person, fresh, draft)


def _is_asked(paper: Paper, person: Person, draft_id: int, ref: str) -> bool:
    conversation = paper.desk.work.conversations.of(person.id, draft_id)
    return conversation is not None and Place.from_json(conversation.place).asked == ref


def _news(paper: Paper, obligation: Obligation, old: str, new: str, state: str) -> Message:
    words: dict[str, JSON] = unit_words(paper.plan, obligation.unit_id)
    rows: tuple[tuple[Button, ...], ...] = ()
    if state == "sent":
        rows = ((screen("correct", obligation.id),),)
    elif state == "answered":
        rows = ((screen("report", obligation.id, label="adhoc_open"),),)
    return say(
        "adhoc_reworded",
        message_class=MessageClass.REQUEST,
        title=paper.request.title,
        office=paper.plan.office.name,
        address=words["address"],
        old=old,
        new=new,
        state=state,
        buttons=rows,
    )
