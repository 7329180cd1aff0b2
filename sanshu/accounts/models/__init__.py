"""Nouns of sign-in."""

from sanshu.accounts.models.api_token import ApiToken
from sanshu.accounts.models.attempt import AttemptCount
from sanshu.accounts.models.change import StaffChange
from sanshu.accounts.models.in_person import InPersonRequest
from sanshu.accounts.models.own_number import OwnNumber
from sanshu.accounts.models.phone_code import PhoneCode
from sanshu.accounts.models.reading import ReadingGrant
from sanshu.accounts.models.residency import Residency
from sanshu.accounts.models.roster import RosterEntry

__all__ = [
    "ApiToken",
    "AttemptCount",
    "InPersonRequest",
    "OwnNumber",
    "PhoneCode",
    "ReadingGrant",
    "Residency",
    "RosterEntry",
    "StaffChange",
]
