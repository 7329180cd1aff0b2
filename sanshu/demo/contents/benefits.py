"""Lists of people who are paid: every total is the sum of its rows, every list continues from month to month. Pure."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sanshu.demo.contents.base import (
    Content,
    Maker,
    Task,
    Values,
    listed,
    number,
    paid_to,
    relative_of_officer,
    total,
)
from sanshu.demo.dice import yuan
from sanshu.demo.months import month_of
from sanshu.demo.people import Person
from sanshu.demo.world import OLD_AGE, PENSION_AGE, World

BASE_PENSION = Decimal("143.00")
POOR_STANDARD = Decimal("768.00")


def _amounts(rows: list[Values]) -> list[Decimal]:
    return [Decimal(str(row["amount"])) for row in rows]


def _since(task: Task, person: Person, years: int) -> str:
    """Give the month in which somebody began to be paid: a birthday month for those who turned old enough."""
    began = date(person.born.year + years, person.born.month, 1)
    return str(month_of(max(began, date(2011, 7, 1))))


def pensions(task: Task) -> Content:
    """V-13: who draws the basic pension this month, and who has just begun."""
    rows: list[Values] = []
    for person in task.world.pensioners:
        began = _since(task, person, PENSION_AGE)
        if began > str(task.period):
            continue
        own, certified = _pension(task.world, person.number, task.year)
        row = paid_to(person) | {
            "base_amount": yuan(BASE_PENSION),
            "account_amount": yuan(own),
            "amount": yuan(BASE_PENSION + own),
            "first_month": began,
            "status": "新增" if began == str(task.period) else "正常",
        }
        if certified <= task.period.last_day:
            row["certified_on"] = certified.isoformat()
        rows.append(row)
    header: Values = {
        "month": str(task.period),
        "persons": len(rows),
        "total_amount": total(_amounts(rows)),
        "added": sum(row["status"] == "新增" for row in rows),
        "stopped": 0,
        "deaths_reported": 0,
    }
    return Content(header, rows)


@lru_cache(maxsize=4096)
def _pension(world: World, number: int, year: int) -> tuple[Decimal, date]:
    """Give what a person saved up to draw each month, and when they proved to be alive."""
    own = world.dice("own pension", number).money(11, 86)
    return own, world.dice("certified", number, year).day(date(year - 1, 9, 1), date(year, 4, 20))


def minimum_subsistence(task: Task) -> Content:
    """V-10: who draws minimum subsistence."""
    rows: list[Values] = []
    for home in task.world.poor:
        dice = task.world.dice("poor", home.head.number)
        persons = dice.between(1, len(home.members))
        each = dice.money(286, 611)
        rows.append(
            paid_to(home.head)
            | {
                "persons": persons,
                "category": "单人保" if persons == 1 else dice.pick(("差额保障A档", "差额保障B档", "差额保障C档")),
                "amount": yuan(each * persons),
                "start_month": f"{task.world.live_from.year - dice.between(1, 7)}-{dice.between(1, 12):02}",
                "status": "延续",
                "cadre_relative": relative_of_officer(task, home.head),
            }
        )
    header: Values = {
        "month": str(task.period),
        "standard": number(POOR_STANDARD),
        "households": len(rows),
        "persons": sum(int(row["persons"]) for row in rows),
        "total_amount": total(_amounts(rows)),
        "added": 0,
        "stopped": 0,
    }
    return Content(header, rows)


def disability(task: Task) -> Content:
    """V-15: allowances for disabled people; only sums are ever shown."""
    rows, living, care = [], 0, 0
    for person in task.world.disabled:
        dice = task.world.dice("disabled", person.number)
        severe = dice.chance(45)
        living, care = living + (not severe), care + severe
        rows.append(
            paid_to(person)
            | {
                "type": "重度残疾人护理补贴" if severe else "困难残疾人生活补贴",
                "amount": yuan(Decimal("113.00") if severe else Decimal("102.00")),
                "disability_level": dice.pick(("一级", "二级")) if severe else dice.pick(("三级", "四级")),
                "status": "延续",
                "cadre_relative": relative_of_officer(task, person),
            }
        )
    header: Values = {
        "month": str(task.period),
        "living_persons": living,
        "care_persons": care,
        "total_amount": total(_amounts(rows)),
        "standard_note": "生活补贴每人每月102元，护理补贴每人每月113元",
    }
    return Content(header, rows)


def very_old(task: Task) -> Content | None:
    """V-16: the allowance for the very old, by the quarter."""
    rows: list[Values] = []
    for person in task.world.very_old:
        nineties = person.age(task.period.first_day) >= OLD_AGE + 10
        monthly = Decimal("118.00") if nineties else Decimal("56.00")
        rows.append(
            paid_to(person)
            | {
                "age_band": "90-99周岁" if nineties else "80-89周岁",
                "type": "高龄津贴",
                "amount": yuan(monthly * 3),
                "status": "延续",
            }
        )
    header: Values = {
        "persons": len(rows),
        "total_amount": total(_amounts(rows)),
        "standard_note": "80至89周岁每人每月56元，90至99周岁每人每月118元",
    }
    return Content(header, rows) if rows else None


def destitute(task: Task) -> Content | None:
    """V-11: those without family or income; about a third of the villages have none."""
    people = task.world.dice("destitute").sample(
        task.world.pensioners, task.world.dice("destitute count").between(0, 3)
    )
    rows: list[Values] = []
    for person in people:
        dice = task.world.dice("destitute", person.number)
        basic, care = Decimal("1018.00") * 3, dice.money(96, 391) * 3
        rows.append(
            paid_to(person)
            | {
                "mode": "分散供养",
                "basic_amount": yuan(basic),
                "care_amount": yuan(care),
                "amount": yuan(basic + care),
                "caregiver": dice.pick(task.world.households).head.name,
                "care_level": dice.pick(("全自理", "半自理")),
                "status": "延续",
                "cadre_relative": False,
            }
        )
    header: Values = {
        "persons": len(rows),
        "central": 0,
        "scattered": len(rows),
        "total_amount": total(_amounts(rows)),
    }
    return Content(header, rows) if rows else None


def relief(task: Task) -> Content | None:
    """V-12: help in need and visits; nothing in some quarters."""
    dice = task.dice("relief")
    homes = dice.sample(task.world.households, dice.between(0, 5))
    rows: list[Values] = [
        paid_to(home.head)
        | {
            "type": dice.pick(("临时救助", "医疗救助", "节日走访慰问", "教育资助")),
            "amount": yuan(dice.money(320, 2_870)),
            "pay_date": dice.workday(task.period.first_day, task.period.last_day - timedelta(days=3)).isoformat(),
            "cadre_relative": relative_of_officer(task, home.head),
        }
        for home in homes
    ]
    header: Values = {
        "households": len(rows),
        "total_amount": total(_amounts(rows)),
        "fund_source": f"{task.place.county}临时救助备用金",
    }
    return Content(header, rows) if rows else None


def insurance(task: Task) -> Content:
    """V-14: who paid into pension and health insurance."""
    paying = [person for person in task.world.people if person.age(task.period.first_day) < PENSION_AGE]
    dice, rows = task.dice("insurance"), list[Values]()
    for person in paying:
        own = task.world.dice("insured", person.number, task.year)
        amount = Decimal("400.00")
        row = listed(person) | {
            "insurance": "城乡居民基本医疗保险",
            "amount": yuan(amount),
            "pay_channel": own.pick(("本人线上缴费", "本人线上缴费", "银行缴费", "村(社区)代收")),
            "status": "已到账",
        }
        if row["pay_channel"] == "村(社区)代收":
            row |= {"collector": task.world.officers.clerk.name, "receipt_no": f"电{dice.between(10**6, 10**7 - 1)}"}
        rows.append(row)
    header: Values = {
        "year": task.year,
        "target": len(rows) + dice.between(2, 9),
        "enrolled": len(rows),
        "collected_total": total(_amounts(rows)),
        "subsidised": len(task.world.poor),
    }
    return Content(header, rows)


BENEFITS: dict[str, Maker] = {
    "V-10": minimum_subsistence,
    "V-11": destitute,
    "V-12": relief,
    "V-13": pensions,
    "V-14": insurance,
    "V-15": disability,
    "V-16": very_old,
}
