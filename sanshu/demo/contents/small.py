"""Items whose figures must agree with one another, though they are rare or short. Pure."""

from datetime import timedelta
from decimal import Decimal

from sanshu.demo.books import ledger
from sanshu.demo.contents.base import Content, Maker, Task, Values, listed, number, paid_to, total
from sanshu.demo.dice import CENT, yuan
from sanshu.demo.purses import OUT
from sanshu.demo.threads import resolution_number


def goals(task: Task) -> Content:
    """P-02: promises made and kept; never more kept than made."""
    promised = task.world.dice("promised", task.year).between(6, 9)
    done = promised if task.period.first_day.month > 6 else promised - task.dice("open").between(2, 4)  # noqa: PLR2004
    return Content({"pledges_total": promised, "pledges_done": done})


def appraisal(task: Task) -> Content:
    """P-07: the grades add up to those who were there."""
    members, dice = len(task.world.party_members), task.dice("grades")
    there = members - dice.between(1, 4)
    best = there // 5
    names = dice.sample(task.world.party_members, best)
    header: Values = {
        "meeting_date": dice.workday(task.last_day - timedelta(days=40), task.last_day).isoformat(),
        "should_attend": members,
        "attended": there,
        "excellent": best,
        "qualified": there - best - 1,
        "basic": 1,
        "unqualified": 0,
        "excellent_names": "、".join(person.name for person in names),
    }
    return Content(header)


def work_report(task: Task) -> Content:
    """V-06: votes on the report, and on each officer: four grades that add up."""
    dice, officers, rows = task.dice("votes"), task.world.officers, list[Values]()
    voters = dice.between(31, 47)
    there = voters - dice.between(1, 5)
    for person, post in (
        (officers.secretary, "主任"),
        (officers.clerk, "委员"),
        *((p, "委员") for p in officers.committee),
    ):
        basic, poor = dice.between(0, 2), dice.between(0, 1)
        good = dice.between(5, 11)
        rows.append(
            {
                "name": person.name,
                "position": post,
                "excellent": there - good - basic - poor,
                "competent": good,
                "basic": basic,
                "incompetent": poor,
                "grade": "优秀" if good < 9 else "称职",  # noqa: PLR2004
                "consecutive": False,
            }
        )
    header: Values = {
        "year": task.year,
        "meeting_date": dice.workday(task.last_day - timedelta(days=16), task.last_day).isoformat(),
        "should_attend": voters,
        "attended": there,
        "report_agree": there - dice.between(0, 2),
        "appraisal_host": f"{task.place.name}村务监督委员会"
        if task.place.is_village
        else f"{task.place.name}居务监督委员会",
    }
    return Content(header, rows)


def oversight(task: Task) -> Content:
    """V-07: the vouchers looked at are those of the quarter's books."""
    spent = [entry for entry in ledger(task.world, task.period).entries if entry.direction == OUT]
    turned_down = task.dice("turned down").between(0, 2)
    amount = task.dice("turned down amount").money(38, 412) if turned_down else Decimal(0)
    header: Values = {
        "members": "、".join(person.name for person in task.world.officers.oversight),
        "meetings": 3,
        "vouchers_reviewed": len(spent) + turned_down,
        "amount_reviewed": yuan(sum((entry.amount for entry in spent), Decimal(0)) + amount),
        "vouchers_rejected": turned_down,
        "amount_rejected": yuan(amount),
        "disclosure_checked": task.dice("checked").between(21, 38),
        "reported": 0,
    }
    if turned_down:
        header["reject_reason"] = "收据没有经手人签字，退回补齐后再报。"
    return Content(header)


def first_secretary(task: Task) -> Content | None:
    """P-14: only some villages have one."""
    dice = task.world.dice("first secretary")
    if not dice.chance(45):
        return None
    header: Values = {
        "dispatch_unit": f"{task.place.county}{dice.pick(('水利局', '农业农村局', '卫生健康局', '文化旅游局'))}",
        "secretary": dice.pick(task.world.people).name,
        "days_present": task.dice("days").between(54, 68),
        "fund_brought": yuan(task.dice("brought").money(1_300, 36_800)),
    }
    return Content(header)


def disaster(task: Task) -> Content:
    """V-19: what came, what was handed out, what is left."""
    dice = task.dice("disaster")
    rows: list[Values] = [
        listed(home.head)
        | {
            "loss": "院内进水，仓房墙体开裂",
            "amount": yuan(dice.money(310, 1_460)),
            "pay_date": task.last_day.isoformat(),
            "cadre_relative": False,
        }
        for home in dice.sample(task.world.households, dice.between(4, 9))
    ]
    given = sum((Decimal(str(row["amount"])) for row in rows), Decimal(0))
    left = dice.money(130, 970)
    header: Values = {
        "received_cash": yuan(given + left),
        "distributed_cash": yuan(given),
        "balance": yuan(left),
        "received_date": task.period.first_day.isoformat(),
    }
    return Content(header, rows)


