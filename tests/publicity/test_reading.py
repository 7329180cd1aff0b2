"""Each structure is read by its own design, and no design loses a value that the reader may see."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from publicity.content import Content, clean_content
from publicity.masking import Shown, Viewer, show
from publicity.reading.designs import DESIGNS, Reading, read
from publicity.reading.listing import ROWS_SHOWN, Asked, number_in
from publicity.reading.values import Value
from sanshu.core.money import exact
from tests.publicity.samples import typed_content
from tests.publicity.test_intake import ON
from tests.publicity.test_masking import CASES, SPECS, content_of

TODAY = date(2026, 11, 17)


def laid(
    code: str, content: Content, asked: Asked | None = None, *, viewer: Viewer = Viewer.OFFICIAL
) -> tuple[Reading, Shown]:
    """Lay a content out, as an official sees it unless told otherwise."""
    shown = show(SPECS[code], content, viewer)
    return read(SPECS[code], shown, asked or Asked(), language="zh", on=TODAY), shown


def cleaned(code: str, header: dict[str, str], rows: list[dict[str, str]]) -> Content:
    """Give the content that some changed samples make."""
    base, lines = typed_content(SPECS[code], rows=len(rows))
    content = clean_content(
        SPECS[code], base | header, [{**line, **row} for line, row in zip(lines, rows, strict=True)], on=ON
    )
    assert not content.errors
    return content.content


def values_in(part: Any) -> Iterator[Value]:
    """Walk through everything that a template is given."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, list | tuple):
        for one in part:
            yield from values_in(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from values_in(getattr(part, one.name))


def test_there_is_one_design_for_each_structure() -> None:
    assert set(DESIGNS) == {spec.structure for spec in SPECS.values()}


@pytest.mark.parametrize(("code", "viewer"), CASES)
def test_no_value_is_lost_and_none_is_invented(code: str, viewer: Viewer) -> None:
    for bare in (False, True):
        reading, shown = laid(code, content_of(code, bare=bare), viewer=viewer)
        said = {value.key for value in values_in((reading.head, reading.common))}
        known = {one.key for one in shown.field_specs if shown.fields.get(one.key) not in (None, "")}
        # The month or the year of what is monthly or yearly is the period, which the title says.
        assert known - said <= {"month", "year"}
        assert said <= known
        for line, row in zip(reading.lines, shown.rows or (), strict=True):
            in_line = {value.key for value in values_in(line)}
            in_row = {one.key for one in shown.row_specs if row.values.get(one.key) not in (None, "")}
            # An entry's way and amount are its column, its number in the form is its place.
            assert in_row - in_line <= {"direction", "amount", "line_no"}
            assert in_line <= in_row


def passbook() -> Content:
    """Give a month's ledger that adds up, its entries out of order."""
    way = ("收入", "支出", "支出")
    rows = [
        {"date": f"2026-10-{day:02d}", "direction": direction, "amount": amount, "summary": text}
        for day, direction, amount, text in zip(
            (20, 5, 9), way, ("500.00", "120.50", "30"), ("地租", "修路", "电费"), strict=True
        )
    ]
    header = {
        "opening_balance": "1000", "income_total": "500", "expense_total": "150.50", "closing_balance": "1349.50"
    }  # fmt: skip
    return cleaned("F-03", header, rows)


def test_a_ledger_runs_its_balance_from_the_opening_to_the_closing_one() -> None:
    reading, _shown = laid("F-03", passbook())
    head, lines = reading.head, reading.lines
    assert [line.about.text for line in lines] == ["修路", "电费", "地租"]  # type: ignore[attr-defined]
    assert [exact(line.balance) for line in lines] == ["879.50", "849.50", "1,349.50"]  # type: ignore[attr-defined]
    assert head.sums[0].adds_up  # type: ignore[attr-defined]
    assert head.tally.agrees  # type: ignore[attr-defined]


def test_a_sum_that_does_not_come_out_says_by_how_much() -> None:
    content = passbook()
    content["fields"]["closing_balance"] = "1300.00"
    content["rows"][0]["amount"] = "501.00"
    head: Any = laid("F-03", content)[0].head
    assert head.sums[0].off == Decimal("49.50")
    assert not head.tally.agrees
    assert (head.tally.income, head.tally.income_told) == (Decimal("501.00"), Decimal("500.00"))


def test_chosen_entries_keep_their_balance_and_are_summed() -> None:
    reading, _shown = laid("F-03", passbook(), Asked(group="支出"))
    assert [exact(line.balance) for line in reading.lines] == ["879.50", "849.50"]  # type: ignore[attr-defined]
    assert reading.total == {"income": Decimal(0), "expense": Decimal("150.50")}
    assert reading.part.total == 3


def pensioners(count: int) -> Content:
    """Give a pension list of two villagers' groups."""
    names = ("王小明", "赵大山", "刘二丫")
    rows = [
        {"name": names[place % 3], "group_name": ("第十组", "第二组")[place % 2], "amount": str(100 + place)}
        for place in range(count)
    ]
    return cleaned("V-13", {}, rows)


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"words": "赵大山"}, 4), ({"words": "赵 大"}, 4), ({"words": "１０１"}, 1), ({"group": "第二组"}, 6),
     ({"group": "第二组", "words": "刘"}, 2), ({"words": "查无此人"}, 0), ({"group": "第九组"}, 0)],
)  # fmt: skip
def test_rows_are_found_by_typed_words_and_by_group(asked: dict[str, str], found: int) -> None:
    reading, _shown = laid("V-13", pensioners(12), Asked(**asked))
    assert len(reading.part.chosen) == found
    assert sum(option.count for option in reading.part.options) == 12
    assert [option.value for option in reading.part.options] == ["第二组", "第十组"]


