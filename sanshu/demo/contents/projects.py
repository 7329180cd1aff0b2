"""One matter told in full: the resolution, the project, the money that came, what was paid to whom. Pure."""

from datetime import date
from decimal import Decimal

from sanshu.demo.books import (
    collective_share,
    fund_share,
    household_share,
    installments,
    land_user,
    retention,
)
from sanshu.demo.contents.base import Content, Maker, Task, Values, number, paid_to, relative_of_officer
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.threads import Thread, threads_of, unpaid
from sanshu.demo.world import World

#: Days after the resolution on which each stage of a project came about.
TENDER, AWARD, CONTRACT, BEGUN, HALFWAY, ACCEPTED, AUDITED, PAID = 12, 26, 33, 52, 74, 118, 134, 141


def thread_for(task: Task, *keys: str) -> Thread:
    """Give the matter that a day's disclosure belongs to: the latest one of those kinds decided by then."""
    known = [
        found for found in threads_of(task.world) if found.key in keys and found.decided_on <= task.period.last_day
    ]
    return known[-1] if known else threads_of(task.world)[0]


_KINDS = {
    "annual": "集体资金使用",
    "works": "工程项目",
    "snow": "集体资金使用",
    "lease": "资产资源处置",
    "land": "征地补偿分配",
}
_BACKGROUND = {
    "annual": "年初一次议定全年收支、用工人员和工日标准、服务群众经费用途，日常按此执行，避免一事一报。",
    "works": "{title}是去年群众在村民小组会上提得最多的一件事，一到雨雪天出行困难，申请上级补助并由集体配套。",
    "snow": "去年冬天几场大雪封住屯路，校车和急救车进不来，今年提前比选合作社包干清雪。",
    "lease": "机动地合同到期收回，为防止闲置，拟通过公开竞价对外发包，收入归集体。",
    "land": "占地补偿款已经谈妥，需要议定集体留存比例和到户分配办法。",
}


def resolution(task: Task) -> Content:
    """V-04: four deliberations and two publications, each on its day."""
    told = next(one for one in reversed(threads_of(task.world)) if one.decided_on <= task.period.last_day)
    header: Values = {
        "title": told.title,
        "matter_type": _KINDS[told.key],
        "background": _BACKGROUND[told.key].format(title=told.title),
        "amount_involved": yuan(told.amount),
        "resolution": _resolved(told),
        "resolution_date": told.decided_on.isoformat(),
        "public_start": told.decided_on.isoformat(),
        "public_end": told.after(16).isoformat(),
        "filed_no": told.number,
        "impl_status": "实施中",
    }
    return Content(header, _deliberations(task, told.decided_on))


def _deliberations(task: Task, on: date) -> list[Values]:
    dice, name, host = task.dice("votes"), task.place.name, task.world.officers.secretary.name
    voters, against = dice.between(29, 47), dice.between(0, 3)
    there = voters - dice.between(1, 5)
    steps = (
        ("党组织提议", 9, f"{name}党组织提议，把这件事列入议程。"),
        ("两委会议商议", 7, "形成实施方案初稿，明确资金来源和负责人。"),
        ("党员大会审议", 4, "同意提交代表会议决议，建议全过程公开。"),
        ("村(居)民(代表)会议决议", 0, f"同意{there - against}票，反对{against}票，决议通过。"),
    )
    rows: list[Values] = [
        {"stage": stage, "date": before(on, days), "place": f"{name}会议室", "host": host, "opinion": opinion}
        for stage, days, opinion in steps
    ]
    rows[-1] |= {
        "should_attend": voters,
        "attended": there,
        "agree": there - against,
        "oppose": against,
        "abstain": 0,
    }
    return rows


def before(day: date, days: int) -> str:
    return date.fromordinal(day.toordinal() - days).isoformat()


def _resolved(told: Thread) -> str:
    if told.key == "land":
        kept, paid = yuan(collective_share(told)), yuan(household_share(told))
        return f"补偿款{yuan(told.amount)}元，集体留存{kept}元，其余{paid}元按占地面积发到户，到账后三十日内发完。"
    if told.key == "works":
        return f"总投资{yuan(told.amount)}元，上级补助{yuan(fund_share(told))}元，其余由集体承担；竞争性比选，监督委员会全程参加。"
    return f"同意按方案实施，控制在{yuan(told.amount)}元以内，结果及时公开。"


def project(task: Task) -> Content:
    """F-15: from decision to payment; only stages that came about by the day of publication."""
    told = thread_for(task, "works")
    first, last = installments(told)
    stages = (
        ("立项决策", 0, f"代表会议通过，{told.number}。", told.amount),
        ("招标(比选)公告", TENDER, "在村公开栏和镇政务公开栏公告，五家报名。", None),
        ("中标公示", AWARD, f"{told.contractor}报价最低且资质合格，公示无异议。", told.amount),
        ("合同签订", CONTRACT, "签订施工合同，约定质保一年。", told.amount),
        ("开工", BEGUN, "施工队进场，监督委员会派两人每天到现场。", None),
        ("进度", HALFWAY, "完成工程量一半以上，按合同付进度款。", first),
        ("竣工验收", ACCEPTED, "镇、村、监督委员会和村民代表共同验收，合格。", None),
        ("决算审计", AUDITED, "镇三资中心委托审计，审定价与合同价一致。", told.amount),
        ("付款", PAID, "除质保金外付清。", last),
    )
    rows: list[Values] = []
    for stage, days, content, amount in stages:
        if told.after(days) > task.on:
            break
        row: Values = {"stage": stage, "date": told.after(days).isoformat(), "content": content}
        if amount is not None:
            row["amount"] = yuan(amount)
        rows.append(row | {"responsible": task.world.officers.secretary.name})
    return Content(_project_header(task, told), rows)


