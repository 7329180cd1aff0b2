"""What our management commands share: refusals shown line by line in Chinese, exit code 1, and typed arguments."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.management.base import CommandError

from sanshu.core.errors import DomainError


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Turn a refusal into a CommandError that lists every problem."""
    try:
        yield
    except DomainError as error:
        problems = [f"  {text}" for texts in error.errors.values() for text in texts]
        raise CommandError("\n".join([error.detail, *problems])) from error


def day(text: str) -> date:
    """Read an ISO day for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，应写成 2026-11-22 的样子。") from None


def region_code(text: str) -> int:
    """Read a region's code of up to 12 digits for argparse, padding it with zeros on the right."""
    if not re.fullmatch(r"[0-9]{2,12}", text):
        raise ArgumentTypeError(f"“{text}”不是区划代码，应为2至12位数字。")
    return int(text.ljust(12, "0"))
