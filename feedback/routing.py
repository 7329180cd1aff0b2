"""Where a message goes: one table from what it is about to the post that owns it. Pure.

A message must not reach whom it is about (信访工作条例 art. 30), so the level follows from `about` and the category alone;
which person holds the post is not asked here.
"""

from dataclasses import dataclass
from enum import StrEnum

from sanshu.core.roles import Level, Role


class About(StrEnum):
    """Whom a message is about."""

    NONE = "none"
    VILLAGE = "village"
    TOWNSHIP = "township"


class Category(StrEnum):
    """The topic of a message."""

    MONEY = "money"
    BENEFITS = "benefits"
    LAND = "land"
    WORKS = "works"
    FACILITIES = "facilities"
    PARTY = "party"
    ACCUSATION = "accusation"
    OTHER = "other"


class Identity(StrEnum):
    """How the sender wants to be known."""

    OPEN = "open"
    SEALED = "sealed"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Post:
    """The level and role that own a message; the region follows from the village."""

    level: Level
    role: Role


HANDLER = Post(Level.TOWNSHIP, Role.HANDLER)
COUNTY_DESK = Post(Level.COUNTY, Role.FOLLOW_UP)
COUNTY_INSPECTOR = Post(Level.COUNTY, Role.INSPECTOR)
CITY_DESK = Post(Level.CITY, Role.FOLLOW_UP)
CITY_INSPECTOR = Post(Level.CITY, Role.INSPECTOR)
PROVINCE_INSPECTOR = Post(Level.PROVINCE, Role.INSPECTOR)
DEPARTMENT = Post(Level.COUNTY, Role.DEPARTMENT)

_BY_ABOUT = {About.NONE: HANDLER, About.VILLAGE: HANDLER, About.TOWNSHIP: COUNTY_DESK}

#: The post that covers a vacant one, and that owns a message whose answer was not good enough.
ABOVE: dict[Post, Post] = {
    HANDLER: COUNTY_DESK,
    DEPARTMENT: COUNTY_DESK,
    COUNTY_DESK: CITY_DESK,
    CITY_DESK: PROVINCE_INSPECTOR,
    COUNTY_INSPECTOR: CITY_INSPECTOR,
    CITY_INSPECTOR: PROVINCE_INSPECTOR,
}

#: The second time a message is reopened, at least the city owns it.
CITY_FROM_REOPENING = 2


def first_post(about: About, category: Category) -> Post:
    """Give the post that owns a new message; an accusation is the county inspector's, whatever it is about."""
    return COUNTY_INSPECTOR if category is Category.ACCUSATION else _BY_ABOUT[about]


def seen_by_discipline(about: About, category: Category) -> bool:
    """Say whether the township's discipline officer also sees it: money, unless the township is whom it is about."""
    return category is Category.MONEY and about is not About.TOWNSHIP


def posts_above(owner: Post) -> list[Post]:
    """Give the posts that cover a vacant one, nearest first."""
    chain: list[Post] = []
    while owner in ABOVE:
        owner = ABOVE[owner]
        chain.append(owner)
    return chain


def post_after_reopening(owner: Post, times: int) -> Post:
    """Give the post that owns a message reopened for the n-th time: a level higher, the second time at least the city."""
    for post in posts_above(owner):
        if post.level < owner.level and (times < CITY_FROM_REOPENING or post.level <= Level.CITY):
            return post
    return owner


def may_reroute(owner: Post, to: Post, about: About) -> bool:
    """Say whether a message may be moved from one post to another.

    An accusation never leaves the inspectors, and what is about the township never goes down to it.
    """
    if owner.role is Role.INSPECTOR:
        return to.role is Role.INSPECTOR and to != owner
    if to == HANDLER and about is About.TOWNSHIP:
        return False
    return to != owner and to in {HANDLER, DEPARTMENT, COUNTY_DESK, COUNTY_INSPECTOR}


#: Which messages an office may know to exist, by the role of their first post: what was kept from the township is not in
#: its figures either, and what came of an accusation is the inspectors' alone.
_OFFICES_BELOW = frozenset({Role.HANDLER})
_OFFICES_OF_COUNTY = frozenset({Role.HANDLER, Role.FOLLOW_UP})
_KNOWN: dict[Role, frozenset[Role]] = {
    Role.REVIEWER: _OFFICES_BELOW,
    Role.HANDLER: _OFFICES_BELOW,
    Role.DISCIPLINE: _OFFICES_BELOW,
    Role.DEPARTMENT: _OFFICES_OF_COUNTY,
    Role.FOLLOW_UP: _OFFICES_OF_COUNTY,
    Role.INSPECTOR: _OFFICES_OF_COUNTY | {Role.INSPECTOR},
}
#: What the public may be told of in sums: no more than a township knows, which else would only have to subtract its own.
KNOWN_TO_ALL = _OFFICES_BELOW


def known_to(role: Role) -> frozenset[Role]:
    """Give the first posts whose messages a role may know to exist in its region; none for a village role."""
    return _KNOWN.get(role, frozenset())


#: Digits of the national code that name a region of each level; the rest are zeros.
_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}


def code_at(code: int, level: Level) -> int:
    """Give the code of the region of that level in which a region lies."""
    scale: int = 10 ** (_DIGITS[Level.VILLAGE] - _DIGITS[level])
    return code // scale * scale