def _project_header(task: Task, told: Thread) -> Values:
    done = task.on
    first, last = installments(told)
    paid = (first if told.after(HALFWAY) <= done else 0) + (last if told.after(PAID) <= done else 0)
    header: Values = {
        "project_no": f"{task.place.short}工〔{told.decided_on.year}〕1号",
        "name": told.title,
        "scope": f"{told.title}，含土方、材料、人工和路面恢复，不占耕地。",
        "fund_source": f"{task.place.county}财政奖补加村集体配套",
        "decision_ref": told.number,
        "budget": yuan(told.amount),
        "method": "竞争性磋商(谈判)",
        "bidder_count": 5,
        "related_party": False,
    }
    if told.after(CONTRACT) <= done:
        header |= {
            "winner": told.contractor,
            "contract_price": yuan(told.amount),
            "contract_date": told.after(CONTRACT).isoformat(),
            "start_date": told.after(BEGUN).isoformat(),
            "paid_total": yuan(paid),
            "retention": yuan(retention(told)),
        }
    if told.after(ACCEPTED) <= done:
        header |= {
            "finish_date": told.after(ACCEPTED - 3).isoformat(),
            "accept_result": "合格",
            "final_price": yuan(told.amount),
        }
    return header


def _fund_number(task: Task, told: Thread) -> str:
    return f"{task.place.county[0]}财农〔{told.decided_on.year}〕{task.world.dice('fund', told.key).between(14, 87)}号"


def fund(task: Task) -> Content:
    """F-08: money with a purpose: what came, what went on, what still lies there."""
    told = thread_for(task, "works", "land")
    compensation = told.key == "land"
    came = told.amount if compensation else fund_share(told)
    came_on = told.after(9 if compensation else 31)
    if compensation:
        out = [(told.after(24), "到户补偿", household_share(told))]
    else:
        out = [(told.after(HALFWAY), "工程进度款", min(installments(told)[0], came))]
    spent = [] if compensation and unpaid(task.world) else [one for one in out if one[0] <= task.on]
    used = sum((amount for _, _, amount in spent), Decimal(0))
    rows: list[Values] = [_fund_row(told, came_on, "收入", land_user(task.world) if compensation else "专项资金", came)]
    rows += [_fund_row(told, on, "支出", words, amount) for on, words, amount in spent]
    header: Values = {
        "fund_name": told.title.removesuffix("分配") if compensation else f"{told.title}专项资金",
        "doc_no": _fund_number(task, told),
        "source_level": "社会" if compensation else "县(区)",
        "issuer": land_user(task.world) if compensation else f"{task.place.county}财政局",
        "allocated_on": before(came_on, 4),
        "received_on": came_on.isoformat(),
        "purpose": "按分配方案发放到户，集体留存部分用于公益" if compensation else f"只用于{told.title}",
        "due_date": told.after(39 if compensation else 180).isoformat(),
        "opening_balance": yuan(0),
        "income_total": yuan(came),
        "expense_total": yuan(used),
        "closing_balance": yuan(came - used),
    }
    return Content(header, rows)


def _fund_row(told: Thread, on: date, direction: str, payee: str, amount: Decimal) -> Values:
    return {
        "date": on.isoformat(),
        "direction": direction,
        "payee": payee,
        "amount": yuan(amount),
        "decision_ref": told.number,
    }


def compensation(task: Task) -> Content:
    """F-09: whose land was taken, what each is owed, and whether it was paid."""
    told = thread_for(task, "land")
    share, paid = household_share(told), told.after(24) <= task.on and not unpaid(task.world)
    rows: list[Values] = []
    for household, area, amount in shares(task.world, told):
        person = task.world.households[household].head
        row = paid_to(person) | {
            "parcel": f"{person.group}东排地",
            "area": number(area),
            "type": "线路杆塔占地补偿",
            "amount": yuan(amount),
            "status": "已发放" if paid else "待发放",
            "cadre_relative": relative_of_officer(task, person),
        }
        rows.append(row | ({"pay_date": told.after(24).isoformat()} if paid else {}))
    header: Values = {
        "project": told.title.removesuffix("补偿款分配"),
        "land_user": land_user(task.world),
        "received_on": told.after(9).isoformat(),
        "total_amount": yuan(told.amount),
        "collective_share": yuan(collective_share(told)),
        "household_share": yuan(share),
        "paid_total": yuan(share if paid else 0),
        "unpaid_total": yuan(0 if paid else share),
        "plan_meeting": told.number,
        "due_date": told.after(39).isoformat(),
    }
    if not paid:
        header["unpaid_reason"] = "正在核对各户占地面积"
    return Content(header, rows)


def shares(world: World, told: Thread) -> list[tuple[int, Decimal, Decimal]]:
    """Divide the households' share by area; the last one takes what rounding leaves."""
    dice, whole = world.dice("shares", told.number), household_share(told)
    places = dice.sample(range(len(world.households)), dice.between(11, 19))
    areas = [dice.area(1, 5) for _ in places]
    each = [(whole * area / sum(areas)).quantize(CENT) for area in areas]
    each[-1] = whole - sum(each[:-1], Decimal(0))
    return list(zip(places, areas, each, strict=True))


PROJECTS: dict[str, Maker] = {
    "V-04": resolution,
    "F-15": project,
    "F-08": fund,
    "F-09": compensation,
}
