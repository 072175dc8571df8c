"""How one person writes amounts in one report: whether their point groups thousands.

"11.609 triệu" can be read in two ways and is asked about. Whoever has said once which one they
mean writes the next one the same way: it is then read so and read back in full. Typed again for
the same answer it is asked about again, so that a slip of the first tap can be mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reporting.answers import Answer
from reporting.conversation.places import Doubt
from reporting.kinds.kind import Doubted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reporting.conversation.places import Pending, Ref
    from reporting.conversation.scene.scene import Scene
    from reporting.kinds.kind import Option, Understanding

_REASON, _KIND = "ambiguous_separator", "money"
_THOUSANDS, _DECIMAL = "thousands", "decimal"


def learned(scene: Scene, pending: Pending, picked: Answer) -> Scene:
    """What the chosen option says about this person's points and commas."""
    sign = _sign_in(str(pending.params.get("text", "")))
    about = (pending.doubt, pending.kind, pending.reason)
    if about != (Doubt.KIND, _KIND, _REASON) or not sign or len(pending.options) != 2:
        return scene
    way = _THOUSANDS if picked == _larger(pending.options) else _DECIMAL
    others = tuple(each for each in scene.place.separators if not each.startswith(sign))
    return scene.moved(replace(scene.place, separators=(*others, sign + way)))


def as_written_before(scene: Scene, ref: Ref, kind: str, outcome: Understanding) -> Understanding:
    """The reading of an ambiguous amount that this person's earlier choice settles."""
    if not isinstance(outcome, Doubted) or (kind, outcome.reason) != (_KIND, _REASON):
        return outcome
    sign = _sign_in(str(outcome.params.get("text", "")))
    known = [each for each in scene.place.separators if sign and each.startswith(sign)]
    if not known or len(outcome.options) != 2:
        return outcome
    larger = _larger(outcome.options)
    smaller = next(each.answer for each in outcome.options if each.answer != larger)
    answer = larger if known[0] == sign + _THOUSANDS else smaller
    return outcome if scene.state.answer(ref) == answer else answer


def _larger(options: Sequence[Option]) -> Answer:
    def amount(option: Option) -> int:
        value = option.answer.value
        return value if isinstance(value, int) else 0

    return max(options, key=amount).answer


def _sign_in(text: str) -> str:
    """The one sign between the digits of what was typed, "" for none or for both."""
    found = {sign for sign in ".," if sign in text}
    return found.pop() if len(found) == 1 else ""
