"""The limits in force at a place."""

from feedback.clocks import Limits
from feedback.models import CountyLimits
from feedback.routing import code_at
from sanshu.core.roles import Level


def limits_at(village: int) -> Limits:
    """Give the limits of the county in which a village lies."""
    row = CountyLimits.objects.filter(pk=code_at(village, Level.COUNTY)).first()
    return row.limits if row else Limits()
