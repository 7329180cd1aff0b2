"""A family that the demo's visitors can be: a mother in the village, her daughter in town, and two who are not registered yet."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sanshu.accounts.actions.household import make_household_codes, use_household_code
from sanshu.accounts.actions.in_person import ask_in_person
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.actions.reading import accept_reading, make_reading_code
from sanshu.accounts.actions.residency import name_village
from sanshu.accounts.actions.roster import load_roster
from sanshu.accounts.models import InPersonRequest, OwnNumber
from sanshu.accounts.queries.reading import helpers_of
from sanshu.accounts.queries.residencies import residency_at
from sanshu.core.digests import match_digest
from sanshu.core.models import User
from sanshu.demo.load.residents import phone_of, resident
from sanshu.demo.people import Person
from sanshu.demo.places import DONGTA, SHANGTOU
from sanshu.demo.world import World

#: Numbers of residents that no story and no message uses.
MOTHER, DAUGHTER, NEIGHBOUR, COUSIN = 31, 32, 33, 34
#: The number of this one, who has no account yet, stands on the roster that was loaded.
WITHOUT_ACCOUNT = 5


@dataclass(frozen=True)
class Playable:
    """Somebody a visitor can be, and what they can try; made up, number and all."""

    phone: str
    who: str
    villages: list[str] = field(default_factory=list)
    id_number: str = ""
    ticket: str = ""

    def written(self) -> dict[str, object]:
        """Give what the note says of them, without what is empty."""
        return {key: value for key, value in asdict(self).items() if value}


def settle_family(worlds: Mapping[int, World]) -> list[Playable]:
    """Make the family by the portal's own actions; run again, it changes nothing."""
    village, town = worlds[SHANGTOU], worlds[DONGTA]
    load_roster(SHANGTOU, [match_digest("person", one.id_number) for one in village.people])
    mother = _mother(village)
    _daughter(town, mother)
    neighbour = _women(village)[1]
    resident(village, NEIGHBOUR)
    request = ask_in_person(SHANGTOU, InPersonRequest.About.RESIDENCY, by=resident(town, COUSIN), kind="parents")
    home, work = village.place.name, town.place.name
    return [
        Playable(phone_of(SHANGTOU, MOTHER), "母亲：查名单。 A mother: am I on the list?", [home]),
        Playable(
            phone_of(DONGTA, DAUGHTER),
            "女儿：两个村，替母亲看。 Her daughter: two villages, reads for her.",
            [work, home],
        ),
        Playable(
            phone_of(SHANGTOU, NEIGHBOUR),
            "邻居：还没登记号码，用这个。 A neighbour who has yet to register this number.",
            [home],
            id_number=neighbour.id_number,
        ),
        Playable(
            phone_of(DONGTA, COUSIN),
            "亲戚：等镇里当面登记，报这个申请号。 A cousin whose ticket waits at the township.",
            [work],
            ticket=request.spaced_ticket,
        ),
        Playable(
            "",
            f"随便哪个手机号：在{home}“对名册”，用这个号码。 Any phone: compare this number with the roster.",
            id_number=_women(village)[WITHOUT_ACCOUNT].id_number,
        ),
    ]


def _women(village: World) -> list[Person]:
    """List the women who draw a pension, the oldest first: each stands on several lists."""
    return sorted((one for one in village.pensioners if one.sex == "女"), key=lambda one: one.born)


def _mother(village: World) -> User:
    user = resident(village, MOTHER)
    name_village(village.place.code, "home", by=user)
    if not OwnNumber.objects.filter(user=user).exists():
        register_own_number(_women(village)[0].id_number, by=user)
    return user


def _daughter(town: World, mother: User) -> None:
    user = resident(town, DAUGHTER)
    name_village(town.place.code, "work", by=user)
    if residency_at(user, SHANGTOU) is None:
        use_household_code(make_household_codes(SHANGTOU, count=1, by=None)[0], by=user, kind="parents")
    if not helpers_of(mother):
        accept_reading(make_reading_code(by=mother, called="daughter"), by=user, calls_owner="mother")
