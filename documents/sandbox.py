"""Jinja without a way out: for templates that the office edits and for the plan's sentences.

Values are never templates, attributes of Python objects are out of reach, nothing can be changed,
and a name that does not exist raises `jinja2.UndefinedError` instead of leaving a gap."""

from __future__ import annotations

import re

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from documents.clean import clean
from documents.controls.marks import Marked, marked, pieces, unmarked

# docxtpl turns "{_{" in its result into "{{" and so on: a character reference keeps it away.
_RESERVED = re.compile(r"\{_[{%]|[}%]_\}")


def word_environment() -> ImmutableSandboxedEnvironment:
    """For the XML of Word templates: every value is cleaned and escaped."""
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_for_word
    )


def text_environment() -> ImmutableSandboxedEnvironment:
    """For sentences: plain text in, plain text out; it is escaped where it goes into a document."""
    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, finalize=_for_text
    )


def _for_word(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    cleaned = _cleaned(value) if isinstance(value, Marked) else clean(unmarked(value))
    if _RESERVED.search(cleaned):
        return Markup(str(escape(cleaned)).replace("_", "&#95;"))  # noqa: S704 (escaped just now)
    return cleaned


def _for_text(value: object) -> object:
    """What a sentence is made of is the plan's; the marks in it are ours."""
    return _cleaned(value) if isinstance(value, str) else value


def _cleaned(text: str) -> str:
    """Cleaned between the marks."""
    return "".join(
        marked(key, clean(piece)) if key else clean(piece) for key, piece in pieces(text)
    )
