"""Callback data: what a button carries, within Telegram's 64 bytes, and back.

Two sorts: `c:` belongs to a conversation and carries conversation, action, question, answer
revision and argument; `s:` opens a screen. Whatever comes back may be old or forged: reading it
never raises, and rights are checked by whoever acts on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.conversation import Pressed
from usecases.records import Button

if TYPE_CHECKING:
    from reporting.conversation import Button as ConversationButton
    from reporting.forms import Form

LIMIT = 64
_INSTANCE = re.compile(r"\[([0-9A-Za-z_-]{1,12})\]")
_CONVERSATION = re.compile(
    r"c:(\d{1,10}):([a-z_]{1,20}):([0-9A-Za-z._-]{0,40}):(\d{1,9}):([0-9A-Za-z_-]{0,24})"
)
_SCREEN = re.compile(r"s:([a-z_]{1,20}):([0-9A-Za-z_:-]{0,40})")


@dataclass(frozen=True, slots=True)
class ConversationPress:
    conversation_id: int
    action: str
    question: str  # question code, see `question_code`
    revision: int
    argument: str

    def event(self, form: Form) -> Pressed:
        return Pressed(self.action, question_ref(form, self.question), self.revision, self.argument)


@dataclass(frozen=True, slots=True)
class ScreenPress:
    screen: str
    argument: str


def read(data: str) -> ConversationPress | ScreenPress | None:
    if match := _CONVERSATION.fullmatch(data):
        conversation, action, question, revision, argument = match.groups()
        return ConversationPress(int(conversation), action, question, int(revision), argument)
    if match := _SCREEN.fullmatch(data):
        return ScreenPress(*match.groups())
    return None


def number_in(argument: str) -> int:
    """The id that a screen's argument is; 0, which names nothing, for anything else."""
    return int(argument) if argument.isdecimal() and len(argument) <= 18 else 0


def screen(name: str, argument: object = "", *, label: str = "", text: str = "") -> Button:
    return Button(data=f"s:{name}:{argument}", label=label or name, text=text)


def in_conversation(button: ConversationButton, conversation_id: int, form: Form) -> Button:
    code = question_code(form, button.ref)
    data = f"c:{conversation_id}:{button.action}:{code}:{button.revision}:{button.argument}"
    return Button(data=data, label=button.label, text=button.text)


def question_code(form: Form, ref: str) -> str:
    """The place of `ref` in its form, short: number of its node, then its repeat instances."""
    if not ref:
        return ""
    if "[" not in ref:  # in no repeat, as most are
        return str(form.numbers[ref])
    nodeset = _INSTANCE.sub("", ref)
    return ".".join([str(form.numbers[nodeset]), *_INSTANCE.findall(ref)])


def question_ref(form: Form, code: str) -> str:
    """The reverse of `question_code`; "" for a code that no button of this form carries."""
    number, *instances = code.split(".")
    nodesets = list(form.numbers)
    if not number.isdecimal() or int(number) >= len(nodesets):
        return ""
    nodeset = nodesets[int(number)]
    enclosing = [r for r in form.repeats if nodeset == r or nodeset.startswith(f"{r}/")]
    # Deepest first, so that the prefixes still to be marked keep their places.
    for repeat, instance in reversed(
        list(zip(sorted(enclosing, key=len), instances, strict=False))
    ):
        nodeset = f"{repeat}[{instance}]{nodeset[len(repeat) :]}"
    return nodeset
