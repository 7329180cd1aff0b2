"""Tables as offices keep them: headings found, columns understood, rows taken, totals checked, every fault told."""

from collections.abc import Sequence
from datetime import date

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from publicity.catalogue import ItemSpec
from publicity.importing.books import Value, read_book
from publicity.importing.columns import Understanding
from publicity.importing.examine import Aim, Examined, examine, first_look, with_ids_of
from publicity.importing.told import Unreadable
from publicity.importing.values import Setting, typed
from tests.publicity.importing.catalogue import an_item
from tests.publicity.importing.workbooks import Rows, minimum_list, repacked, workbook
from tests.publicity.samples import identity

ON = date(2026, 11, 17)
MINIMUM, LEDGER, SUBSIDY = an_item("V-10"), an_item("F-03"), an_item("V-22")


def looked_at(content: bytes, spec: ItemSpec = MINIMUM, **choices: object) -> Examined:
    """Understand and examine a file, with what a clerk chose on the page."""
    book = read_book(content)
    known = first_look(book, spec)
    return examine(book, Understanding(**{**known.__dict__, **choices}), Aim(spec, "2026-10", ON))


def told(found: Examined) -> str:
    return "\n".join(str(one) for one in found.problems)


def test_titles_serials_totals_and_signatures_are_left_out() -> None:
    found = looked_at(minimum_list(households=3))
    assert [row["name"] for row in found.content["rows"]] == ["王小明1", "王小明2", "王小明3"]
    assert [one.why for one in found.read.left] == ["合计行", "表尾的说明或签字"]
    assert not found.problems


def test_headings_of_two_rows_with_money_in_and_out() -> None:
    rows: Rows = [
        ["刘家窝堡村2026年10月收支明细账"],
        ["日期", "凭证号", "会计科目", "摘要", "对方单位", None, None, "经办人", "审批人", "结算方式"],
        [None, None, None, None, None, "收入", "支出"],
        ["2026-10-03", "记1", "管理费用", "办公用品", "文具店", None, 326.4, "孙某", "周某", "转账"],
        ["10月9日", "记2", "补助收入", "上级拨款", "财政所", 20000, None, "孙某", "周某", "转账"],
        ["本月合计", None, None, None, None, 20000, 326.4],
        ["上月结转", None, None, None, None, 500],
    ]
    found = looked_at(workbook(rows, merged=[("F2:G2", "金额")]), LEDGER)
    assert [(row["direction"], row["amount"], row["date"]) for row in found.content["rows"]] == [
        ("支出", "326.40", "2026-10-03"),
        ("收入", "20000.00", "2026-10-09"),
    ]
    assert [one.why for one in found.read.left] == ["合计行", "余额或结转行"]
    assert not found.errors


def test_a_row_with_money_in_and_out_is_two_entries() -> None:
    rows = [["日期", "摘要", "收入", "支出"], ["2026-10-03", "对冲", 5, 6]]
    assert "一行只能记一笔" in told(looked_at(workbook(rows), LEDGER))


@pytest.mark.parametrize(
    ("above", "key"),
    [
        ("户主姓名", "name"), ("农户", "name"), ("身份证件号码", "id_number"), ("公民身份号码", "id_number"),
        ("发放金额(元)", "amount"), ("月保障金额", "amount"), ("惠农卡号", "bank_account"), ("屯", "group_name"),
        ("变动情况", "status"), ("保障类别", "category"), ("家庭人口", "persons"), ("月保障金额（元）", "amount"),
    ],
)  # fmt: skip
def test_what_offices_call_a_column_is_known(above: str, key: str) -> None:
    book = read_book(workbook([["序号", above, "备注"], [1, "甲", "乙"]]))
    assert first_look(book, MINIMUM).columns == {1: key}


def test_an_order_of_its_own_and_unknown_columns_do_no_harm() -> None:
    rows = [["备注", "手机号码", "金额", "姓名"], ["某事", "13800138000", 12, "王小明"]]
    found = looked_at(workbook(rows), SUBSIDY)
    assert found.content["rows"] == [{"id": "r1", "name": "王小明", "amount": "12.00"}]


def test_the_unit_above_the_table_counts() -> None:
    rows = [["某村补贴发放表", None, "单位：万元"], ["姓名", "金额", "面积"], ["王小明", 1.25, 10], ["合计", 1.25]]
    assert looked_at(workbook(rows), SUBSIDY).content["rows"][0]["amount"] == "12500.00"


