"""A turn of a conversation: find it, let `advance` decide, do what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.conversation import (
    AskLeader,
    CloseQuestion,
    Discard,
    Fetch,
    GiveDocument,
    GiveWorkbook,
    Keep,
    Leave,
    Opened,
    Phase,
    ReadText,
    Reopen,
    Say,
    Submit,
    advance,
)
from usecases.attachments import want, want_text
from usecases.buttons import in_conversation
from usecases.dialogues.focus import turn_from, turn_to
from usecases.documents import want_unit_document
from usecases.drafting.entering import correction, entered
from usecases.drafting.scene import context_of, scene_of
from usecases.drafting.submit import submit
from usecases.library import AD_HOC
from usecases.records import Message, ObligationState
from usecases.reviewing.approval import ask_leader, withdraw_if_changed
from usecases.reviewing.freezing import says_frozen
from usecases.workbooks.giving import want_workbook_of

if TYPE_CHECKING:
    from reporting.conversation import Context, Effect, Event, Step
    from usecases.desk import Desk
    from usecases.drafting.scene import Scene
    from usecases.records import JSON, Conversation


_AT_REST = (Phase.PAUSED, Phase.SUBMITTED)  # free text belongs elsewhere


class RevisionConflict(Exception):
    """The draft changed between reading and writing; the turn is tried again from the start."""


def focus_of(desk: Desk) -> Conversation | None:
    """The conversation to which this person's free text belongs, if it still goes on."""
    person = desk.person
    if person is None or not person.focus:
        return None
    return desk.work.conversations.get(person.focus[-1])


def happen(desk: Desk, conversation: Conversation | None, event: Event) -> bool:
    """Lets `event` happen in `conversation`; False when there is no such conversation (any more)
    for this person, and nothing was said."""
    scene = scene_of(desk, conversation) if conversation else None
    if scene is None:
        return False
    act(desk, scene, event)
    return True


def act(desk: Desk, scene: Scene, event: Event) -> None:
    context = context_of(desk, scene)
    step = advance(scene.form, scene.state, event, context)
    if any(isinstance(effect, Submit | AskLeader) for effect in step.effects) and says_frozen(
        desk, scene.obligation
    ):
        return  # the draft stays as it is, and its person where they are
    doing = _Doing(desk, scene, context, step)
    doing.all()
    _keep_walk(desk, scene, context, step)
    if doing.reopened:
        draft = correction(desk, scene.obligation, scene.draft.origin)
        act(desk, entered(desk, scene.obligation, draft), Opened())


def _keep_walk(desk: Desk, scene: Scene, context: Context, step: Step) -> None:
    """The way the step has led to is kept for the next turn, unless the report is in."""
    if context.walk is not None and context.walk is not step.walk:
        context.walk.instance.dissolve()
    if step.state.place.phase is Phase.SUBMITTED:
        step.walk.instance.dissolve()
    else:
        desk.library.walks.keep(scene.draft.id, step.walk)


class _Doing:
    """Carries out the effects of one step, in their order."""

    def __init__(self, desk: Desk, scene: Scene, context: Context, step: Step) -> None:
        self.desk = desk
        self.scene = scene
        self.context = context
        self.step = step
        self.asked_message_id = scene.conversation.asked_message_id
        self.changed = False
        self.reopened = False

    def all(self) -> None:
        for effect in self.step.effects:
            self._do(effect)
        if self.changed:
            self._keep_progress()
        self.desk.work.conversations.keep(
            self.scene.conversation.id,
            self.step.state.place.to_json(),
            self.desk.turn.now,
            self.asked_message_id,
        )
        if self.step.state.place.phase in _AT_REST:
            turn_from(self.desk, self.scene.conversation.id)
        else:
            turn_to(self.desk, self.scene.conversation.id)

    def _do(self, effect: Effect) -> None:
        match effect:
            case Say():
                self._say(effect)
            case Keep():
                self._keep(effect)
            case CloseQuestion():
                self._close_question(effect)
            case Submit() | AskLeader():
                self._hand_on(effect)
            case GiveDocument():
                want_unit_document(self.desk, self.scene)
            case GiveWorkbook():
                want_workbook_of(self.desk, self.scene.obligation)
            case Fetch() | ReadText() | Discard():
                self._about_what_came(effect)
            case Leave():
                turn_from(self.desk, self.scene.conversation.id)
            case Reopen():
                self.reopened = True

    def _about_what_came(self, effect: Fetch | ReadText | Discard) -> None:
        if isinstance(effect, Fetch):
            want(self.desk, effect.file, effect.ref, self.scene.draft.id)
        elif isinstance(effect, ReadText):
            want_text(self.desk, self.scene, effect)
        else:
            self.desk.work.inbox.discard(self.desk.turn.inbox_key)

    def _hand_on(self, effect: Submit | AskLeader) -> None:
        if isinstance(effect, AskLeader):
            ask_leader(self.desk, self.scene)
        else:
            submit(self.desk, self.scene, effect.leader, effect.agreed_on)
        self.changed = False

    def _say(self, effect: Say) -> None:
        conversation_id = self.scene.conversation.id
        rows = tuple(
            tuple(in_conversation(button, conversation_id, self.scene.form) for button in row)
            for row in effect.buttons
        )
        message = Message(
            kind=effect.kind,
            params=effect.params,
            buttons=rows,
            conversation_id=conversation_id,
            asks=effect.asks,
        )
        message_id = self.desk.say(message)
        if effect.asks:
            self.asked_message_id = message_id

    def _keep(self, effect: Keep) -> None:
        kept = self.desk.work.drafts.keep(
            self.scene.draft.id,
            effect.ref,
            effect.answer,
            base_revision=effect.base_revision,
            person_id=self.scene.person.id,
            at=self.desk.turn.at,
            inbox_key=self.desk.turn.inbox_key,
        )
        if kept is None:
            raise RevisionConflict(effect.ref)
        self.changed = True

    def _close_question(self, effect: CloseQuestion) -> None:
        pressed, asked = self.desk.turn.pressed, self.asked_message_id
        if pressed is None and asked is None:
            return
        self.desk.say(
            Message(
                kind="question_closed",
                params={**effect.params, **self._notice(pressed, asked)},
                edits_telegram_id=pressed,
                edits_message=None if pressed else asked,
            )
        )

    def _notice(self, pressed: int | None, asked: int | None) -> dict[str, JSON]:
        """What a request's notice said of its due time, where the question stood in one."""
        if self.scene.round.kind != AD_HOC:
            return {}
        outbox, chat = self.desk.work.outbox, self.desk.turn.sender.chat_id
        if pressed is not None:
            message = outbox.sent_as(chat, pressed)
        else:
            message = outbox.get(asked) if asked is not None else None
        if message is None or message.kind != "adhoc_notice":
            return {}
        return {"notice": message.params["notice"]}

    def _keep_progress(self) -> None:
        obligation, work = self.scene.obligation, self.desk.work
        answered, total = self.step.walk.progress()
        if (answered, total) != (obligation.answered, obligation.total):
            work.obligations.set_progress(obligation.id, answered, total)
        withdraw_if_changed(self.desk, obligation)
        if obligation.state is ObligationState.NOT_STARTED:
            work.obligations.set_state(obligation.id, ObligationState.STARTED)
