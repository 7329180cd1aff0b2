"""Nouns of supervision."""

from supervision.models.run import CountyLimits, DailyRun, RuleRun
from supervision.models.warning import EarlyWarning

__all__ = ["CountyLimits", "DailyRun", "EarlyWarning", "RuleRun"]