def test_the_right_sheet_of_several_is_found() -> None:
    def more(book: Workbook, _sheet: Worksheet) -> None:
        other = book.add_worksheet("低保")
        for row, line in enumerate([["姓名", "身份证号", "金额"], ["王小明", identity(1), 5]]):
            other.write_row(row, 0, line)

    found = looked_at(workbook([["封面"], ["二〇二六年十月"]], name="封面", more=more))
    assert found.known.sheet == "低保"
    assert len(found.content["rows"]) == 1


def test_headings_that_repeat_on_each_page_are_skipped() -> None:
    head = ["姓名", "身份证号", "金额"]
    found = looked_at(workbook([head, ["王小明", identity(1), 5], head, ["赵大山", identity(2), 6]]))
    assert len(found.content["rows"]) == 2
    assert found.read.left[0].why == "重复的表头"


def test_part_sums_and_the_whole_sum_are_held_against_the_rows() -> None:
    rows = [
        ["姓名", "金额"], ["王小明", 5], ["赵大山", 6], ["小计", 11], ["周玉兰", 7], ["小计", 8], ["合计", 18],
        ["本年累计", 99999],
    ]  # fmt: skip
    found = looked_at(workbook(rows), SUBSIDY)
    assert (
        told(found)
        == "工作表“7月”第6行B列“金额”：小计和上面各行加起来对不上：各行相加是7.00元。请核对是多了、少了，还是漏了行。"
    )


def test_merged_cells_are_filled_only_when_the_clerk_says_so() -> None:
    content = workbook([["屯", "姓名", "金额"], [None, "王小明", 5], [None, "赵大山", 6]], merged=[("A2:A3", "东屯")])
    found = looked_at(content, SUBSIDY)
    assert "几行合并成了一格" in told(found)
    assert not found.errors
    assert "group_name" not in found.content["rows"][1]
    assert looked_at(content, SUBSIDY, fills_merged=True).content["rows"][1]["group_name"] == "东屯"


def test_what_is_hidden_is_asked_about() -> None:
    def more(_book: Workbook, sheet: Worksheet) -> None:
        sheet.set_row(2, None, None, {"hidden": True})

    content = workbook([["姓名", "金额"], ["王小明", 5], ["赵大山", 6]], more=more)
    assert "第3行" in told(looked_at(content, SUBSIDY))
    assert looked_at(content, SUBSIDY).errors
    assert len(looked_at(content, SUBSIDY, takes_hidden=True).content["rows"]) == 2
    assert len(looked_at(content, SUBSIDY, takes_hidden=False).content["rows"]) == 1


@pytest.mark.parametrize(
    ("formula", "saved", "problem"),
    [
        ("B2*C2", 12.5, ""), ("SUM(B2:C2)", 7.5, ""), ("ROUND(B2*C2,0)", 13, ""), ("(B2+C2)*10%", 0.75, ""),
        ("$B$2-C2", 2.5, ""), ("ABS(C2-B2)", 2.5, ""), ("B2*C2", 13, "F9"), ("VLOOKUP(A2,Z1:Z9,1,0)", 1, "没法重新算"),
        ("B2/0", 0, "没法重新算"), ("D2", 1, "没法重新算"), ("B2*", 1, "没法重新算"), ("1+" * 40 + "1", 41, ""),
        ("(" * 60 + "1" + ")" * 60, 1, "没法重新算"),
    ],
)  # fmt: skip
def test_a_computed_cell_is_computed_again(formula: str, saved: float, problem: str) -> None:
    def more(_book: Workbook, sheet: Worksheet) -> None:
        sheet.write_formula("D2", f"={formula}", None, saved)

    found = looked_at(workbook([["姓名", "面积", "标准", "金额"], ["王小明", 5, 2.5]], more=more), SUBSIDY)
    assert (problem in told(found)) if problem else ("公式" not in told(found))


