"""A PostgreSQL server of the tests' own, in a folder that goes with them; on a socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class Server:
    def __init__(self, folder: Path) -> None:
        self._bin = _programs()
        self._folder = folder
        self._account = _account()
        if self._account:
            shutil.chown(folder, self._account)
        self._run("initdb", "-D", str(folder / "data"), "-U", "tester", "-E", "UTF8",
                  "--locale=C", "--auth=trust", "--no-sync")  # fmt: skip
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://tester@/postgres?host={self._folder}"

    def start(self) -> None:
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off"
        self._pg_ctl("start", "-o", options, "-l", str(self._folder / "log"))

    def stop(self) -> None:
        self._pg_ctl("stop", "-m", "immediate")

    def _pg_ctl(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-D", str(self._folder / "data"), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if self._account:
            done = subprocess.run(
                command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                user=self._account, group=_group(self._account), extra_groups=[],
                start_new_session=True,
            )  # fmt: skip
        else:
            done = subprocess.run(
                command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
                start_new_session=True,
            )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def server() -> Iterator[Server]:
    # The path of a socket is short, so not pytest's folder.
    with TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        running = Server(Path(folder))
        try:
            yield running
        finally:
            running.stop()


def _programs() -> Path:
    """Where initdb and pg_ctl are: Debian keeps them out of the PATH."""
    places = [Path(found).resolve().parent for name in ("initdb", "pg_ctl")
              if (found := shutil.which(name))]  # fmt: skip
    if shutil.which("pg_config"):
        asked = subprocess.run(
            ["pg_config", "--bindir"], capture_output=True, text=True, check=True
        )
        places.append(Path(asked.stdout.strip()))
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise AssertionError("PostgreSQL is not installed: .ci/prepare installs it")


def _account() -> str | None:
    """PostgreSQL refuses to run as root: the account it runs as instead."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _group(account: str) -> int:
    return pwd.getpwnam(account).pw_gid
