"""What a template is rendered with, as JSON: nothing but texts, numbers, lists and names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from documents.controls.marks import Marked

_XML, _MARKED = "$xml", "$marked"


def dumps(values: Mapping[str, object]) -> str:
    return json.dumps(_bare(values), ensure_ascii=True)


def loads(text: str) -> dict[str, Any]:
    found = json.loads(text, object_hook=_back)
    assert isinstance(found, dict)
    return found


def _bare(value: object) -> object:
    if isinstance(value, Markup):
        return {_XML: str(value)}
    if isinstance(value, Marked):
        return {_MARKED: str(value)}
    if isinstance(value, Mapping):
        return {key: _bare(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value


def _back(found: dict[str, Any]) -> object:
    if found.keys() == {_XML}:
        return Markup(found[_XML])  # noqa: S704 (our own tables, through our own pipe)
    if found.keys() == {_MARKED}:
        return Marked(found[_MARKED])
    return found
