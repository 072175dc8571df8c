"""The house keeps its plan: no folder slips in, dependencies point inwards, parts stay small."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.sources import ROOT, python_files, read, tracked, tree

CODE = {
    "benchmarks", "bot", "documents", "handlers", "rehearsal", "reporting", "scheduler",
    "simulator", "storage", "usecases",
}  # fmt: skip
FOLDERS = CODE | {".ci", "docs", "plans", "templates", "tests"}

MODULE_ALARM = 300
TESTS_ALARM = 400  # a list of tests has no inside to get lost in
FUNCTION_ALARM = 40
# A migration is history: one list of what changed, never edited again.
HISTORY = Path("storage/migrations/versions")

# The only Vietnamese in Python: what a parser must know, what a check looks for, sample values.
LEXICONS = ("reporting/kinds/reading/", "reporting/directory/words.py", "documents/check/")
SAMPLES = ("samples.py", "messages.py")
VIETNAMESE = re.compile(r"\w*[^\W\d_a-zA-Z]\w*")


def test_top_level_holds_the_folders_of_the_house_and_no_other() -> None:
    assert {path.parts[0] for path in tracked() if len(path.parts) > 1} == FOLDERS


def test_templates_and_plans_hold_no_python() -> None:
    held = [path for path in tracked() if path.parts[0] in ("templates", "plans")]
    assert held
    assert [path for path in held if path.suffix in (".py", ".pyi")] == []


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_with_python_is_a_package() -> None:
    folders = {parent for file in python_files() for parent in file.parents if parent.name}
    assert [str(f) for f in sorted(folders) if not (ROOT / f / "__init__.py").is_file()] == []


def test_tools_know_every_package() -> None:
    tools = tomllib.loads(read("pyproject.toml"))["tool"]
    installed = tools["setuptools"]["packages"]["find"]["include"]
    packages = {".".join(file.parent.parts) for file in python_files(*CODE)}
    missing = [p for p in packages if not any(fnmatchcase(p, each) for each in installed)]
    assert missing == []
    assert set(tools["mypy"]["packages"]) == CODE | {"tests"}
    assert set(tools["importlinter"]["root_packages"]) == CODE
    assert set(tools["ruff"]["lint"]["isort"]["known-first-party"]) == CODE | {"tests"}


def test_s26_what_puts_the_environment_together_is_the_locked_one() -> None:
    locked = {p["name"]: p for p in tomllib.loads(read("uv.lock"))["package"]}
    pinned = re.findall(r"^(\S+)==(\S+) ((?:.*\\\n)+.*)", read(".ci/setup.txt"), re.MULTILINE)
    assert {name for name, _, _ in pinned} == {"setuptools", "uv"}
    for name, version, rest in pinned:
        package = locked[name]
        files = [package["sdist"], *package["wheels"]]
        assert version == package["version"]
        assert set(re.findall(r"sha256:\w+", rest)) == {file["hash"] for file in files}


@pytest.mark.parametrize("folder", sorted(CODE | {"tests"}))
def test_modules_and_functions_are_small(folder: str) -> None:
    files = [f for f in python_files(folder) if not f.is_relative_to(HISTORY)]
    modules = {str(f): len(read(f).splitlines()) for f in files}
    functions = {name: lines for f in files for name, lines in _functions(f)}
    alarm = TESTS_ALARM if folder == "tests" else MODULE_ALARM
    assert {n: lines for n, lines in modules.items() if lines > alarm} == {}
    assert {n: lines for n, lines in functions.items() if lines > FUNCTION_ALARM} == {}


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{file}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_prose_in_python() -> None:
    files = [
        file
        for file in python_files(*CODE)
        if not file.as_posix().startswith(LEXICONS) and file.name not in SAMPLES
    ]
    found = [f"{file}:{line}: {text}" for file in files for line, text in _vietnamese(file)]
    assert found == [], "what people read belongs in templates/ or plans/"


def _vietnamese(file: Path) -> Iterator[tuple[int, str]]:
    """Texts of four words and more of which most carry Vietnamese letters."""
    explained = {id(each) for each in _docstrings(tree(file))}
    for node in ast.walk(tree(file)):
        text = "" if id(node) in explained else _text(node)
        if len(text.split()) >= 4 and len(VIETNAMESE.findall(text)) >= 3:
            yield getattr(node, "lineno", 0), text


def _docstrings(module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        match getattr(node, "body", None):
            case [ast.Expr(value=ast.Constant() as said), *_]:
                yield said


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return " ".join(_text(part) for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def test_prose_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "spoken.py"
    file.write_text('def f(n):\n    return f"Đã nộp {n} báo cáo lên thị xã"\n', encoding="utf-8")
    assert [line for line, _ in _vietnamese(file)] != []
