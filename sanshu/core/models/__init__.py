"""Nouns that every app shares."""

from sanshu.core.models.calendar import Holiday, HolidayYear
from sanshu.core.models.household import HouseholdCode
from sanshu.core.models.posting import Posting
from sanshu.core.models.region import Region
from sanshu.core.models.timeline import TimelineEntry
from sanshu.core.models.user import User

__all__ = ["Holiday", "HolidayYear", "HouseholdCode", "Posting", "Region", "TimelineEntry", "User"]
