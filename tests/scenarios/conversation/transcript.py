"""A conversation as a page to read: what people do stands in the file, what is said is filled in.

    unit: xa-phuoc-tin            (of the plan)   or   form: poor   (tests/unit/conversation)
    round: 2021-6T
    reported: Nt=4, XP10=12       (for the half-year, where it is the year's report)
    written: TL2=Đã mở 3 lớp.     (the same)

    Bé> /baocao
    Bé> 12
    Bé> [Khớp, 13 hộ]             a button, by what it reads
    Bé> 12⏎3                      a message of two lines
    Bé> (sticker)  (ảnh anh.jpg)  (dán 10000 ký tự)  (3 ngày sau)  (sửa tin: 9)

Lines of people are kept, all others are written by `played`. At the end stand the answers as they
were stored, with revision and person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.plan_files import read_plan
from bot.speaking.markup import parse
from bot.speaking.voice import Voice
from reporting.answers import Answer, FileValue, Standing
from reporting.conversation import (
    Attached,
    CloseQuestion,
    Edited,
    GiveDocument,
    Leave,
    Opened,
    Pending,
    Reopen,
    Review,
    Say,
    Submit,
    Typed,
    Unexpected,
)
from reporting.conversation.written import answer_to_json
from reporting.forms.refs import nodeset_of
from reporting.plan import load_plan
from tests.unit.conversation.forms import GATE, KINDS, MIXED, POOR
from tests.unit.conversation.phone import Draft, Phone, pressing, read
from usecases.records import Message

PLAN = Path(__file__).parents[3] / "plans" / "phuoc-long-2021"
VOICE = Voice(ZoneInfo("Asia/Ho_Chi_Minh"))
FORMS = {"poor": POOR, "mixed": MIXED, "gate": GATE, "kinds": KINDS}
LINE = re.compile(r"(\w+)> (.*)")
SENTENCE = "Một số hộ chưa có đất sản xuất, việc vay vốn còn chậm. "
DAY = 24 * 3600
DONE = {
    Submit: "= nộp báo cáo",
    Reopen: "= mở bản sửa",
    GiveDocument: "= gửi dự thảo Word",
    Leave: "= rời hội thoại",
}


def doubts(page: str) -> set[str]:
    """The sorts of questions back on a page; of one about a reading, its reason."""
    found: set[str] = set()
    played(page, lambda pending: found.add(pending.reason or pending.doubt.value))
    return found


def played(page: str, doubted: Callable[[Pending], object] = lambda pending: pending) -> str:
    """The page with everything that is said, as it is said now."""
    head, _, rest = page.partition("\n\n")
    draft, template = _draft(dict(line.split(": ", 1) for line in head.splitlines()))
    phones: dict[str, Phone] = {}
    out = [head, ""]
    for match in filter(None, map(LINE.fullmatch, rest.splitlines())):
        name, action = match.groups()
        if name not in phones:
            phones[name] = Phone(draft, person=len(phones) + 1, name=name, **template)
        out += [f"{name}> {action}", *_done(phones[name], action), ""]
        pending = phones[name].place.pending
        if pending is not None:
            doubted(pending)
    return "\n".join([*out, "== Đã lưu", *_stored(draft)]) + "\n"


@cache
def _plan():
    return load_plan(read_plan(PLAN))


def _draft(head):
    if "form" in head:
        last = {"dtts": Answer(4), "kho": Answer("Thiếu vốn sản xuất."), "ngheo": Answer(23)}
        draft = Draft(FORMS[head["form"]], given={"opening:N0": Answer(23)}, last=last)
        return draft, {}
    plan = _plan()
    unit, round_ = plan.unit(head["unit"]), plan.round(head["round"])
    figures = (each.split("=") for each in head.get("reported", "").split(", ") if each)
    last = {name: _figure(figure) for name, figure in figures}
    texts = (each.split("=") for each in head.get("written", "").split("; ") if each)
    last |= {name: Answer(text) for name, text in texts}
    before = {f"{source}:{name}": a for source in ("last", "mid") for name, a in last.items()}
    draft = Draft(
        plan.form_for(unit),
        given=plan.given_for(unit) | before,
        last=last,
        targets=plan.target_texts(unit),
        round_kind=round_.kind,
        tolerance=plan.variance,
    )
    return draft, {"unit": unit, "round": round_}


def _figure(text):
    return Answer(int(text), Standing.FIGURE if int(text) else Standing.ZERO)


def _done(phone, action):
    event, after = _event(phone, action)
    if event is None:
        phone.now = phone.now.replace(day=phone.now.day + after)
        return []
    lines = [line for effect in phone.do(event) for line in _shown(effect)]
    if any(isinstance(effect, Submit) for effect in phone.effects):
        phone.draft.closed, phone.draft.version = True, phone.draft.version + 1
    return lines


def _event(phone, action):
    if action.startswith("["):
        return pressing(phone.button(action[1:-1])), 0
    match action.split():
        case ["/baocao"]:
            return Opened(), 0
        case ["/xemlai"]:
            return Review(), 0
        case ["(ảnh", name]:
            return Attached(FileValue(name.rstrip(")"), "image/jpeg", 120_000, "f")), 0
        case ["(tệp", name]:
            return Attached(FileValue(name.rstrip(")"), "application/pdf", 90_000, "f")), 0
        case ["(dán", length, *_]:
            return Typed((SENTENCE * 400)[: int(length)]), 0
        case [days, "ngày", "sau)"]:
            return None, int(days.lstrip("("))
        case ["(sửa", "tin:", text]:
            return Edited(text.rstrip(")")), 0
        case [what] if re.fullmatch(r"\(\w+\)", what):
            return Unexpected(what[1:-1]), 0
    return Typed(action.replace("⏎", "\n")), 0


def _shown(effect):
    if isinstance(effect, Say):
        for part in VOICE.render(Message(kind=effect.kind, params=effect.params)).parts:
            yield from ("  " + line for line in _plain(part).splitlines())
        for row in effect.buttons:
            yield "    " + " ".join(f"[{read(button)}]" for button in row)
    elif isinstance(effect, CloseQuestion):
        message = Message("question_closed", effect.params, edits_telegram_id=1)
        text = "".join(_plain(part) for part in VOICE.render(message).parts)
        yield f"  ~ {' '.join(text.split())}".rstrip()
    elif type(effect) in DONE:
        yield f"  {DONE[type(effect)]}"


def _plain(part):
    return parse(part.payload.get("text", "")).plain


def _stored(draft):
    kinds = {question.nodeset: question.kind for question in draft.form.questions}
    for ref, entry in draft.entries.items():
        if "#" in ref and not ref.endswith("#done"):
            continue  # what the form notes for itself
        if entry.answer is None:
            yield f"{ref}: đã bỏ (lần {entry.revision}, {entry.by})"
            continue
        stored = answer_to_json(entry.answer, kinds.get(nodeset_of(ref), "text"))
        said = ", ".join(f"{name} {_brief(value)}" for name, value in stored.items())
        yield f"{ref}: {said} (lần {entry.revision}, {entry.by})"


def _brief(value):
    text = str(value)
    return text if len(text) <= 80 else f"{text[:60]}… ({len(text)} ký tự)"
