"""Why a backup was not made, or cannot be used."""

from __future__ import annotations


class BackupProblem(Exception):
    """`code` is one of

    no_space (params needed, free: MB), no_source (path), damaged_source (detail), write_failed
    (detail),
    not_readable (no archive of ours, cut off, or damaged: detail), no_key (encrypted, and no key
    was given), wrong_key, bad_key (the file holds no key), key_beside (key and archives lie in
    the same folder), not_empty (where to restore to there is something)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
