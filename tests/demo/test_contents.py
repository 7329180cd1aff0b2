"""The made-up contents are valid, agree with one another, and name nobody who exists."""

from datetime import date
from decimal import Decimal

import pytest

from publicity.content import clean_content, missing
from publicity.schedule import due_day, periods_between
from sanshu.core.identity import normalise_account, normalise_id, passes_luhn
from sanshu.core.periods import Period
from sanshu.demo.contents import Content, Task, content_of
from sanshu.demo.places import KANGPING_AOHANTUN, KANGPING_LIUJIAWOBU, SHANGTOU, UNITS, township_of
from sanshu.demo.plan import Outcome, deed_for, event_deed, events_of, is_event
from sanshu.demo.specs import specs
from sanshu.demo.threads import thread
from sanshu.demo.world import World
from tests.demo.worlds import TODAY, register, world, worlds

COMMUNITY = 210302011004


def told(where: World) -> list[Task]:
    """List every disclosure a unit has published by the world's day."""
    tasks = []
    for code, spec in specs().items():
        if is_event(spec) or spec.applies_to not in {"both", where.place.kind}:
            continue
        for period in periods_between(spec.frequency, where.live_from, where.today):
            due = due_day(period, deadline_days=spec.deadline_days, from_start=code == "F-01")
            deed = deed_for(where, code, period, due)
            if deed.outcome is Outcome.PUBLISHED and deed.at.date() <= where.today:
                tasks.append(Task(where, code, period, deed.at.date()))
    for event in events_of(where, specs()):
        deed = event_deed(where, event, specs()[event.item])
        if deed.at.date() <= where.today:
            tasks.append(Task(where, event.item, Period.parse(event.on.isoformat()), deed.at.date()))
    return tasks


def made(where: World, item: str, period: str) -> Content:
    """Make one content that must not be nil."""
    content = content_of(specs()[item], Task(where, item, Period.parse(period), where.today))
    assert content is not None
    return content


def amounts(content: Content, **wanted: str) -> Decimal:
    """Add up the rows that have the wanted values."""
    rows = [row for row in content.rows if all(row.get(key) == value for key, value in wanted.items())]
    return sum((Decimal(str(row["amount"])) for row in rows), Decimal(0))


def field(content: Content, key: str) -> Decimal:
    """Read an amount of the header."""
    return Decimal(str(content.fields[key]))


