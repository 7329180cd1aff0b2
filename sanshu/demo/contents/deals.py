"""What was bought and let, stage by stage, and what an estate earned. Pure."""

from datetime import timedelta
from decimal import Decimal

from sanshu.core.periods import Period
from sanshu.demo.contents.base import Content, Maker, Task, Values, number
from sanshu.demo.contents.projects import before, thread_for
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.purses import IN, OUT, Move, balances
from sanshu.demo.threads import Thread, resolution_number
from sanshu.demo.world import World


def purchase(task: Task) -> Content:
    """F-16: who was asked, who got it, at what price."""
    told = thread_for(task, "snow")
    rows: list[Values] = [
        {"stage": "采购公告(询价)", "date": before(told.decided_on, 6), "content": "向三家合作社询价，报价单存档备查。"},
        {"stage": "结果公示", "date": told.decided_on.isoformat(), "content": f"{told.contractor}报价最低，公示三天无异议。"},
        {"stage": "合同签订", "date": told.after(2).isoformat(), "content": "约定雪停后四小时内清通主路，每次由村民代表签单。", "amount": yuan(told.amount)},
    ]  # fmt: skip
    header: Values = {
        "name": told.title,
        "category": "服务",
        "fund_source": "村级组织运转经费",
        "decision_ref": told.number,
        "budget": yuan(told.amount + Decimal("386.50")),
        "method": "询价",
        "quotes": 3,
        "supplier": told.contractor or f"{task.place.township}利民五金店",
        "price": yuan(told.amount),
        "contract_date": told.after(2).isoformat(),
        "related_party": False,
    }
    return Content(header, [row for row in rows if str(row["date"]) <= task.on.isoformat()])


def _lease_stages(told: Thread, winner: str) -> list[Values]:
    return [
        {"stage": "方案决议", "date": told.decided_on.isoformat(), "content": f"{told.number}通过发包方案。"},
        {"stage": "交易公告", "date": told.after(3).isoformat(), "content": "在产权交易平台和公开栏公告十四天。"},
        {
            "stage": "竞价(协商)",
            "date": told.after(18).isoformat(),
            "content": "四人举牌，价高者得。",
            "amount": yuan(told.amount),
        },
        {
            "stage": "合同签订",
            "date": told.after(21).isoformat(),
            "content": f"与{winner}签订合同，一次付清首年承包费。",
        },
        {
            "stage": "收款",
            "date": told.after(26).isoformat(),
            "content": "承包费已入集体账户。",
            "amount": yuan(told.amount),
        },
    ]


def leasing(task: Task) -> Content:
    """F-19: what was let, to whom, above which base price."""
    told = thread_for(task, "lease")
    winner = task.world.dice("lease winner").pick(task.world.households).head.name
    base = (told.amount * Decimal("0.86")).quantize(CENT)
    header: Values = {
        "name": told.title,
        "kind": "资源发包",
        "quantity": number(task.world.dice("lease area").area(23, 88)),
        "decision_ref": resolution_number(task.world, "lease"),
        "base_price": yuan(base),
        "channel": "产权交易平台公开交易",
        "notice_start": told.after(3).isoformat(),
        "notice_end": told.after(17).isoformat(),
        "bidder_count": 4,
        "winner": winner,
        "deal_price": yuan(told.amount),
        "term_years": "5",
        "contract_no": f"{task.place.short}合〔{told.decided_on.year}〕11号",
        "related_party": False,
    }
    return Content(header, [row for row in _lease_stages(told, winner) if str(row["date"]) <= task.on.isoformat()])


def estate_income(task: Task) -> Content:
    """V-32: what the common parts of an estate earned, and what for."""
    rows: list[Values] = [
        {
            "date": move.on.isoformat(),
            "direction": move.direction,
            "line_type": move.kind,
            "summary": move.words,
            "payee": move.party,
            "amount": yuan(move.amount),
        }
        for move in _estate_lines(task.world, task.period)
    ]
    start = task.world.dice("estate").money(6_300, 23_800)
    header: Values = dict(balances(task.world, task.period, start, _estate_lines))
    return Content(header | {"committee": "业主委员会"}, rows)


def _estate_lines(world: World, period: Period) -> list[Move]:
    dice, first = world.dice("estate", period), period.first_day
    return [
        Move(
            first + timedelta(days=34),
            IN,
            "电梯间广告费",
            f"{world.place.city}城际传媒",
            dice.money(1_870, 4_960),
            "广告",
        ),
        Move(first + timedelta(days=63), IN, "临时停车费", "临时停车车主", dice.money(2_140, 7_380), "停车"),
        Move(
            first + timedelta(days=97),
            OUT,
            "单元门和楼道灯维修",
            f"{world.place.county}洁美保洁服务部",
            dice.money(960, 3_870),
            "其他",
        ),
    ]


DEALS: dict[str, Maker] = {"V-32": estate_income, "F-16": purchase, "F-19": leasing}
