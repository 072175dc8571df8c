"""S26: a dependency with a known fault, and an audit that could not be made, both fail."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROXIES = {"http_proxy", "https_proxy", "all_proxy"}


class Advisories(BaseHTTPRequestHandler):
    """The two requests of https://google.github.io/osv.dev/api/ that an audit makes."""

    known: frozenset[str] = frozenset()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
        self.answer({"results": [self.of(query["package"]["name"]) for query in asked]})

    def do_GET(self) -> None:
        self.answer({"id": "OSV-1", "modified": "2026-01-01T00:00:00Z", "affected": []})

    def of(self, package: str) -> dict[str, object]:
        fault = {"id": "OSV-1", "modified": "2026-01-01T00:00:00Z"}
        return {"vulns": [fault]} if package in self.known else {}

    def answer(self, what: object) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *values: object) -> None:
        """Nothing: the test reads the audit's own words."""


@contextmanager
def advisories(*known: str) -> Iterator[str]:
    handler = type("Known", (Advisories,), {"known": frozenset(known)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make(target: str, folder: Path, *variables: str) -> subprocess.CompletedProcess[str]:
    """`make` in a folder that holds what an audit reads, and nothing of this checkout's state; what
    is installed is enough."""
    for name in ("Makefile", "pyproject.toml", "uv.lock", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".ci").mkdir(exist_ok=True)
    shutil.copy(ROOT / ".ci" / "setup.txt", folder / ".ci" / "setup.txt")
    environment = {k: v for k, v in os.environ.items() if k.lower() not in PROXIES}
    environment["UV_HTTP_RETRIES"] = "0"
    programs = Path(sys.executable).parent
    return subprocess.run(
        ["make", f"BIN={programs}", *variables, "--old-file=.venv/.installed", target],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "exit_status", "said"), [((), 0, "no known"), (("jinja2",), 2, "jinja2 3.")]
)
def test_s26_an_audit_fails_for_what_is_known(
    tmp_path: Path, known: tuple[str, ...], exit_status: int, said: str
) -> None:
    with advisories(*known) as address:
        done = make("audit", tmp_path, f"OSV={address}")
    assert done.returncode == exit_status, done.stderr
    assert said in done.stdout + done.stderr


def test_s26_an_audit_that_could_not_be_made_is_no_success(tmp_path: Path) -> None:
    done = make("audit", tmp_path, "OSV=http://127.0.0.1:9/")
    assert done.returncode != 0
    assert "Error" in done.stderr


def test_s26_the_bill_of_materials_names_every_locked_package_with_its_hash(tmp_path: Path) -> None:
    done = make("sbom", tmp_path)
    assert done.returncode == 0, done.stderr
    listed = json.loads((tmp_path / "out" / "sbom.json").read_text())["components"]
    names = {component["name"] for component in listed}
    assert {"python-telegram-bot", "sqlalchemy", "apscheduler", "jinja2"} <= names
    assert "pytest" not in names
    assert all(
        reference["hashes"][0]["alg"] == "SHA-256"
        for component in listed
        for reference in component["externalReferences"]
    )