def test_the_units_are_real_and_span_eight_townships_of_at_least_five_cities() -> None:
    assert all(str(code) in register() for code in UNITS)
    assert len(UNITS) == len(set(UNITS)) == 41
    assert len({township_of(code) for code in UNITS}) == 8
    assert len({code // 10**8 for code in UNITS}) >= 5


@pytest.mark.parametrize("code", [KANGPING_AOHANTUN, SHANGTOU, COMMUNITY])
def test_every_content_is_what_the_form_would_store(code: int) -> None:
    """The form's own cleaner changes nothing, refuses nothing and misses nothing."""
    faults = []
    for task in told(world(code)):
        spec = specs()[task.item]
        content = content_of(spec, task)
        if content is None:
            continue
        cleaned = clean_content(spec, content.fields, content.rows, on=task.on)
        faults += [f"{task.item} {task.period} {key}: {text}" for key, text in cleaned.errors.items()]
        faults += [
            f"{task.item} {key}: {text}" for key, text in missing(spec, cleaned.content, str(task.period)).items()
        ]
        assert {key: cleaned.content["fields"].get(key) for key in content.fields} == content.fields
    assert faults == []


@pytest.mark.parametrize("today", [date(2026, 1, 2), date(2026, 3, 1), date(2027, 6, 30), date(2028, 2, 29)])
def test_contents_stay_valid_on_any_day_of_the_year(today: date) -> None:
    where = world(KANGPING_AOHANTUN, today)
    for task in told(where):
        spec = specs()[task.item]
        content = content_of(spec, task)
        if content is not None and not spec.code.startswith("V-1"):
            assert not clean_content(spec, content.fields, content.rows[:12], on=task.on).errors, (
                task.item,
                task.period,
            )


def test_all_seventy_items_are_told_somewhere() -> None:
    assert {task.item for where in worlds() for task in told(where)} == set(specs())


@pytest.mark.parametrize(
    ("code", "item", "frequency"), [(KANGPING_LIUJIAWOBU, "F-03", "monthly"), (COMMUNITY, "F-23", "quarterly")]
)
def test_the_books_balance_and_open_with_what_the_last_closed_with(code: int, item: str, frequency: str) -> None:
    where, before = world(code), None
    for period in periods_between(frequency, where.live_from, TODAY):
        content = made(where, item, str(period))
        assert field(content, "income_total") == amounts(content, direction="收入")
        assert field(content, "expense_total") == amounts(content, direction="支出")
        closing = field(content, "opening_balance") + field(content, "income_total") - field(content, "expense_total")
        assert field(content, "closing_balance") == closing
        assert field(content, "closing_cash") + field(content, "closing_bank") == closing
        assert before in {None, field(content, "opening_balance")}
        before = closing


@pytest.mark.parametrize("item", ["F-07", "P-10"])
def test_earmarked_money_is_carried_from_quarter_to_quarter(item: str) -> None:
    where, before = world(KANGPING_LIUJIAWOBU), None
    for period in periods_between("quarterly", where.live_from, TODAY)[:-1]:
        content = made(where, item, str(period))
        assert before in {None, content.fields["opening_balance"]}
        assert field(content, "closing_balance") == (
            field(content, "opening_balance") + amounts(content, direction="收入") - amounts(content, direction="支出")
        )
        before = content.fields["closing_balance"]


def test_the_balance_sheet_balances_and_agrees_with_books_debts_and_register() -> None:
    where = world(KANGPING_LIUJIAWOBU)
    sheet, books = made(where, "F-04", "2026-Q2"), made(where, "F-03", "2026-06")
    debts, things = made(where, "F-06", "2026-Q2"), made(where, "F-17", "2026-H1")
    assert field(sheet, "total_assets") == field(sheet, "total_liabilities") + field(sheet, "total_equity")
    assert amounts(sheet, item="货币资金") == field(books, "closing_balance")
    assert amounts(sheet, item="应收款项") == field(debts, "receivable_closing")
    assert amounts(sheet, item="固定资产净值") == field(things, "net_total")


def test_day_work_costs_in_the_ledger_what_its_list_says() -> None:
    where = world(KANGPING_LIUJIAWOBU)
    paid, compared = 0, 0
    for period in periods_between("monthly", where.live_from, TODAY):
        content = content_of(specs()["F-12"], Task(where, "F-12", period, TODAY))
        if content is None:
            continue
        books = made(where, "F-03", str(period))
        in_books = [row["amount"] for row in books.rows if "误工补贴" in str(row["summary"])]
        paid, compared = paid + (content.fields["total_amount"] in in_books), compared + 1
    assert paid == compared > 5


def test_one_number_joins_resolution_project_fund_and_payments() -> None:
    where = world(KANGPING_LIUJIAWOBU)
    works = thread(where, "works")
    assert works is not None
    resolution = made(where, "V-04", works.decided_on.isoformat())
    project = made(where, "F-15", works.after(143).isoformat())
    fund = made(where, "F-08", works.after(76).isoformat())
    assert resolution.fields["filed_no"] == project.fields["decision_ref"] == works.number
    assert {row["decision_ref"] for row in fund.rows} == {works.number}
    payments = [row for row in project.rows if row["stage"] in {"进度", "付款"}]
    books = {
        row["amount"]
        for task in told(where)
        if task.item == "F-03"
        for row in made(where, "F-03", str(task.period)).rows
    }
    assert len(payments) == 2
    assert {row["amount"] for row in payments} <= books


def test_one_village_got_compensation_and_passed_nothing_on() -> None:
    where = world(KANGPING_AOHANTUN)
    land = thread(where, "land")
    assert land is not None
    content = made(where, "F-09", land.after(14).isoformat())
    assert field(content, "collective_share") + field(content, "household_share") == field(content, "total_amount")
    assert field(content, "paid_total") == 0
    assert field(content, "unpaid_total") == amounts(content, status="待发放") == field(content, "household_share")


def test_a_subsidy_is_area_times_rate_in_every_row() -> None:
    content = made(world(KANGPING_LIUJIAWOBU), "V-22", "2026-09-19")
    assert content.fields["subsidy_type"] == "玉米生产者补贴"
    for row in content.rows:
        exact = Decimal(str(row["verified_area"])) * Decimal(str(row["rate"]))
        assert Decimal(str(row["amount"])) == exact.quantize(Decimal("0.01"))
    assert field(content, "total_amount") == amounts(content)


def test_nobody_here_can_be_a_real_person() -> None:
    """Right shape and check character, but of an area and a bank that do not exist; no number twice."""
    numbers = set()
    for where in worlds():
        for person in where.people:
            assert normalise_id(person.id_number) == person.id_number
            assert person.id_number.startswith("2199")
            assert normalise_account(person.account).startswith("629999")
            assert passes_luhn(person.account)
            numbers.add(person.id_number)
    assert len(numbers) == sum(len(where.people) for where in worlds())


def test_the_same_day_makes_the_same_province() -> None:
    one, two = World(world(SHANGTOU).place, TODAY), World(world(SHANGTOU).place, TODAY)
    assert made(one, "F-03", "2026-10") == made(two, "F-03", "2026-10")
    assert one.people == two.people


def test_the_books_go_on_after_the_day_on_which_they_were_made_up() -> None:
    where = world(KANGPING_LIUJIAWOBU)
    december, january = made(where, "F-03", "2026-12"), made(where, "F-03", "2027-01")
    assert january.fields["opening_balance"] == december.fields["closing_balance"]


def test_bills_are_not_round() -> None:
    content = made(world(KANGPING_LIUJIAWOBU), "F-03", "2026-10")
    assert len(content.rows) >= 10
    assert not [row["amount"] for row in content.rows if Decimal(str(row["amount"])) % 100 == 0]
