"""Forms that were converted before: XForm XML in files, so that a start need not convert them.

python -m bot.conversions PLAN FOLDER converts the forms of a plan into the folder. Whoever goes on
for long has it done so: pyxform, once loaded, keeps some twenty megabytes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import reporting.forms.xlsform
from bot.plan_files import read_plan
from reporting.faults import Faulty
from reporting.plan import form_keys, load_plan

_CONVERTER = Path(reporting.forms.xlsform.__file__).parent
_HEAD = 64  # the hash before the XML
_PATIENCE = 60  # seconds for the forms of a plan, which take less than one


class Conversions(MutableMapping[str, bytes]):
    """By the hash of the source. An entry is valid for the very source and the very converter
    (pyxform's version and our own code name the folder), and only if it is whole: it begins with
    its own hash. Whatever goes wrong with a file, the form is converted again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _converter()

    def __getitem__(self, key: str) -> bytes:
        try:
            stored = (self._folder / key).read_bytes()
        except OSError:
            raise KeyError(key) from None
        digest, xml = stored[:_HEAD], stored[_HEAD:]
        if hashlib.sha256(xml).hexdigest().encode() != digest:
            raise KeyError(key)
        return xml

    def __setitem__(self, key: str, xml: bytes) -> None:
        made = self._folder / f"{key}.{os.getpid()}"
        with suppress(OSError):  # a full or read-only disk: it saves a second, no more
            self._folder.mkdir(parents=True, exist_ok=True)
            made.write_bytes(hashlib.sha256(xml).hexdigest().encode() + xml)
            made.replace(self._folder / key)

    def __delitem__(self, key: str) -> None:
        (self._folder / key).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[str]:
        return (path.name for path in self._folder.glob("*"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def convert_elsewhere(path: Path, folder: Path) -> None:
    """Has the forms of the plan in `path` that are not yet in `folder` converted by a process of
    its own. That it fails is of no consequence: what is missing is converted where it is wanted,
    and its faults are told there. Raises Faulty for files that cannot be read."""
    kept = Conversions(folder)
    if "pyxform" in sys.modules or all(key in kept for key in form_keys(read_plan(path))):
        return
    command = [sys.executable, "-m", "bot.conversions", str(path.resolve()), str(folder.resolve())]
    quiet = subprocess.DEVNULL
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # noqa: S603 - this program, its own arguments
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=_PATIENCE, check=False
        )


def _converter() -> str:
    digest = hashlib.sha256(version("pyxform").encode())
    for path in sorted(_CONVERTER.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    with suppress(Faulty):
        load_plan(read_plan(Path(sys.argv[1])), Conversions(Path(sys.argv[2])))
