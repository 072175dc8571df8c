"""The town's plan asked in the order of its forms at any time.

Most conversations in tests take place before the cut-off, when the real plan asks narratives first:
`tests/usecases/test_asked_first.py` is about that. Everything else does not depend on it."""

from __future__ import annotations

import re
from pathlib import Path

from bot.plan_files import read_plan
from reporting.plan import load_plan
from usecases.library import Library

PLAN = Path(__file__).parents[1] / "plans" / "phuoc-long-2021"
_MARK = re.compile(rb"^(\|  \| begin_group \| TL \|.*\|) yes \|\r?$", re.MULTILINE)


def files_in_form_order() -> dict[str, bytes]:
    files = read_plan(PLAN)
    forms = {name: content for name, content in files.items() if name.startswith("forms/")}
    plain = {name: _MARK.sub(rb"\1  |", content) for name, content in forms.items()}
    assert all(plain[name] != forms[name] for name in forms), "each form marks its narratives"
    return files | plain


def library_in_form_order() -> Library:
    files = files_in_form_order()
    return Library(load_plan(files), files)
