"""The matters of a village: what was resolved, when, for how much; records join through their numbers. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sanshu.demo.places import KANGPING_AOHANTUN
from sanshu.demo.world import World

DITCH_MONTHS = range(4, 11)
#: Villages whose project is still under way: between how many days ago it was decided. The others' are finished.
UNDERWAY = {
    210381123201: (44, 40),  # the contract is signed
    210782105204: (66, 62),  # building has begun
    211224102202: (92, 88),  # half done
    210123106201: (130, 128),  # accepted, which nobody has written up
}
LAGGING = 210123106201
_FINISHED = (238, 205)


@dataclass(frozen=True)
class Thread:
    """One matter: its number stands in every record that belongs to it."""

    key: str  # annual, works, snow, lease, land
    number: str
    title: str
    decided_on: date
    amount: Decimal
    contractor: str = ""

    def after(self, days: int) -> date:
        """Give a day of the matter, counted from the resolution."""
        return self.decided_on + timedelta(days=days)


def latest(month: int, day: int, today: date) -> date:
    """Give the most recent such day of the year that is past."""
    this_year = date(today.year, month, day)
    return this_year if this_year < today else date(today.year - 1, month, day)


_WORKS = {
    "ditch": (
        "{g}排水沟整修工程",
        "{short}村中心路排水沟硬化工程",
        "{g}至{h}田间排水渠清淤衬砌工程",
    ),
    "road": ("{g}屯内路面硬化工程", "{g}至{h}作业道铺设工程", "{short}小学门前路面修补工程"),
    "indoor": ("文化活动室屋面防水和取暖改造工程", "{g}自来水入户管线改造工程", "村部及广场路灯更换工程"),
}
_FIRMS = ("宏达", "鑫源", "顺通", "永固", "北方", "恒基", "双盛", "金桥", "沃野", "辽北", "建业", "通顺")


def threads_of(world: World) -> tuple[Thread, ...]:
    """List the matters of a village, oldest first; the annual meeting stands for budget, shares and posts."""
    found = [_annual(world), _works(world), _snow(world), _lease(world), _land(world)]
    return tuple(sorted((thread for thread in found if thread), key=lambda thread: thread.decided_on))


def thread(world: World, key: str) -> Thread | None:
    """Give one matter of a village, or nothing."""
    return next((found for found in threads_of(world) if found.key == key), None)


def resolution_number(world: World, key: str) -> str:
    """Give the number of a matter, of the annual meeting's where the village has no such matter."""
    found = thread(world, key) or _annual(world)
    return found.number


def _number(world: World, decided_on: date, order: int) -> str:
    kind = "村民代表会议决议" if world.place.is_village else "居民代表会议决议"
    return f"{kind}〔{decided_on.year}〕{order}号"


def _annual(world: World) -> Thread:
    dice = world.dice("annual", "thread")
    decided_on = dice.workday(world.live_from + timedelta(days=3), world.live_from + timedelta(days=11))
    title = f"{decided_on.year}年度收支预算、用工人员和标准、收益分配办法"
    return Thread("annual", _number(world, decided_on, 1), title, decided_on, world.annual_fees)


def _works(world: World) -> Thread | None:
    dice = world.dice("works", "thread")
    if not world.place.is_village:
        return None
    first, last = UNDERWAY.get(world.place.code, _FINISHED)
    decided_on = dice.workday(world.today - timedelta(days=first), world.today - timedelta(days=last))
    begun = decided_on + timedelta(days=50)
    kind = dice.pick(("ditch", "road")) if begun.month in DITCH_MONTHS else "indoor"
    g, h = dice.sample(world.groups, 2)
    title = dice.pick(_WORKS[kind]).format(g=g, h=h, short=world.place.short)
    firm = f"{world.place.county}{dice.pick(_FIRMS)}建筑工程有限公司"
    return Thread("works", _number(world, decided_on, 3), title, decided_on, dice.money(46_200, 187_400), firm)


def _snow(world: World) -> Thread | None:
    dice = world.dice("snow", "thread")
    decided_on = latest(10, dice.between(18, 27), world.today)
    if decided_on < world.live_from:
        return None
    title = f"{decided_on.year}年冬季屯路清雪服务"
    firm = f"{world.place.township}{dice.pick(_FIRMS)}农机服务专业合作社"
    return Thread("snow", _number(world, decided_on, 6), title, decided_on, dice.money(6_840, 17_360), firm)


def _lease(world: World) -> Thread | None:
    dice = world.dice("lease", "thread")
    if not world.place.is_village or not dice.chance(55):
        return None
    decided_on = dice.workday(world.live_from + timedelta(days=40), world.live_from + timedelta(days=95))
    return Thread(
        "lease",
        _number(world, decided_on, 2),
        f"{dice.pick(world.groups)}机动地对外发包",
        decided_on,
        dice.money(9_350, 38_700),
    )


def _land(world: World) -> Thread | None:
    dice = world.dice("land", "thread")
    told = world.place.code == KANGPING_AOHANTUN
    if not world.place.is_village or not (told or dice.chance(30)):
        return None
    decided_on = dice.workday(world.today - timedelta(days=128), world.today - timedelta(days=117))
    title = (
        "输电线路铁塔占地补偿款分配" if told else dice.pick(("县道拓宽占地补偿款分配", "输电线路铁塔占地补偿款分配"))
    )
    return Thread("land", _number(world, decided_on, 4), title, decided_on, dice.money(83_600, 214_900))


def unpaid(world: World) -> bool:
    """Say whether this village got its compensation and did not pass it on: one village of the province tells that."""
    return world.place.code == KANGPING_AOHANTUN
