"""Meetings, rosters and registers: who met, who holds which post, what the seal was used for. Pure."""

from datetime import date, timedelta
from decimal import Decimal

from sanshu.demo.contents.base import Content, Maker, Task, Values
from sanshu.demo.dice import yuan
from sanshu.demo.people import Person
from sanshu.demo.threads import resolution_number, thread

_TOPICS = (
    ("支部委员会", "研究本月重点工作和入党积极分子培养", "议定本月走访计划和环境整治分工。"),
    ("主题党日", "打扫屯路、清理柴草垛", "二十多名党员清运垃圾三车，把两处死角清干净。"),
    ("党课", "学习村务公开和集体资金管理规定", "书记讲课一个多小时，结合本村账目讲什么钱能花、怎么公开。"),
    ("党小组会", "收集群众意见", "收集意见六条，关于路灯和排水沟的交村委会办理。"),
    ("主题党日", "帮独居老人收拾院子、劈柴备冬", "分四组走访独居老人，送去取暖煤票和常用药。"),
    ("支部委员会", "研究困难户帮扶和节日走访名单", "名单逐户核实，监督委员会主任列席。"),
)
_GENERAL = ("支部党员大会", "审议集体重大事项和发展党员", "表决通过，结果在公开栏公布。")


def branch_life(task: Task) -> Content:
    """P-06: what the branch did in the month; a general meeting each quarter."""
    dice, members = task.dice("life"), len(task.world.party_members)
    chosen = dice.sample(_TOPICS, dice.between(2, 3))
    if task.period.first_day.month % 3 == 0:
        chosen.append(_GENERAL)
    days = sorted(dice.workday(task.period.first_day + timedelta(days=2), task.last_day) for _ in chosen)
    rows: list[Values] = []
    for day, (kind, topic, outcome) in zip(days, chosen, strict=True):
        invited = 5 if kind == "支部委员会" else members
        rows.append(
            {
                "activity_type": kind,
                "date": day.isoformat(),
                "topic": topic,
                "place": f"{task.place.name}党群活动室",
                "host": task.world.officers.secretary.name,
                "should_attend": invited,
                "attended": invited - (dice.between(0, 4) if invited > 5 else dice.between(0, 1)),  # noqa: PLR2004
                "resolution": outcome,
            }
        )
    return Content({"month": str(task.period)}, rows)


#: Days within which what was decided is signed.
_SIGNED_WITHIN = 40
_SEAL_USES = (
    ("出具居住证明", "派出所办理户口", "村(居)委会公章", False),
    ("出具种植面积证明", "信用社贷款", "村(居)委会公章", False),
    ("低保年度核查材料", "镇民政办", "村(居)委会公章", False),
    ("党员组织关系转接介绍信", "接收地党组织", "党组织公章", False),
    ("报送季度财务报表", "镇三资代理中心", "财务专用章", False),
    ("出具亲属关系证明", "公证处", "村(居)委会公章", False),
    ("监督委员会审核意见", "镇纪委", "监督委员会公章", False),
    ("签订清雪服务合同", "合同双方", "集体经济组织公章", True),
)


def _seal_uses(task: Task, day: date) -> tuple[tuple[str, str, str, bool], ...]:
    """Give what a seal is put to on a day; the contract for clearing snow is signed soon after it was decided."""
    snow = thread(task.world, "snow")
    signs = snow is not None and snow.decided_on < day <= snow.after(_SIGNED_WITHIN)
    return _SEAL_USES if signs else tuple(use for use in _SEAL_USES if not use[3])


def seal_register(task: Task) -> Content:
    """V-08: every use of a seal; who keeps it never approves it."""
    dice, officers = task.dice("seal"), task.world.officers
    days = sorted(dice.workday(task.period.first_day, task.last_day) for _ in range(dice.between(3, 8)))
    rows: list[Values] = []
    for day in days:
        matter, recipient, seal, major = dice.pick(_seal_uses(task, day))
        row: Values = {
            "date": day.isoformat(),
            "seal_type": seal,
            "matter": matter,
            "applicant": dice.pick(task.world.people).name,
            "recipient": recipient,
            "copies": dice.between(1, 3),
            "approver": officers.secretary.name,
            "operator": officers.clerk.name,
            "is_major": major,
        }
        rows.append(row | ({"meeting_ref": resolution_number(task.world, "snow")} if major else {}))
    header: Values = {
        "month": str(task.period),
        "keeper": officers.clerk.name,
        "approver_default": officers.secretary.name,
        "use_count": len(rows),
    }
    return Content(header, rows)


def _term_began(task: Task) -> date:
    return date(task.world.live_from.year - 4, 1, task.world.dice("term").between(6, 21))


