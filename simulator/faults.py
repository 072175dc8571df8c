"""What can go wrong between a bot and Telegram, on order."""

from dataclasses import dataclass

ANY = "*"  # every method but getUpdates


@dataclass
class Fault:
    """The next `times` calls of `method` go wrong in one way."""

    method: str
    times: int
    accepts: bool = False  # the call takes effect all the same
    closes: bool = False  # the connection is closed instead of an answer
    seconds: float = 0  # the answer comes late
    code: int = 500
    retry_after: int = 0

    def fits(self, method: str) -> bool:
        return self.method == method or (self.method == ANY and method != "getUpdates")


class Faults:
    """Faults in the order in which they were asked for. Times are real seconds."""

    def __init__(self) -> None:
        self._queue: list[Fault] = []
        self.delay: float = 0  # of every answer
        self.token_revoked = False
        self._cuts = self._stalls = 0
        self.stalled = False  # a download stands still, or has

    def retry_after(self, seconds: int, method: str = ANY, times: int = 1) -> None:
        """429 Too Many Requests, asking to wait `seconds`; the call has no effect."""
        self._queue.append(Fault(method, times, code=429, retry_after=seconds))

    def server_error(self, method: str = ANY, times: int = 1, code: int = 500) -> None:
        """A 5xx; the call has no effect."""
        self._queue.append(Fault(method, times, code=code))

    def drop_before(self, method: str = ANY, times: int = 1) -> None:
        """The connection closes and the call has no effect."""
        self._queue.append(Fault(method, times, closes=True))

    def drop_after(self, method: str = ANY, times: int = 1) -> None:
        """The call takes effect, then the connection closes without an answer."""
        self._queue.append(Fault(method, times, accepts=True, closes=True))

    def late(self, seconds: float, method: str = ANY, times: int = 1) -> None:
        """The call takes effect at once and is answered after `seconds`."""
        self._queue.append(Fault(method, times, accepts=True, seconds=seconds))

    def conflict(self, times: int = 1) -> None:
        """Another poller: the next calls of getUpdates answer 409."""
        self._queue.append(Fault("getUpdates", times, code=409))

    def cut_file(self, times: int = 1) -> None:
        """The next downloads break off in the middle."""
        self._cuts += times

    def stall_file(self, times: int = 1) -> None:
        """The next downloads stand still in the middle until whoever downloads goes away."""
        self._stalls += times

    def revoke_token(self) -> None:
        """Every call answers 401 from now on."""
        self.token_revoked = True

    def clear(self) -> None:
        """All is well again."""
        self._queue.clear()
        self.delay, self.token_revoked = 0, False
        self._cuts = self._stalls = 0

    def take(self, method: str) -> Fault | None:
        """The fault that the next call of a method meets, used up by one."""
        fault = next((f for f in self._queue if f.fits(method)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._queue.remove(fault)
        return fault

    def take_cut(self) -> bool:
        """Whether the next download is to break off."""
        cut = self._cuts > 0
        self._cuts -= cut
        return cut

    def take_stall(self) -> bool:
        """Whether the next download is to stand still."""
        stall = self._stalls > 0
        self._stalls -= stall
        self.stalled = self.stalled or stall
        return stall
