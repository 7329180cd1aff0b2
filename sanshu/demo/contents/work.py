"""People whom the village pays for work or watches over: public posts, officers, households at risk. Pure."""

from datetime import date
from decimal import Decimal

from sanshu.demo.contents.base import Content, Maker, Task, Values, paid_to, relative_of_officer, total
from sanshu.demo.dice import Dice, yuan
from sanshu.demo.world import PENSION_AGE, World


def _amounts(rows: list[Values]) -> list[Decimal]:
    return [Decimal(str(row["amount"])) for row in rows]


def public_jobs(task: Task) -> Content:
    """V-21: people in public posts, and their days."""
    dice = task.world.dice("public jobs")
    able = [person for person in task.world.people if 35 <= person.age(task.period.first_day) < PENSION_AGE + 3]  # noqa: PLR2004
    rows: list[Values] = []
    for person in dice.sample(able, dice.between(2, 5)):
        own = task.world.dice("public job", person.number)
        days = task.dice(person.number).between(58, 66)
        start = date(task.world.live_from.year - own.between(0, 2), own.between(1, 6), 1)
        rows.append(
            paid_to(person)
            | {
                "post": own.pick(
                    ("保洁员", "保洁员", "护路员", "网格协管") + (("护林员",) if task.place.is_village else ())
                ),
                "duty_area": own.pick(task.world.groups),
                "start_date": start.isoformat(),
                "end_date": date(start.year + 3, start.month, 1).isoformat(),
                "days": days,
                "amount": yuan(own.money(613, 894) * 3),
                "cadre_relative": relative_of_officer(task, person),
            }
        )
    header: Values = {
        "posts": len(rows),
        "employed": len(rows),
        "total_amount": total(_amounts(rows)),
        "fund_source": f"{task.place.county}就业补助资金",
    }
    return Content(header, rows)


def officers_pay(task: Task) -> Content:
    """F-11: what the officers were paid in the quarter."""
    officers, rows = task.world.officers, list[Values]()
    posts = ("党组织书记、主任", "文书（报账员）", "委员", "委员")
    people = (officers.secretary, officers.clerk, *officers.committee)
    fiscal = Decimal(0)
    for person, post in zip(people, posts, strict=True):
        dice = task.world.dice("pay", person.number)
        base, performance = dice.money(2_310, 3_460) * 3, task.dice("bonus", person.number).money(810, 1_690)
        fiscal += base + performance
        rows.append(
            {
                "name": person.name,
                "position": post,
                "months": 3,
                "base": yuan(base),
                "performance": yuan(performance),
                "amount": yuan(base + performance),
                "source": "财政",
                "id_number": person.id_number,
                "bank_account": person.account,
            }
        )
    header: Values = {
        "persons": len(rows),
        "total_amount": yuan(fiscal),
        "standard_doc": f"{task.place.county[0]}组发〔{task.world.live_from.year}〕{_document(task.world)}号",
        "fiscal_total": yuan(fiscal),
        "collective_total": yuan(0),
    }
    return Content(header, rows)


def _document(world: World) -> int:
    return Dice("county", world.place.county).between(7, 48)


def monitored(task: Task) -> Content | None:
    """V-25: households watched so that they don't fall back into poverty."""
    count = task.world.dice("monitored").between(0, 3)
    rows: list[Values] = [
        paid_to(home.head)
        | {
            "type": "边缘易致贫户",
            "measures": "落实公益岗位，帮助联系春耕种子化肥，每月入户一次",
            "amount": yuan(task.dice("monitored", home.head.number).money(310, 1_240)),
            "helper": task.world.officers.secretary.name,
            "status": "帮扶中",
            "cadre_relative": False,
        }
        for home in task.world.dice("monitored homes").sample(task.world.households, count)
    ]
    header: Values = {"monitored": len(rows), "removed": 0, "total_amount": total(_amounts(rows))}
    return Content(header, rows) if rows else None


WORK: dict[str, Maker] = {"V-21": public_jobs, "V-25": monitored, "F-11": officers_pay}
