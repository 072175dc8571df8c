"""The process that renders one file: python -m documents.templating.worker SECONDS MEGABYTES

Reads an order as JSON from standard input, writes the file to standard output; what went wrong is
the last line of standard error."""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from collections.abc import Mapping
from typing import NoReturn

from docxtpl import DocxTemplate

from documents.excel.form import UnfilledCells, fill_form
from documents.sandbox import word_environment
from documents.templating.wire import loads


def main() -> None:
    seconds, megabytes = (int(text) for text in sys.argv[1:3])
    order = json.loads(sys.stdin.buffer.read())
    context = loads(order["context"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    task = {"word": _word, "excel": fill_form}[order["task"]]
    try:
        made = task(base64.b64decode(order["file"]), context)
    except UnfilledCells as error:
        _fail("form_cells", str(error))
    except MemoryError:
        _fail("template_big")
    except Exception as error:  # noqa: BLE001 - a template may fail in any way
        _fail("template_error", f"{type(error).__name__}: {error}"[:500])
    sys.stdout.buffer.write(made)


def _word(template: bytes, context: Mapping[str, object]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(dict(context), word_environment())
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _fail(code: str, text: str = "") -> NoReturn:
    sys.stderr.write("\n" + json.dumps({"code": code, "text": text}) + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
