"""Places where a test may kill the process: TONGHOP_FAILPOINT=name:kill[:nth].

Names in use: after_fetch, before_inbox_commit, after_inbox_commit, in_handler, before_commit,
after_commit, before_send, after_send, after_reminder_row, before_file, before_migration_commit.
Without the variable, `reach` costs one comparison.
"""

from __future__ import annotations

import os
import signal
from itertools import count

VARIABLE = "TONGHOP_FAILPOINT"


def _armed(setting: str) -> tuple[str, int] | None:
    if not setting:
        return None
    name, action, *nth = setting.split(":")
    if action != "kill":
        raise ValueError(f"{VARIABLE}: the only action is kill, not {action!r}")
    return name, int(nth[0]) if nth else 1


_ARMED = _armed(os.environ.get(VARIABLE, ""))
_reached = count(1)


def reach(name: str) -> None:
    """Kills this process, as a power cut would, the nth time the armed `name` is reached."""
    if _ARMED is not None and name == _ARMED[0] and next(_reached) == _ARMED[1]:
        os.kill(os.getpid(), signal.SIGKILL)
