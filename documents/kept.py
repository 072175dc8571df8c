"""Runs a program for a caller that may be killed: python -I -S kept.py FOLDER PROGRAM ARGUMENT...

Standard input is a pipe whose other end only the caller holds. When it ends, the program is killed
with all it has started and FOLDER is removed. Exit status: the program's, or NOT_STARTED.

It imports nothing of ours, so that it starts in a moment."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread

NOT_STARTED = 127


def main() -> int:
    folder, *command = sys.argv[1:]
    try:
        process = subprocess.Popen(  # noqa: S603 (the caller's own words)
            command, stdin=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        sys.stdout.write(f"{error}\n")
        return NOT_STARTED
    alone = Event()
    keeper = Thread(target=_end_with_caller, args=(process, folder, alone), daemon=True)
    keeper.start()
    status = process.wait()
    if alone.is_set():
        keeper.join()
    return status


def _end_with_caller(process: subprocess.Popen[bytes], folder: str, alone: Event) -> None:
    sys.stdin.buffer.read()
    alone.set()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
