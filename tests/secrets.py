"""S14: what no output may hold: the token, and names, numbers and words of people."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.redaction import RedactingFormatter, set_up_logging
from rehearsal.stage import TOKEN
from simulator import Simulator

_LONG = 12  # letters of a text that no line of a log has by chance


def secrets_of(simulator: Simulator) -> set[str]:
    """The token's secret half; of everybody with a phone the name, the number, and what they
    wrote: commands apart."""
    found = {TOKEN.partition(":")[2]}
    for phone in simulator.phones:
        found |= {phone.person.name, phone.person.phone}
        texts = [m.text for m in phone.messages if not m.from_bot and not m.text.startswith("/")]
        found |= {text for text in texts if len(text) >= _LONG}
    return {secret for secret in found if len(secret) >= 5}


def given_away(written: str, secrets: set[str]) -> set[str]:
    return {secret for secret in secrets if secret in written}


@contextmanager
def logged_at_debug() -> Iterator[io.StringIO]:
    """What the bot of this process would write to its log at DEBUG."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(logging.root.manager.loggerDict)}
    set_up_logging(logging.DEBUG, stream)
    assert isinstance(root.handlers[0].formatter, RedactingFormatter)
    try:
        yield stream
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)


def names_below(folder: Path) -> str:
    """Of all files, one a line."""
    return "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*"))
