"""What takes two persons: one who asks, another who confirms, and neither of them the one whom it is about."""

from dataclasses import dataclass

from sanshu.core.errors import NotAllowed
from sanshu.core.models import Posting, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import require


@dataclass(frozen=True)
class TwoPersons:
    """Who asked and who confirmed."""

    asked: User
    confirmed: User


def require_two(by: TwoPersons, act: Act, *, about: int | None, code: int) -> Posting:
    """Give the posting by which the second person confirms; NotAllowed unless both hold their office today.

    `about` is the account that the matter is about, None when it is only being made: nobody asks or confirms for
    themselves, nor for what they asked themselves.
    """
    require(by.asked, act, code)
    office = require(by.confirmed, Act.CONFIRM_STAFF_CHANGE, code)
    if by.asked.pk == by.confirmed.pk:
        raise NotAllowed("申请和确认要由两个人办理，请由另一位管理员确认。")
    forbid_own(about, by.asked, by.confirmed)
    return office


def forbid_own(about: int | None, *people: User) -> None:
    """Pass silently unless one of the people is the one whom the matter is about."""
    if about in {person.pk for person in people}:
        raise NotAllowed("不能给自己办理，请由别的管理员办理。")
