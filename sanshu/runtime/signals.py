"""Turns the signals that ask a program to leave into one exception, so that `finally` and `with` clean up."""

import signal
from types import FrameType

LEAVE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class SignalledError(Exception):
    """A signal asked us to leave; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def raise_on_signals() -> None:
    """From now on SIGINT, SIGTERM and SIGHUP raise `SignalledError` in the main thread, once."""
    for number in LEAVE:
        signal.signal(number, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    # A second Ctrl-C must not interrupt the cleaning up that the first one began.
    for each in LEAVE:
        signal.signal(each, signal.SIG_IGN)
    raise SignalledError(number)
