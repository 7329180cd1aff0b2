"""What the village owns, is owed and owes: registers, contracts, debts. They add up to the balance sheet. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.contents.base import Content, Maker, Task, Values, number, total
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.people import Person
from sanshu.demo.world import World


@dataclass(frozen=True)
class Asset:
    """One thing on the register."""

    name: str
    category: str
    unit: str
    count: int
    cost: Decimal
    acquired_on: date
    years: int  # of use
    place: str
    keeper: Person
    use: str = "自用"

    def worn(self, on: date) -> Decimal:
        """Give the depreciation until a day: the same every month, five in a hundred stay."""
        months = (on.year - self.acquired_on.year) * 12 + on.month - self.acquired_on.month
        share = Decimal(min(max(months, 0), self.years * 12)) / (self.years * 12)
        return (self.cost * Decimal("0.95") * share).quantize(CENT)

    def worth(self, on: date) -> Decimal:
        """Give what is left of the cost."""
        return self.cost - self.worn(on)


_FIXED = "公益性固定资产"
_EARNING = "经营性固定资产"
_THINGS = (
    ("村部办公用房", _FIXED, "间", 7, (213_000, 378_000), 20, "自用"),
    ("文化活动广场及健身器材", _FIXED, "处", 1, (76_400, 143_800), 10, "自用"),
    ("太阳能路灯", _FIXED, "盏", 38, (83_600, 157_900), 8, "自用"),
    ("自来水泵房及管网", _FIXED, "套", 1, (126_300, 318_700), 15, "自用"),
    ("联想台式电脑", _FIXED, "台", 3, (9_870, 14_360), 5, "自用"),
    ("激光打印复印一体机", _FIXED, "台", 1, (2_140, 4_380), 5, "自用"),
    ("办公桌椅和档案柜", _FIXED, "套", 11, (6_730, 15_840), 8, "自用"),
    ("旧校舍", _EARNING, "间", 9, (94_700, 176_200), 20, "出租"),
    ("屋顶光伏电站", _EARNING, "座", 1, (187_600, 342_300), 20, "自用"),
    ("除雪铲和小型抛雪机", _FIXED, "台", 2, (7_640, 16_270), 6, "闲置"),
)
COMMUNITY_THINGS = frozenset(
    {"联想台式电脑", "激光打印复印一体机", "办公桌椅和档案柜", "文化活动广场及健身器材", "村部办公用房"}
)


def assets_of(world: World) -> list[Asset]:
    """List what is on a unit's register."""
    found = []
    for name, category, unit, count, (low, high), years, use in _THINGS:
        if not world.place.is_village and name not in COMMUNITY_THINGS:
            continue
        dice = world.dice("asset", name)
        bought = world.today - timedelta(days=dice.between(500, 365 * (years - 1)))
        shown = name if world.place.is_village else name.replace("村部", "社区")
        keeper = dice.pick(world.officers.committee)
        found.append(
            Asset(
                shown,
                category,
                unit,
                count,
                dice.money(low, high),
                bought,
                years,
                f"{world.place.name}院内",
                keeper,
                use,
            )
        )
    return found


def asset_register(task: Task) -> Content:
    """F-17: every thing, its cost and what is left of it."""
    on, assets = task.last_day, assets_of(task.world)
    rows: list[Values] = [
        {
            "asset_no": f"{task.place.short}资-{place:03}",
            "name": asset.name,
            "category": asset.category,
            "quantity": number(asset.count),
            "unit": asset.unit,
            "original_value": yuan(asset.cost),
            "depreciation": yuan(asset.worn(on)),
            "amount": yuan(asset.worth(on)),
            "acquired_on": asset.acquired_on.isoformat(),
            "source": "购建" if asset.years < 15 else "上级项目移交",  # noqa: PLR2004  # buildings came from above
            "location": asset.place,
            "use_status": asset.use,
            "custodian": asset.keeper.name,
            "change": "无",
        }
        for place, asset in enumerate(assets, start=1)
    ]
    header: Values = {
        "as_of": on.isoformat(),
        "count": len(rows),
        "original_total": total([asset.cost for asset in assets]),
        "net_total": total([asset.worth(on) for asset in assets]),
        "increase_total": yuan(0),
        "decrease_total": yuan(0),
        "idle_count": sum(asset.use == "闲置" for asset in assets),
    }
    return Content(header, rows)


OURS, THEIRS = "债权", "债务"


@dataclass(frozen=True)
class Debt:
    """What one counterparty owes the village, or the village owes it, at the start of its disclosure."""

    kind: str
    subject: str
    party: str
    reason: str
    since: date
    start: Decimal
    step: Decimal  # paid off each quarter

    def open_at(self, quarters: int) -> Decimal:
        """Give what is left after so many quarters."""
        return max(self.start - self.step * quarters, Decimal(0))


def debts_of(world: World) -> list[Debt]:
    """List receivables and payables."""
    dice, town = world.dice("debts"), world.place.township
    farmers = dice.sample(world.households, 4)
    found = [
        Debt(
            OURS,
            "应收款",
            one.head.name,
            "欠交机动地承包费",
            _years_ago(world, n + 2),
            dice.money(1_860, 9_740),
            dice.money(90, 470),
        )
        for n, one in enumerate(farmers)
    ]
    found.append(
        Debt(
            THEIRS,
            "应付款",
            f"{town}农机修配厂",
            "机井维修未结清",
            _years_ago(world, 2),
            dice.money(3_270, 11_640),
            dice.money(260, 840),
        )
    )
    found.append(
        Debt(
            THEIRS,
            "应付款",
            f"{world.place.county}路桥工程队",
            "往年修路工程尾款",
            _years_ago(world, 6),
            dice.money(21_300, 68_900),
            dice.money(940, 2_760),
        )
    )
    return found


def _years_ago(world: World, years: int) -> date:
    return date(world.today.year - years, world.dice("debt day", years).between(1, 12), 17)


def quarters_since(world: World, period: Period) -> int:
    """Count the quarters since the one the unit went live in."""
    first = Period.containing("quarterly", world.live_from).first_day
    return (period.first_day.year - first.year) * 4 + (period.first_day.month - first.month) // 3


def debts(task: Task) -> Content:
    """F-06: each counterparty's opening, change and closing."""
    before = quarters_since(task.world, task.period)
    known, rows = debts_of(task.world), list[Values]()
    for debt in known:
        opening, closing = debt.open_at(before), debt.open_at(before + 1)
        rows.append(
            {
                "type": debt.kind,
                "subject": debt.subject,
                "counterparty": debt.party,
                "reason": debt.reason,
                "occurred_on": debt.since.isoformat(),
                "opening": yuan(opening),
                "increase": yuan(0),
                "decrease": yuan(opening - closing),
                "amount": yuan(closing),
                "is_cadre": False,
            }
        )
    payable = sum((d.open_at(before) - d.open_at(before + 1) for d in known if d.kind == THEIRS), Decimal(0))
    header: Values = {
        "receivable_opening": _sum(known, before, OURS),
        "receivable_closing": _sum(known, before + 1, OURS),
        "debt_opening": _sum(known, before, THEIRS),
        "debt_closing": _sum(known, before + 1, THEIRS),
        "new_debt": yuan(0),
        "resolved": yuan(payable),
    }
    return Content(header, rows)


def _sum(known: list[Debt], quarters: int, kind: str) -> str:
    return total([debt.open_at(quarters) for debt in known if debt.kind == kind])


ESTATE: dict[str, Maker] = {"F-17": asset_register, "F-06": debts}
