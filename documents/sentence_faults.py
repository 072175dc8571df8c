"""Whether the sentences of a plan can be said at all, found out before a report needs them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, meta, nodes

from documents.sandbox import text_environment
from documents.sentences import Sentences
from documents.shown import Printed
from documents.vocabulary import Voice
from documents.word.render import TEMPLATES
from reporting.consolidation import consolidate
from reporting.faults import Fault
from reporting.plan.sources import TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reporting.plan import Plan, Round

FILE = "report.toml"
Path = tuple[str | int, ...]


def sentence_faults(plan: Plan, files: Mapping[str, bytes]) -> list[Fault]:
    """Of every sentence, in the order of the file; `plan` is what `files` hold."""
    file = TomlFile.read(FILE, files[FILE])
    phrases = tomllib.loads((TEMPLATES / "phrases.toml").read_text("utf-8"))
    printed = Printed(plan, phrases)
    reports = [_Empty(plan, round_, printed) for round_ in plan.rounds]
    faults = []
    for path, source in _sentences(file.data):
        fault = _badly_written(source, reports[0]) or next(
            (found for report in reports if (found := report.failure(source))), None
        )
        if fault:
            code, params = fault
            faults.append(Fault(code, file.place(*path), params))
    return faults


class _Empty:
    """A round of which nobody has reported anything."""

    def __init__(self, plan: Plan, round_: Round, printed: Printed) -> None:
        now = datetime.combine(round_.window.to, time(8), plan.timezone)
        self._report = consolidate(plan, round_, {}, now)
        self._printed = printed
        self._sentences = Sentences(text_environment(), {}, self._report, printed)

    @property
    def names(self) -> set[str]:
        """What a sentence may name."""
        vocabulary = Voice(self._report, self._printed).vocabulary()
        return {"plan", "round", *vocabulary, *text_environment().globals}

    def failure(self, source: str) -> tuple[str, dict[str, object]] | None:
        try:
            self._sentences.paragraph(source)
        except Exception as error:  # noqa: BLE001 - a sentence may fail in any way
            return "plan.sentence_fails", {"text": str(error) or type(error).__name__}
        return None


def _badly_written(source: str, report: _Empty) -> tuple[str, dict[str, object]] | None:
    try:
        tree = text_environment().parse(source)
        named = meta.find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        return "plan.sentence_syntax", {"text": str(error.message)}
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    unknown = sorted(named - report.names - own)
    return ("plan.sentence_name", {"name": unknown[0]}) if unknown else None


def _sentences(data: Mapping[str, object], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the file that is rendered, with where it stands."""
    rendered = ("title", "subject", "opening", "closing", "heading", "say")
    for key, value in data.items():
        if isinstance(value, str) and key in rendered:
            yield (*path, key), value
        elif isinstance(value, list):
            for at, each in enumerate(value):
                if isinstance(each, str) and key in rendered:
                    yield (*path, key, at), each
                elif isinstance(each, dict):
                    yield from _sentences(each, (*path, key, at))