def officers_roster(task: Task) -> Content:
    """V-01: who sits on which committee, and how to reach the office."""
    officers, began = task.world.officers, _term_began(task).isoformat()
    village = "村(居)民委员会"
    watch = "村(居)务监督委员会"
    seats: list[tuple[str, Person, str, str]] = [
        (village, officers.secretary, "主任", "全面工作，财务审批第一责任人"),
        (village, officers.clerk, "委员、报账员", "报账、公开、档案"),
        (village, officers.committee[0], "委员", "民政、卫生、人居环境"),
        (village, officers.committee[1], "委员", "农业、水利、治保调解"),
        (watch, officers.oversight[0], "主任", "监督村务决策和公开"),
        (watch, officers.oversight[1], "委员", "民主理财，逐张审核票据"),
        (watch, officers.oversight[2], "委员", "监督工程和采购"),
    ]
    rows: list[Values] = [
        {"org": org, "name": person.name, "position": position, "duties": duties, "term_start": began}
        for org, person, position, duties in seats
    ]
    count, dice = len(task.world.households), task.dice("size")
    header: Values = {
        "households": count,
        "population": count * 3 + dice.between(3, 60),
        "resident_population": count * 2 + dice.between(3, 60),
        "group_count": len(task.world.groups),
        "area": f"{dice.between(31, 148) / 10:.1f}".rstrip("0").rstrip("."),
    }
    return Content(header, rows)


def party_leaders(task: Task) -> Content:
    """P-01: the branch and who leads it."""
    officers, began = task.world.officers, _term_began(task)
    posts = (
        (officers.secretary, "书记", "主持全面工作，抓党建、抓公开"),
        (officers.clerk, "组织委员", "党员发展、组织关系和档案"),
        (officers.committee[0], "宣传委员", "宣传、文明实践、志愿服务"),
        (officers.oversight[0], "纪检委员", "监督村务和廉洁履职"),
    )
    rows: list[Values] = [
        {"name": person.name, "position": post, "duties": duties, "appointed_on": began.isoformat()}
        for person, post, duties in posts
    ]
    header: Values = {
        "org_name": f"中共{task.place.name}支部委员会",
        "org_type": "党支部",
        "superior": f"中共{task.place.township}委员会",
        "term_start": began.isoformat(),
        "term_end": began.replace(year=began.year + 5).isoformat(),
        "branch_count": len(task.world.groups),
        "member_count": len(task.world.party_members),
    }
    return Content(header, rows)


def declarations(task: Task) -> Content:
    """P-11: what officers and their close relatives have to do with the village's money and land."""
    officers = task.world.officers
    rows: list[Values] = [
        {
            "name": officers.committee[1].name,
            "position": "委员",
            "matter_type": "享受惠民惠农补贴",
            "relation": "父母",
            "relative_name": task.world.pensioners[0].name,
            "detail": "按承包面积领取耕地地力保护补贴，标准与其他农户相同。",
            "start_date": task.world.live_from.isoformat(),
            "avoided": True,
            "verify_status": "符合规定",
        }
    ]
    people = len(officers.all)
    header: Values = {
        "should_declare": people,
        "declared": people,
        "no_interest": people - len(rows),
        "verify_org": f"{task.place.township}纪委",
    }
    return Content(header, rows)


def party_care(task: Task) -> Content:
    """P-08: posts, awards and help for members."""
    dice, rows = task.dice("care"), list[Values]()
    for person in dice.sample(task.world.party_members, dice.between(3, 6)):
        amount = dice.money(160, 480)
        rows.append(
            {
                "name": person.name,
                "category": "党内关怀帮扶",
                "matter": "走访慰问老党员和生活困难党员",
                "basis": "支部委员会议定",
                "date": dice.workday(task.period.first_day, task.last_day).isoformat(),
                "amount": yuan(amount),
            }
        )
    care = sum((Decimal(str(row["amount"])) for row in rows), Decimal(0))
    return Content({"award_count": 0, "care_total": yuan(care)}, rows)


def party_roster(task: Task) -> Content:
    """P-05: the members; only totals are ever shown."""
    members, dice = task.world.party_members, task.dice("roster")
    rows: list[Values] = []
    for person in members:
        away = task.world.dice("away", person.number).chance(14)
        row: Values = {
            "name": person.name,
            "branch": f"{person.group}党小组",
            "member_status": "正式党员",
            "is_floating": away,
        }
        rows.append(row | ({"flow_city": dice.pick(("沈阳市", "大连市", "长春市", "天津市"))} if away else {}))
    header: Values = {
        "total": len(members),
        "female": sum(person.sex == "女" for person in members),
        "under35": sum(person.age(task.period.last_day) < 35 for person in members),  # noqa: PLR2004  # as the form asks
        "transferred_in": dice.between(0, 2),
        "transferred_out": dice.between(0, 2),
        "floating_out": sum(bool(row["is_floating"]) for row in rows),
        "floating_in": 0,
    }
    return Content(header, rows)


MEETINGS: dict[str, Maker] = {
    "P-06": branch_life,
    "V-08": seal_register,
    "V-01": officers_roster,
    "P-01": party_leaders,
    "P-11": declarations,
    "P-08": party_care,
    "P-05": party_roster,
}
