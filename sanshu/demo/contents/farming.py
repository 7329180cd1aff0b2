"""Subsidies, insurance and land of farming households: area times rate, row by row. Pure."""

from datetime import timedelta
from decimal import Decimal

from sanshu.demo.contents.base import Content, Maker, Task, Values, listed, number, paid_to, relative_of_officer, total
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.threads import resolution_number
from sanshu.demo.world import Household

CORN_RATE = Decimal("74.63")
SOIL_RATE = Decimal("66.28")
PREMIUM = Decimal("16.80")
AUTUMN = 8


def _notice(task: Task, days: int = 7) -> Values:
    first = task.period.first_day
    return {
        "publicity_start": first.isoformat(),
        "publicity_end": (first + timedelta(days=days)).isoformat(),
    }


def grain_subsidy(task: Task) -> Content:
    """V-22: the soil subsidy in early summer, the corn subsidy in autumn; each row is area times rate."""
    autumn = task.period.first_day.month >= AUTUMN
    rate, rows = (CORN_RATE if autumn else SOIL_RATE), list[Values]()
    for home in task.world.households:
        area = _planted(task, home) if autumn else home.land
        rows.append(
            paid_to(home.head)
            | {
                "declared_area": number(area),
                "verified_area": number(area),
                "rate": number(rate),
                "amount": yuan((area * rate).quantize(CENT)),
                "cadre_relative": relative_of_officer(task, home.head),
            }
        )
    header: Values = {
        "subsidy_type": "玉米生产者补贴" if autumn else "耕地地力保护补贴",
        "year": task.year,
        "stage": "发放公示",
        "rate": number(rate),
        "total_area": number(sum((Decimal(str(row["verified_area"])) for row in rows), Decimal(0))),
        "total_amount": total([Decimal(str(row["amount"])) for row in rows]),
    }
    return Content(header | _notice(task), rows)


def _planted(task: Task, home: Household) -> Decimal:
    share = Decimal(task.world.dice("corn", home.head.number, task.year).between(71, 98)) / 100
    return (home.land * share).quantize(CENT)


def machines(task: Task) -> Content:
    """V-23: no-till sowing, paid by the mu."""
    dice, rows = task.dice("machines"), list[Values]()
    for home in dice.sample(task.world.households, dice.between(3, 7)):
        area, rate = dice.area(18, 74), Decimal("43.50")
        rows.append(
            paid_to(home.head)
            | {
                "spec": dice.pick(("免耕播种作业", "秸秆覆盖还田作业", "深松整地作业")),
                "quantity": number(area),
                "rate": number(rate),
                "amount": yuan((area * rate).quantize(CENT)),
                "cadre_relative": relative_of_officer(task, home.head),
            }
        )
    header: Values = {
        "project": "保护性耕作补助",
        "year": task.year,
        "doc_no": f"{task.place.county[0]}农发〔{task.year}〕{dice.between(12, 57)}号",
        "total_amount": total([Decimal(str(row["amount"])) for row in rows]),
    }
    return Content(header | _notice(task), rows)


def crop_insurance(task: Task) -> Content:
    """V-24: who insured the corn, and what each paid."""
    rows: list[Values] = []
    for home in task.world.households[::2]:
        area = _planted(task, home)
        premium = (area * PREMIUM).quantize(CENT)
        rows.append(
            listed(home.head)
            | {
                "object": "玉米",
                "quantity": number(area),
                "premium": yuan(premium),
                "farmer_paid": yuan((premium / 5).quantize(CENT)),
                "bank_account": home.head.account,
            }
        )
    header: Values = {
        "insurer": f"中国人民财产保险股份有限公司{task.place.county}支公司",
        "line": "种植险",
        "stage": "承保公示",
        "year": task.year,
        "total_area": number(sum((Decimal(str(row["quantity"])) for row in rows), Decimal(0))),
        "total_premium": total([Decimal(str(row["premium"])) for row in rows]),
        "fiscal_ratio": "80",
    }
    return Content(header | _notice(task), rows)


def land_use(task: Task) -> Content:
    """V-29: whose land went to whom for how long."""
    dice, rows = task.dice("land use"), list[Values]()
    ref = resolution_number(task.world, "lease")
    for home in dice.sample(task.world.households, dice.between(3, 8)):
        start = task.period.first_day
        rows.append(
            {
                "name": home.head.name,
                "group_name": home.head.group,
                "parcel": f"{home.head.group}{dice.pick(('东洼子', '南大排', '西岗', '北河套'))}",
                "area": number(dice.area(3, 19)),
                "type": "出租(转包)",
                "start_date": start.isoformat(),
                "end_date": start.replace(year=start.year + 3, day=min(start.day, 28)).isoformat(),
                "price": number(dice.money(340, 620)),
                "transferee": f"{task.place.township}沃野农机服务专业合作社",
                "cadre_relative": relative_of_officer(task, home.head),
            }
        )
    header: Values = {
        "matter": "经营权流转备案",
        "plan": f"{len(rows)}户农户自愿把承包地租给合作社种玉米，租期三年，租金每年春耕前一次付清。",
        "total_area": number(sum((Decimal(str(row["area"])) for row in rows), Decimal(0))),
        "meeting_ref": ref,
    }
    return Content(header | _notice(task), rows)


FARMING: dict[str, Maker] = {"V-22": grain_subsidy, "V-23": machines, "V-24": crop_insurance, "V-29": land_use}
