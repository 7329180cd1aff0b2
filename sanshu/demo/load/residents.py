"""Residents with made-up telephones, and printed household codes for visitors to try."""

from sanshu.accounts.actions.household import make_household_codes
from sanshu.core.actions.postings import grant_posting
from sanshu.core.digests import seal
from sanshu.core.models import Region, User
from sanshu.core.roles import Role
from sanshu.core.sealing import seal_bytes
from sanshu.demo.load.staff import VISITED
from sanshu.demo.world import World

CODES_EACH = 3
#: Which resident of a unit the stories speak of; others wrote the other messages.
VILLAGER = 9
#: Nobody has a number like this: the block after 199 is not given out. No message ever leaves the machine anyway.
NO_PHONE = "1990000"


def phone_of(unit: int, number: int) -> str:
    """Give the made-up telephone of a unit's so-manyth resident."""
    return f"{NO_PHONE}{(VISITED.index(unit) + 1) * 100 + number:04}"


def resident(world: World, number: int) -> User:
    """Give a resident of a visited unit, made on first use as if they had signed in by telephone."""
    phone = phone_of(world.place.code, number)
    digest = seal("phone", phone)
    values = {
        "login": f"r-demo-{phone}",
        "kind": User.Kind.RESIDENT,
        "phone_sealed": seal_bytes("phone", phone.encode(), bound_to=digest),
        "phone_verified": True,
        "password": "!",
    }
    user, is_new = User.objects.get_or_create(phone_digest=digest, defaults=values)
    if is_new:
        grant_posting(user.pk, Role.RESIDENT, world.place.code, by=None, from_day=world.live_from)
    return user


def print_codes() -> dict[str, list[str]]:
    """Make household codes for the visited units; they can be read once, here."""
    names = dict(Region.objects.filter(pk__in=VISITED).values_list("pk", "full_name"))
    return {f"{unit:012d} {names[unit]}": make_household_codes(unit, count=CODES_EACH, by=None) for unit in VISITED}