def family_support(task: Task) -> Content:
    """V-20: yearly support for families."""
    rows: list[Values] = [
        paid_to(person) | {"type": "农村部分计划生育家庭奖励扶助", "amount": yuan(Decimal("1440.00")), "status": "延续"}
        for person in task.world.dice("family").sample(task.world.pensioners, 5)
    ]
    header: Values = {"year": task.year, "persons": len(rows), "total_amount": total([Decimal("1440.00")] * len(rows))}
    return Content(header, rows)


def veterans(task: Task) -> Content | None:
    """V-18: veterans and their families."""
    people = task.world.dice("veterans").sample(task.world.pensioners, task.world.dice("veteran count").between(0, 4))
    rows: list[Values] = [
        paid_to(person)
        | {
            "category": "参战参试补助",
            "amount": yuan(task.world.dice("veteran", person.number).money(4_680, 5_870)),
            "status": "延续",
        }
        for person in people
    ]
    header: Values = {"persons": len(rows), "total_amount": total([Decimal(str(row["amount"])) for row in rows])}
    return Content(header, rows) if rows else None


def members(task: Task) -> Content:
    """F-21: members of the collective and their shares."""
    rows: list[Values] = [
        {
            "household_head": home.head.name,
            "name": person.name,
            "id_number": person.id_number,
            "group_name": person.group,
            "relation": "户主" if person is home.head else "家庭成员",
            "shares": "1",
            "status": "保留",
        }
        for home in task.world.households
        for person in home.members
    ]
    header: Values = {
        "as_of": task.last_day.isoformat(),
        "households": len(task.world.households),
        "members": len(rows),
        "total_shares": number(len(rows)),
        "added": 0,
        "removed": 0,
        "meeting_ref": resolution_number(task.world, "annual"),
        "publicity_start": task.on.isoformat(),
        "publicity_end": (task.on + timedelta(days=30)).isoformat(),
    }
    return Content(header, rows)


def dividend(task: Task) -> Content:
    """F-10: so much a share to every household."""
    each, rows = task.world.dice("dividend").money(26, 94), []
    shares = 0
    for home in task.world.households:
        shares += len(home.members)
        rows.append(
            paid_to(home.head)
            | {
                "shares": number(len(home.members)),
                "type": "现金分红",
                "amount": yuan(each * len(home.members)),
                "pay_date": task.last_day.isoformat(),
            }
        )
    header: Values = {
        "year": task.year - 1,
        "distributable": yuan(each * shares + task.dice("kept").money(1_300, 9_800)),
        "total_shares": number(shares),
        "per_share": yuan(each),
        "total_amount": yuan(each * shares),
        "plan_meeting": resolution_number(task.world, "annual"),
    }
    return Content(header, rows)


def raised_money(task: Task) -> Content:
    """F-14: so much a head for one purpose, and what the state adds."""
    heads, each = len(task.world.people), Decimal("11.60")
    raised = each * heads
    award = (raised * Decimal("0.9")).quantize(CENT)
    spent = raised + award - task.dice("rest").money(60, 380)
    party = f"{task.place.township}利民五金店"
    rows: list[Values] = [
        _raised(task, "收入", "全体村民", "一事一议筹资", raised),
        _raised(task, "收入", f"{task.place.county}财政局", "财政奖补", award),
        _raised(task, "支出", party, "路灯材料和安装", spent),
    ]
    header: Values = {
        "persons": heads,
        "per_capita": yuan(each),
        "labor_days": number(task.dice("days").between(23, 71)),
        "award": yuan(award),
        "opening_balance": yuan(0),
        "income_total": yuan(raised + award),
        "expense_total": yuan(spent),
        "closing_balance": yuan(raised + award - spent),
    }
    return Content(header, rows)


def _raised(task: Task, direction: str, name: str, summary: str, amount: Decimal) -> Values:
    day = task.period.first_day.isoformat()
    return {"date": day, "direction": direction, "name": name, "summary": summary, "amount": yuan(amount)}


SMALL: dict[str, Maker] = {
    "P-02": goals,
    "P-07": appraisal,
    "P-14": first_secretary,
    "V-06": work_report,
    "V-07": oversight,
    "V-18": veterans,
    "V-19": disaster,
    "V-20": family_support,
    "F-10": dividend,
    "F-14": raised_money,
    "F-21": members,
}
