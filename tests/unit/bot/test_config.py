import os
import re
import tomllib
from pathlib import Path

import pytest

from bot.config import Settings
from bot.config_file import Misconfigured, load_settings, setting_names, token_of
from bot.speaking.catalogue import catalogue, read_texts

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "config.example.toml"
TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz_-12345"


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def faults(path: Path | None, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(Misconfigured) as raised:
        token_of(load_settings(path, environ or {}))
    return [catalogue().operator(fault.code, **fault.params) for fault in raised.value.faults]


def test_the_example_names_every_setting_with_its_default_and_a_comment() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    # A key that has no default is there as a comment.
    shown = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    given = tomllib.loads(shown)
    names = {
        f"{name}.{key}" if isinstance(value, dict) else name
        for name, value in given.items()
        for key in (value if isinstance(value, dict) else [""])
    }
    assert names == set(setting_names())
    assert Settings.model_validate(tomllib.loads(text)) == Settings()
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"(# )?\w+ = ", line):
            assert lines[number - 1].startswith("#"), f"{line} has no comment"


def test_a_variable_overrides_a_key(tmp_path: Path) -> None:
    path = write(tmp_path, '[delivery]\nper_second = 5.0\n[database]\nschema = "a"\n')
    environ = {
        "TONGHOP_DELIVERY__PER_SECOND": "12.5",
        "TONGHOP_TELEGRAM__TOKEN": TOKEN,
        "TONGHOP_DATABASE__SCHEMA": "town",
        "TONGHOP_TIMEZONE": "Asia/Bangkok",
        "TONGHOP_FAILPOINT": "",
        "PATH": "/bin",
    }
    settings = load_settings(path, environ)
    assert settings.delivery.per_second == 12.5
    assert settings.database.schema_name == "town"
    assert settings.zone.key == "Asia/Bangkok"
    assert token_of(settings) == TOKEN


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[plan]\npath = "ke-hoach"\n'), {})
    assert settings.plan.path == tmp_path / "ke-hoach"
    assert settings.files.path == tmp_path / "var" / "files"
    url = settings.database.url.get_secret_value()
    assert url == f"sqlite:///{tmp_path}/var/tonghop.sqlite"
    absolute = load_settings(write(tmp_path, '[database]\nurl = "sqlite:////srv/a.sqlite"\n'), {})
    assert absolute.database.url.get_secret_value() == "sqlite:////srv/a.sqlite"


def test_every_fault_is_told_without_any_value(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'timezone = "Asia/Sai_Gon"\n[telegram]\ntokn = "bí-mật"\nproxy = "socks5://u:bí-mật@h:1"\n'
        'base_url = "bí-mật"\n[delivery]\nparallel = "bí-mật"\n[plans]\npath = "bí-mật"\n',
    )
    told = faults(path, {"TONGHOP_TELEGRAM__TOKN": "bí-mật"})
    assert len(told) == 7
    assert "bí-mật" not in " ".join(told)
    text = "\n".join(told)
    for part in ("telegram.token", "delivery.parallel", "Asia/Ho_Chi_Minh", "socks", "“plan"):
        assert part in text
    assert "TONGHOP_TELEGRAM__TOKEN" in text


def test_secrets_show_nowhere(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n'), {})
    assert "AAE" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_file_with_a_secret_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    assert "chmod 600" in faults(write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n', mode))[0]
    assert (
        "chmod 600" in faults(write(tmp_path, '[database]\nurl = "postgresql://u:p@h/d"', mode))[0]
    )
    assert load_settings(write(tmp_path, 'timezone = "UTC"\n', mode), {}).timezone == "UTC"


def test_the_token_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = write(tmp_path, '[telegram]\ntoken_file = "token.txt"\n')
    assert "token.txt" in faults(path)[0]
    token_file = tmp_path / "token.txt"
    token_file.write_text(TOKEN + "\n", encoding="utf-8")
    token_file.chmod(0o600)
    assert token_of(load_settings(path, {})) == TOKEN
    token_file.chmod(0o644)
    assert "chmod 600" in faults(path)[0]


def test_a_missing_or_malformed_token_is_told(tmp_path: Path) -> None:
    assert "telegram.token" in faults(write(tmp_path, ""))[0]
    told = faults(write(tmp_path, ""), {"TONGHOP_TELEGRAM__TOKEN": "bí-mật"})[0]
    assert "@BotFather" in told
    assert "bí-mật" not in told


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "config.example.toml" in faults(tmp_path / "none.toml")[0]
    assert "dòng 2" in faults(write(tmp_path, "timezone = 'UTC'\nsai cú pháp\n"))[0]
    (tmp_path / "config.toml").write_bytes("timezone = 'Hồ'".encode("utf-16"))
    assert "UTF-8" in faults(tmp_path / "config.toml")[0]
    assert faults(tmp_path)[0].startswith("Không đọc được")


def test_a_section_given_as_a_value_is_told(tmp_path: Path) -> None:
    assert (
        "[telegram]"
        in faults(write(tmp_path, "telegram = 5"), {"TONGHOP_TELEGRAM__TOKEN": TOKEN})[0]
    )


def test_a_windows_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufefftimezone = 'UTC'\n")
    assert load_settings(path, {}).timezone == "UTC"


def test_the_settings_do_not_depend_on_the_working_directory(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    before = Path.cwd()
    os.chdir("/")
    try:
        assert load_settings(path, {}).plan.path == tmp_path / "plans/phuoc-long-2021"
    finally:
        os.chdir(before)


def test_operator_texts_are_lines_without_a_value_they_could_fail_on() -> None:
    texts = read_texts(ROOT / "templates" / "messages" / "vi" / "operator.toml")
    for code, text in texts.items():
        assert "\n" not in text, code
        assert text == text.strip(), code
        assert catalogue().operator(code) == text, "without values the names show"
