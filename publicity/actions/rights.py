"""The right to act: a posting in force today that covers the unit. Checked in every action, never remembered."""

from datetime import date

from sanshu.core.errors import NotAllowed, WrongState
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act, roles_for
from sanshu.core.queries import scope
from sanshu.core.roles import ROLE_NAMES


def require(by: User, *acts: Act, region: Region, on: date) -> Posting:
    """Give the posting by which a person may do one of some acts for a unit on a day; NotAllowed when there is none."""
    roles = frozenset().union(*(roles_for(act) for act in acts))
    held = [
        posting
        for posting in scope.active_postings(by, on=on)
        if posting.role in roles and posting.region.contains(region.code)
    ]
    if not held:
        words = "、".join(name for role, name in ROLE_NAMES.items() if role in roles)
        raise NotAllowed(f"这一步由{region.name}的{words}办理；您今天在这里没有这个岗位，或岗位已到期。")
    return max(held, key=lambda posting: posting.region.level)


def office(posting: Posting) -> str:
    """Name the office behind an act, in Chinese whatever language the page has: region and post, never a person."""
    return str(posting)


def require_live(region: Region, *, on: date) -> None:
    """Refuse what is done for a unit that is closed or not yet enrolled."""
    if region.closed_on is not None and region.closed_on <= on:
        raise WrongState(f"{region.name}已于{region.closed_on}撤销，不能再办理公开。")
    if not region.is_live(on):
        raise WrongState(f"{region.name}尚未开通公开，请先由系统管理员开通。")
