"""Renders what the office has brought in a process of its own, with limits: a loop without end or a
text of a gigabyte ends that process, not the bot."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from documents.templating.wire import dumps

SECONDS = 10.0
MEGABYTES = 700  # of address space, interpreter and libraries among it
_HERE = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """`code` is "template_error" (`text` says what the template engine said), "template_slow",
    "template_big" or "template_crashed"."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


def render_apart(
    task: str,
    file: bytes,
    context: Mapping[str, object],
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """The rendered file. `task` is "word" or "excel". Raises Failed."""
    order = {"task": task, "file": base64.b64encode(file).decode(), "context": dumps(context)}
    limits = [str(int(seconds) + 1), str(megabytes)]
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        [sys.executable, "-m", "documents.templating.worker", *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_HERE,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
    )
    try:
        made, said = process.communicate(json.dumps(order).encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Failed("template_slow") from None
    finally:
        _end(process)
    if process.returncode == 0:
        return made
    raise _failure(process.returncode, said.decode("utf-8", "replace"))


def _failure(status: int, said: str) -> Failed:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        return Failed("template_slow")
    try:
        told = json.loads(said.strip().splitlines()[-1])
        return Failed(told["code"], told["text"])
    except (ValueError, IndexError, KeyError, TypeError):
        return Failed("template_crashed", said[-300:])


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
