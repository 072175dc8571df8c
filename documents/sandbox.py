"""Jinja without a way out: for templates that the office edits and for the plan's sentences.

Values are never templates, attributes of Python objects are out of reach, nothing can be changed,
and a name that does not exist raises `jinja2.UndefinedError` instead of leaving a gap."""

from __future__ import annotations

import re

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from documents.clean import clean

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
    cleaned = clean(value)
    if _RESERVED.search(cleaned):
        return Markup(str(escape(cleaned)).replace("_", "&#95;"))  # noqa: S704 (escaped just now)
    return cleaned


def _for_text(value: object) -> object:
    return clean(value) if isinstance(value, str) else value
