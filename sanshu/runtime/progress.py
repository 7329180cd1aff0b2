"""Tells the person at the terminal what is being done and how long each step took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 34


@contextmanager
def step(chinese: str, english: str) -> Iterator[None]:
    """Print the step when it begins and its seconds when it has ended well."""
    print(f"· {chinese} / {english} …", flush=True)
    begun = time.monotonic()
    yield
    print(f"  {'完成 / done':<{WIDTH}} {time.monotonic() - begun:6.1f} s", flush=True)


def say(chinese: str, english: str) -> None:
    print(f"{chinese} / {english}", flush=True)
