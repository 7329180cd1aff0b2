"""Staff of every role at every place of the demo province; those whom the stories visit can sign in."""

import base64
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from sanshu.accounts.actions.ask_change import Newcomer, Office, ask_enrolment
from sanshu.accounts.actions.staff import enrol_staff
from sanshu.accounts.models import StaffChange
from sanshu.core import clock
from sanshu.core.actions.postings import grant_posting
from sanshu.core.models import Posting, User
from sanshu.core.roles import Level, Role
from sanshu.demo.dice import Dice
from sanshu.demo.people import MEN, SURNAMES, WOMEN
from sanshu.demo.places import DONGTA, KANGPING_AOHANTUN, KANGPING_LIUJIAWOBU, SHANGTOU, WANGJIANG, township_of
from sanshu.demo.world import World

PROVINCE = 210000000000
#: Whoever stands at one of these places or above it gets a password and a second factor, shown in var/demo.json.
VISITED = (KANGPING_LIUJIAWOBU, KANGPING_AOHANTUN, WANGJIANG, SHANGTOU, DONGTA)
ROLES_AT: dict[Level, tuple[Role, ...]] = {
    Level.VILLAGE: (Role.CLERK, Role.SECRETARY, Role.OVERSIGHT),
    Level.TOWNSHIP: (Role.REVIEWER, Role.HANDLER, Role.DISCIPLINE),
    Level.COUNTY: (Role.DEPARTMENT, Role.FOLLOW_UP, Role.INSPECTOR),
    Level.CITY: (Role.FOLLOW_UP, Role.INSPECTOR),
    Level.PROVINCE: (Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR),
}
_ZEROS = {Level.PROVINCE: 10**10, Level.CITY: 10**8, Level.COUNTY: 10**6, Level.TOWNSHIP: 10**3, Level.VILLAGE: 1}


@dataclass(frozen=True)
class Post:
    """One person's office in the demo province."""

    role: Role
    region: int
    level: Level
    name: str

    @property
    def login(self) -> str:
        """The staff number: the role and the short code of the place."""
        return login_of(self.role, self.region)

    @property
    def is_visited(self) -> bool:
        """Whether the stories come by here."""
        return any(unit // _ZEROS[self.level] == self.region // _ZEROS[self.level] for unit in VISITED)


@dataclass(frozen=True)
class Credentials:
    """How a visitor signs in as somebody."""

    post: Post
    password: str
    totp_secret: str


def login_of(role: Role, region: int) -> str:
    """Give the login of a role at a place: `clerk-210123106207`, `reviewer-210123106`."""
    size = next(size for size in _ZEROS.values() if region % size == 0)
    return f"{role.value}-{region // size}"


def posts(worlds: Iterable[World]) -> Iterator[Post]:
    """List every office of some units and of all that stands above them, from the villages up."""
    units = []
    for world in worlds:
        units.append(world.place.code)
        officers = world.officers
        people = (officers.clerk, officers.secretary, officers.oversight[0])
        for role, person in zip(ROLES_AT[Level.VILLAGE], people, strict=True):
            yield Post(role, world.place.code, Level.VILLAGE, person.name)
    for level in (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE):
        size = _ZEROS[level]
        for region in sorted({unit // size * size for unit in units}):
            for role in ROLES_AT[level]:
                yield Post(role, region, level, _name(role, region))


def _name(role: Role, region: int) -> str:
    dice = Dice("staff", role.value, region)
    return dice.pick(SURNAMES) + dice.pick((MEN + " " + WOMEN).split())


def enrol(worlds: list[World]) -> list[Credentials]:
    """Make every account with its posting; those a visitor may use share a fresh password and have a second factor each."""
    visited: list[Credentials] = []
    password, hashed = new_password(), ""
    since = worlds[0].live_from
    known = set(Posting.objects.filter(from_day=since).values_list("user__login", flat=True))
    for post in posts(worlds):
        if not post.is_visited:
            user = _account(post, make_password(None))
        else:
            secret = base64.b32encode(secrets.token_bytes(20)).decode()
            # A slow hash is the point of passwords; forty of the same one would keep a visitor waiting for nothing.
            user = _twin(post, hashed, secret) if hashed else enrol_staff(post.login, post.name, password, secret)
            hashed = hashed or user.password
            visited.append(Credentials(post, password, secret))
        if post.login not in known:
            grant_posting(user.pk, post.role, post.region, by=None, from_day=since)
    return visited


def ask_for_another_handler() -> None:
    """Leave one request of the security administrator waiting, for a visitor who comes as the system administrator."""
    if StaffChange.objects.exists():
        return
    place = township_of(KANGPING_LIUJIAWOBU)
    newcomer = Newcomer(f"{login_of(Role.HANDLER, place)}-2", _name(Role.HANDLER, KANGPING_LIUJIAWOBU), "024-87312345")
    asker = staff_at(Role.SECURITY_ADMIN, PROVINCE)
    ask_enrolment(newcomer, Office(Role.HANDLER, place, clock.today()), by=asker, reason="来信多，增加一名受理人员")


def _account(post: Post, hashed: str) -> User:
    """Make somebody's account with a password that is hashed already."""
    values = {"name": post.name, "kind": User.Kind.STAFF, "password": hashed}
    user, _ = User.objects.update_or_create(login=post.login, defaults=values)
    return user


def _twin(post: Post, hashed: str, secret: str) -> User:
    """Make an account with the password of another and a second factor of its own."""
    user = _account(post, hashed)
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    return user


_WORDS = [
    "yangguang",
    "sanwu",
    "huanghe",
    "liaohe",
    "songmu",
    "baiyun",
    "qingshan",
    "yumi",
    "gaoliang",
    "dadou",
    "xuehua",
    "chuntian",
    "qiushou",
]


def new_password() -> str:
    """Make a password that can be typed: three words and a number, another one in every installation."""
    words = [secrets.choice(_WORDS) for _ in range(3)]
    return "-".join([*words, str(secrets.randbelow(900) + 100)])


def staff_at(role: Role, region: int) -> User:
    """Give the person who holds a role at a place."""
    return User.objects.get(login=login_of(role, region))


def reviewer_of(unit: int) -> User:
    """Give the reviewer of a unit's township."""
    return staff_at(Role.REVIEWER, township_of(unit))
