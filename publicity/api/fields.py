"""How the API writes what JSON has no type for: regions as 12 digits, moments in Chinese time."""

from typing import Any

from rest_framework import serializers

from sanshu.core.clock import SHANGHAI
from sanshu.core.errors import Invalid
from sanshu.core.models import Region

MOST_DIGITS, FEWEST_DIGITS = 12, 2


class CodeField(serializers.CharField):
    """A region's code, always twelve digits."""

    def to_representation(self, value: Any) -> str:
        """Write the code."""
        return f"{int(value):012d}"


class MomentField(serializers.DateTimeField):
    """A moment as RFC 3339 with +08:00."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=SHANGHAI, **kwargs)


def code_from(text: str) -> int | None:
    """Read a region's code, padding shorter ones on the right; None for what is no code."""
    plain = text.isascii() and text.isdigit() and FEWEST_DIGITS <= len(text) <= MOST_DIGITS
    return int(text.ljust(MOST_DIGITS, "0")) if plain else None


def region_from(text: str, *, key: str = "region") -> Region:
    """Give the region that a parameter names; Invalid, naming the parameter, when there is none."""
    code = code_from(text)
    region = Region.objects.filter(pk=code).first() if code is not None else None
    if region is None:
        message = "没有这个区划代码，请核对（2 至 12 位数字）。"
        raise Invalid(message, errors={key: [message]})
    return region
