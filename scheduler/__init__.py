"""What the clock does: a pulse, and the one use case it ends in."""

from scheduler.pulse import Pulse

__all__ = ["Pulse"]
