"""What the village let to others: contracts in force, and fields, woods and water. Pure."""

from datetime import date, timedelta
from decimal import Decimal

from sanshu.demo.contents.base import Content, Maker, Task, Values, number, total
from sanshu.demo.dice import CENT, yuan


def contracts(task: Task) -> Content:
    """F-20: contracts in force, what was due this quarter and what came in."""
    found = [_contract(task, place) for place in range(task.world.dice("contracts").between(4, 7))]
    due = [Decimal(str(row["due_amount"])) for row in found]
    got = [Decimal(str(row["amount"])) for row in found]
    soon = task.last_day + timedelta(days=90)
    header: Values = {
        "contract_count": len(found),
        "due_total": total(due),
        "received_total": total(got),
        "arrears_total": yuan(sum(due) - sum(got)),
        "expiring_count": sum(task.last_day.isoformat() <= str(row["end_date"]) <= soon.isoformat() for row in found),
    }
    return Content(header, found)


_OBJECTS = (
    ("集体果园承包合同", "承包", "果园"),
    ("鱼塘承包合同", "承包", "鱼塘"),
    ("旧校舍租赁合同", "租赁", "旧校舍"),
    ("机动地承包合同", "承包", "机动地"),
)
_COMMUNITY_OBJECTS = (
    ("活动室租赁合同", "租赁", "社区活动室"),
    ("车棚租赁合同", "租赁", "自行车棚"),
    ("便民服务点合作合同", "合作", "便民服务点"),
)


def _contract(task: Task, place: int) -> Values:
    dice = task.world.dice("contract", place)
    name, kind, thing = dice.pick(_OBJECTS if task.place.is_village else _COMMUNITY_OBJECTS)
    signed = date(task.world.today.year - dice.between(1, 6), dice.between(1, 12), dice.between(2, 27))
    years, yearly = dice.between(7, 15), dice.money(1_370, 8_960)
    due = (yearly / 4).quantize(CENT)
    short = (due * Decimal("0.37")).quantize(CENT) if dice.chance(22) else Decimal(0)
    end = date(signed.year + years, signed.month, signed.day)
    near = end <= task.last_day + timedelta(days=90)
    return {
        "contract_no": f"{task.place.short}合〔{signed.year}〕{place + 1}号",
        "name": name,
        "type": kind,
        "party_b": dice.pick(task.world.households).head.name,
        "object": f"{thing}{place + 1}号",
        "area": number(dice.area(3, 46)),
        "sign_date": signed.isoformat(),
        "start_date": signed.isoformat(),
        "end_date": end.isoformat(),
        "total_price": yuan(yearly * years),
        "annual_price": yuan(yearly),
        "due_date": task.period.last_day.isoformat(),
        "due_amount": yuan(due),
        "amount": yuan(due - short),
        "arrears": yuan(short),
        "status": "即将到期" if near else "履行中",
        "related_party": False,
    }


def resources(task: Task) -> Content:
    """F-18: fields, woods and water, who uses them and for how much."""
    dice, rows = task.world.dice("F-18"), list[Values]()
    farmed = sum((home.land for home in task.world.households), Decimal(0))
    plan = (
        ("耕地", "家庭承包", farmed, Decimal(0)),
        ("机动地", "对外发包", dice.area(38, 116), dice.money(8_700, 26_400)),
        ("林地", "自营", dice.area(61, 243), Decimal(0)),
        ("水面", "对外发包", dice.area(6, 31), dice.money(2_300, 9_600)),
        ("四荒地", "闲置", dice.area(4, 22), Decimal(0)),
    )
    for place, (kind, use, area, fee) in enumerate(plan, start=1):
        row: Values = {
            "resource_no": f"{task.place.short}源-{place:02}",
            "name": f"{task.place.short}{kind}",
            "type": kind,
            "location": f"东至乡道，西至{dice.pick(task.world.groups)}界，南至村路，北至排水沟",
            "area": number(area),
            "use": use,
        }
        if fee:
            row |= {"contractor": dice.pick(task.world.households).head.name, "annual_fee": yuan(fee)}
        rows.append(row)
    header: Values = {
        "as_of": task.last_day.isoformat(),
        "total_area": number(sum((one[2] for one in plan), Decimal(0))),
        "contracted_area": number(sum((one[2] for one in plan if one[1] in {"家庭承包", "对外发包"}), Decimal(0))),
        "idle_area": number(plan[4][2]),
        "annual_income": total([one[3] for one in plan]),
    }
    return Content(header, rows)


CONTRACTS: dict[str, Maker] = {"F-20": contracts, "F-18": resources}