def test_a_formula_that_was_filled_down_is_known_in_every_row() -> None:
    def share(name: str, body: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return body
        shared = body.replace(b"<f>B2*C2</f>", b'<f t="shared" ref="D2:D3" si="0">B2*C2</f>')
        return shared.replace(b"<f>B3*C3</f>", b'<f t="shared" si="0"/>')

    def more(_book: Workbook, sheet: Worksheet) -> None:
        sheet.write_formula("D2", "=B2*C2", None, 10)
        sheet.write_formula("D3", "=B3*C3", None, 13)

    content = repacked(
        workbook([["姓名", "面积", "标准", "金额"], ["王小明", 5, 2], ["赵大山", 6, 2]], more=more), share
    )
    assert "第3行D列“金额”：公式现在算出来的数" in told(looked_at(content, SUBSIDY))


def test_the_same_person_twice_is_named_and_left_to_the_clerk() -> None:
    rows = [
        ["姓名", "身份证号", "金额"],
        ["王小明", identity(1), 5],
        ["周玉兰", identity(2), 5],
        ["王小明", identity(1), 5],
    ]
    found = looked_at(workbook(rows))
    assert "第4行：和第2行是同一个身份证号" in told(found)
    assert not found.errors
    assert len(found.content["rows"]) == 3


def test_rows_keep_their_ids_when_a_file_comes_again_in_another_order() -> None:
    people = [["王小明", identity(1), 5], ["周玉兰", identity(2), 5], ["孙德福", identity(3), 5]]
    first = looked_at(workbook([["姓名", "身份证号", "金额"], *people])).content
    again = looked_at(
        workbook([["姓名", "身份证号", "金额"], ["赵大山", identity(4), 9], people[2], people[0]])
    ).content
    assert [row["id"] for row in with_ids_of(first, again, 4)["rows"]] == ["r4", "r3", "r1"]


VALUES: Sequence[tuple[str, Value, str]] = [
    ("amount", 0.1 + 0.2, "0.3"), ("amount", 1234.0, "1234"), ("amount", "￥1,234.50元", "￥1,234.50元"),
    ("amount", "—", ""), ("amount", None, ""), ("amount", 0, "0"), ("persons", 2.0, "2"),
    ("start_month", date(2026, 3, 1), "2026-03"), ("status", "延 续", "延 续"), ("cadre_relative", "√", "是"),
    ("cadre_relative", "×", "否"), ("category", "", ""), ("name", "无", "无"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "text"), VALUES)
def test_cells_read_as_a_clerk_would_type_them(key: str, value: Value, text: str) -> None:
    field = MINIMUM.row_field(key)
    assert field
    assert (typed(field, value, Setting("2026-10")) or "") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 10, 3), "2026-10-03"), (20261003, "2026-10-03"), ("20261003", "2026-10-03"),
        ("2026-10-03 00:00:00", "2026-10-03"), ("10月3日", "2026-10-3"), ("10 月 3 号", "2026-10-3"),
        ("2026年10月3日", "2026年10月3日"), ("2026.10.3", "2026.10.3"),
    ],
)  # fmt: skip
def test_days_of_every_clumsy_form(value: Value, text: str) -> None:
    field = LEDGER.row_field("date")
    assert field
    assert typed(field, value, Setting("2026-10")) == text


WRONG: Sequence[tuple[str, Value, str]] = [
    ("date", 46000.0, "日期变成了数字"), ("date", "23/5/1", "年份只写了两位"), ("date", "农历八月十五", "农历"),
    ("date", "闰二月初三", "农历"), ("amount", "无", "没有发生的请填0"), ("amount", date(2026, 1, 2), "这一格是日期"),
    ("amount", 1e308, "过大"), ("payee_account", 6.21700010000001e17, "账号被表格"),
    ("payee_account", 1234567, "开头的0"), ("payee_account", "6.217E+17", "账号被表格"), ("summary", "（示例）", "还是模板里的示例"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "problem"), WRONG)
def test_cells_that_can_not_be_read_safely_are_asked_about(key: str, value: Value, problem: str) -> None:
    field = LEDGER.row_field(key)
    assert field
    with pytest.raises(ValueError, match=problem):
        typed(field, value, Setting("2026-10"))


@pytest.mark.parametrize("value", [2.10199e17, 210199196101100011.0, "2.1E+17"])
def test_an_identity_number_that_lost_its_digits_is_told(value: Value) -> None:
    field = MINIMUM.row_field("id_number")
    assert field
    with pytest.raises(ValueError, match="后面几位已经变成0"):
        typed(field, value, Setting("2026-10"))


def test_a_month_as_a_number_is_asked_about() -> None:
    field = MINIMUM.row_field("start_month")
    assert field
    with pytest.raises(ValueError, match="分不清是1月还是10月"):
        typed(field, 2023.1, Setting("2026-10"))


def test_no_problem_ever_repeats_what_was_typed() -> None:
    secret = identity(1)[:-1] + "Y"
    rows = [["姓名", "身份证号", "金额", "备注"], [f"王{identity(5)}", secret, "一二三四五六", "x"]]
    found = looked_at(workbook(rows))
    assert found.errors
    assert not any(one in told(found) for one in (secret, identity(5), "一二三四五六"))


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有找到表头"):
        looked_at(workbook([["车牌", "里程"], ["辽A", 5]]))


def test_an_item_without_rows_takes_no_table_but_its_template() -> None:
    with pytest.raises(Unreadable, match="没有明细表格"):
        looked_at(minimum_list(), an_item("P-02"))