def test_groups_stand_in_the_order_of_their_numbers() -> None:
    names = ["第十二组", "第二组", "第十组", "3组", "第二十一组", "东屯"]
    assert sorted(names, key=number_in) == ["第二组", "3组", "第十组", "第十二组", "第二十一组", "东屯"]


def test_a_long_list_is_read_in_parts_that_hold_every_row_once_there_and_back() -> None:
    content, start, seen, starts = pensioners(2 * ROWS_SHOWN + 7), "", [], [""]
    while True:
        part = laid("V-13", content, Asked(start=start))[0].part
        seen += [row.id for row in part.rows]
        if not part.following:
            break
        start = part.following
        starts.append(start)
    assert seen == [row["id"] for row in content["rows"]]
    back = [laid("V-13", content, Asked(start=start))[0].part.before for start in starts]
    assert back == ["", "r1", starts[1]]


def test_a_list_says_whether_its_rows_make_the_total() -> None:
    content = pensioners(4)
    content["fields"]["total_amount"] = "406.00"
    head: Any = laid("V-13", content)[0].head
    assert (head.rows_total, head.off) == (Decimal("406.00"), Decimal(0))
    assert [(group.value, group.rows, group.amount) for group in head.groups] == [
        ("第二组", 2, Decimal("204.00")), ("第十组", 2, Decimal("202.00"))
    ]  # fmt: skip
    content["fields"]["total_amount"] = "400.00"
    head = laid("V-13", content)[0].head
    assert head.off == Decimal("6.00")


def test_a_project_sets_plan_contract_and_payments_beside_one_another() -> None:
    money = {"contract_price": "1000", "final_price": "", "paid_total": "1200", "budget": "1100"}
    days = [{"stage": "开工", "date": "2026-06-01"}, {"stage": "立项决策", "date": "2026-03-01"}]
    reading, _shown = laid("F-15", cleaned("F-15", money, days))
    head: Any = reading.head
    assert (head.unpaid, head.overpaid) == (Decimal(-200), Decimal(200))
    assert [(bar.value.key, bar.width) for bar in head.money] == [
        ("budget", 92), ("contract_price", 83), ("paid_total", 100)
    ]  # fmt: skip
    assert head.party.key == "winner"
    assert [line.stage.text for line in reading.lines] == ["立项决策", "开工"]  # type: ignore[attr-defined]


def test_a_register_says_who_uses_a_thing_and_for_how_long() -> None:
    rows = [{"name": "鱼塘", "end_date": day, "status": state} for day, state in (
        ("2026-12-01", "履行中"), ("2026-11-16", "到期未处理"), ("2027-12-01", "履行中"))]  # fmt: skip
    lines: Any = laid("F-20", cleaned("F-20", {}, rows))[0].lines
    assert [(line.days, line.is_soon, line.in_trouble) for line in lines] == [
        (14, True, False), (-1, False, True), (379, False, False)
    ]  # fmt: skip
    assert [line.user.key for line in lines] == ["party_b"] * 3


def test_a_meeting_says_who_came_and_who_was_for_it() -> None:
    rows = [
        {"stage": "党组织提议", "date": "2026-10-01", "agree": "", "oppose": "", "abstain": "", "attended": ""},
        {"stage": "村(居)民(代表)会议决议", "date": "2026-10-09", "should_attend": "40", "attended": "36",
         "agree": "30", "oppose": "4", "abstain": "2"},
    ]  # fmt: skip
    reading, _shown = laid("V-04", cleaned("V-04", {"resolution": "修路，今年完工。"}, rows))
    head: Any = reading.head
    proposed, decided = reading.lines
    assert head.decided.text == "修路，今年完工。"
    assert (decided.attendance.share, [vote.share for vote in decided.votes]) == (90, [83, 11, 6])  # type: ignore[attr-defined]
    assert proposed.votes == ()  # type: ignore[attr-defined]


def test_a_text_says_how_much_of_it_is_done() -> None:
    base, _rows = typed_content(SPECS["P-13"])
    content = clean_content(SPECS["P-13"], base | {"problem_total": "8", "fixed": "6"}, [], on=ON).content
    head: Any = laid("P-13", content)[0].head
    assert head.progress.share == 75


def test_a_unit_stands_at_the_number_and_what_is_for_clerks_is_left_out() -> None:
    reading, _shown = laid("V-22", content_of("V-22"))
    said = {value.key: (value.label, value.text) for value in values_in((reading.head, reading.common, reading.lines))}
    assert said["total_area"] == ("补贴面积合计", f"{content_of('V-22')['fields']['total_area']}亩")
    assert said["year"] == ("补贴年度", "2026")
    assert said["total_amount"][0] == "补贴总额"


@pytest.mark.parametrize(("days", "day"), [(8, "2026-11-24"), (1, "2026-11-17"), (0, "2026-11-16")])
def test_days_on_the_notice_board_are_counted_with_today(days: int, day: str) -> None:
    header, rows = typed_content(SPECS["V-23"])
    header |= {"publicity_start": "2026-10-01", "publicity_end": day}
    content = clean_content(SPECS["V-23"], header, rows, on=date(2027, 1, 1)).content
    display = laid("V-23", content)[0].common.display
    assert display is not None
    assert display.days == days
