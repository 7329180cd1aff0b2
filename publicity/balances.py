"""What must add up in a disclosure: one table, by which totals are filled in, checked and shown. Pure.

Sources: 财会〔2023〕14号 for the statements of rural collectives; for every purse the plain rule that what was there and what
came in, less what went out, is what is left. A fault blocks what would be a false figure; where a village may have its
reasons it is a question, which the clerk answers and the reviewer reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from publicity.catalogue import ItemSpec
from sanshu.core.money import CENT, exact

Values = Mapping[str, Any]
Terms = tuple[tuple[str, str], ...]

#: What adds up to what among the facts above the rows, by the sign before each; each holds wherever all its terms are.
SUMS: tuple[Terms, ...] = (
    (("", "opening_balance"), ("+", "income_total"), ("−", "expense_total"), ("=", "closing_balance")),
    (("", "closing_cash"), ("+", "closing_bank"), ("=", "closing_balance")),
    (("", "total_liabilities"), ("+", "total_equity"), ("=", "total_assets")),
    (("", "total_profit"), ("−", "income_tax"), ("=", "net_profit")),
    (("", "net_profit"), ("+", "opening_undistributed"), ("+", "other_transfer_in"), ("=", "distributable")),
    (
        ("", "distributable"),
        ("−", "reserve"),
        ("−", "to_members"),
        ("−", "other_distribution"),
        ("=", "closing_undistributed"),
    ),
    (("", "collective_share"), ("+", "household_share"), ("=", "total_amount")),
    (("", "household_share"), ("−", "paid_total"), ("=", "unpaid_total")),
    (("", "received_cash"), ("−", "distributed_cash"), ("=", "balance")),
    (("", "fiscal_total"), ("+", "collective_total"), ("=", "total_amount")),
)
#: What adds up within one row; a term that is blank counts nothing.
ROW_SUMS: Mapping[str, Terms] = {
    "V-11": (("", "basic_amount"), ("+", "care_amount"), ("=", "amount")),
    "V-13": (("", "base_amount"), ("+", "account_amount"), ("=", "amount")),
    "F-06": (("", "opening"), ("+", "increase"), ("−", "decrease"), ("=", "amount")),
    "F-11": (
        ("", "base"),
        ("+", "performance"),
        ("+", "allowance"),
        ("+", "bonus"),
        ("−", "deduction"),
        ("=", "amount"),
    ),
    "F-17": (("", "original_value"), ("−", "depreciation"), ("=", "amount")),
    "F-20": (("", "due_amount"), ("−", "amount"), ("=", "arrears")),
}
#: Quantity times standard is the amount, to the cent: a question where it is not.
PRODUCTS: Mapping[str, tuple[str, str]] = {
    "V-22": ("verified_area", "rate"),
    "V-23": ("quantity", "rate"),
    "F-09": ("area", "rate"),
    "F-12": ("days", "rate"),
}
#: What this period begins with is what the one before ended with.
CONTINUED: tuple[tuple[str, str], ...] = (
    ("opening_balance", "closing_balance"),
    ("receivable_opening", "receivable_closing"),
    ("debt_opening", "debt_closing"),
    ("opening_undistributed", "closing_undistributed"),
)
#: Who is paid no more may stand on the list with the amount there was; the total may hold it or not.
STOPPED = frozenset({"停发", "终止", "死亡停发", "暂停", "重复领取核减", "退出", "丧失"})
_SIGNS = {"": 1, "+": 1, "−": -1}


@dataclass(frozen=True)
class Total:
    """A fact that is the sum of a row field (`of`), or without one the number of rows; of all rows or of those `where`."""

    into: str
    of: str = ""
    where: tuple[str, tuple[str, ...]] | None = None


def _only(key: str, *choices: str) -> tuple[str, tuple[str, ...]]:
    return (key, choices)


_LEDGER = (
    Total("income_total", "amount", _only("direction", "收入")),
    Total("expense_total", "amount", _only("direction", "支出")),
)
_PAID = Total("total_amount", "amount")
TOTALS: Mapping[str, tuple[Total, ...]] = {
    "P-08": (Total("care_total", "amount"),),
    **dict.fromkeys(("P-09", "P-10", "V-32", "F-01", "F-02", "F-03", "F-07", "F-08", "F-14", "F-23"), _LEDGER),
    "V-08": (Total("use_count"),),
    "V-10": (_PAID, Total("households"), Total("persons", "persons")),
    "V-11": (
        _PAID,
        Total("persons"),
        Total("central", where=_only("mode", "集中供养")),
        Total("scattered", where=_only("mode", "分散供养")),
    ),
    **dict.fromkeys(("V-12", "V-27"), (_PAID, Total("households"))),
    **dict.fromkeys(("V-13", "V-16", "V-18", "V-20", "F-11", "F-12"), (_PAID, Total("persons"))),
    "V-14": (Total("collected_total", "amount"), Total("enrolled")),
    **dict.fromkeys(("V-15", "V-23", "V-25"), (_PAID,)),
    "V-19": (Total("distributed_cash", "amount"),),
    "V-21": (_PAID, Total("employed")),
    "V-22": (_PAID, Total("total_area", "verified_area")),
    "V-24": (Total("total_premium", "premium"), Total("total_claim", "amount"), Total("total_area", "quantity")),
    "V-29": (Total("total_area", "area"),),
    "F-06": (
        Total("receivable_opening", "opening", _only("type", "债权")),
        Total("receivable_closing", "amount", _only("type", "债权")),
        Total("debt_opening", "opening", _only("type", "债务")),
        Total("debt_closing", "amount", _only("type", "债务")),
        Total("new_debt", "increase", _only("type", "债务")),
        Total("resolved", "decrease", _only("type", "债务")),
    ),
    "F-09": (
        Total("household_share", "amount"),
        Total("paid_total", "amount", _only("status", "已发放")),
        Total("unpaid_total", "amount", _only("status", "待发放", "争议暂缓")),
    ),
    "F-10": (_PAID, Total("total_shares", "shares")),
    "F-13": (
        Total("expense_total", "amount"),
        Total("reception", "amount", _only("category", "招待费")),
        Total("newspaper", "amount", _only("category", "报刊费")),
    ),
    "F-17": (
        Total("original_total", "original_value"),
        Total("net_total", "amount"),
        Total("count"),
        Total("idle_count", where=_only("use_status", "闲置")),
    ),
    "F-18": (Total("total_area", "area"), Total("annual_income", "annual_fee")),
    "F-20": (
        Total("due_total", "due_amount"),
        Total("received_total", "amount"),
        Total("arrears_total", "arrears"),
        Total("contract_count"),
    ),
    "F-21": (Total("total_shares", "shares"), Total("members")),
}


@dataclass(frozen=True)
class Fault:
    """One thing that does not add up, at a field (`income_total`) or in a row (`rows.3.amount`); a question may stand."""

    key: str
    text: str
    is_question: bool = False


def number(values: Values, key: str) -> Decimal | None:
    """Read a stored number; None where there is none."""
    value = values.get(key)
    if value is None or value == "" or isinstance(value, bool):
        return None
    return Decimal(str(value))


def added(content: Mapping[str, Any], total: Total, *, with_stopped: bool = False) -> Decimal:
    """Add up what a total is the sum of."""
    result = Decimal(0)
    for row in content["rows"]:
        chosen = total.where is None or row.get(total.where[0]) in total.where[1]
        if chosen and (with_stopped or row.get("status") not in STOPPED):
            result += (number(row, total.of) or Decimal(0)) if total.of else Decimal(1)
    return result


def derived(spec: ItemSpec, content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the facts that follow from the rows and from other facts and are still blank, as they are stored."""
    facts = dict(content["fields"])
    for total in TOTALS.get(spec.code, ()) if content["rows"] else ():
        if facts.get(total.into) in (None, ""):
            facts[total.into] = _stored(spec, total.into, added(content, total))
    for terms in SUMS:
        *parts, (_sign, result) = terms
        if facts.get(result) in (None, "") and spec.field(result):
            amounts = [number(facts, key) for _one, key in parts]
            if all(amount is not None for amount in amounts):
                facts[result] = _stored(spec, result, _sum(parts, facts))
    return {key: value for key, value in facts.items() if key not in content["fields"]}


def _stored(spec: ItemSpec, key: str, value: Decimal) -> str | int:
    declared = spec.field(key)
    if declared is not None and declared.type == "integer":
        return int(value)
    return f"{value:.2f}" if declared is not None and declared.type == "money" else f"{value.normalize():f}"


def _sum(parts: Sequence[tuple[str, str]], values: Values) -> Decimal:
    return sum((_SIGNS[sign] * (number(values, key) or Decimal(0)) for sign, key in parts), Decimal(0))


def faults(spec: ItemSpec, content: Mapping[str, Any], before: Values | None = None) -> list[Fault]:
    """List what does not add up, also against the facts of the period before; empty when all of it does."""
    return [
        *_totals(spec, content),
        *_sums(spec, content["fields"]),
        *_rows(spec, content["rows"]),
        *_twice(spec, content["rows"]),
        *_continued(spec, content["fields"], before or {}),
    ]


def _totals(spec: ItemSpec, content: Mapping[str, Any]) -> Iterator[Fault]:
    for total in TOTALS.get(spec.code, ()) if content["rows"] else ():
        said, declared = number(content["fields"], total.into), spec.field(total.into)
        if said is None or declared is None:
            continue
        sums = [added(content, total), added(content, total, with_stopped=True)]
        if said in sums:
            continue
        what = "加起来" if total.of else "的行数"
        which = f"{'、'.join(total.where[1])}的各行" if total.where else "各行"
        text = f"“{declared.label}”写的是{_say(declared.type, said)}，明细里{which}{what}是{_say(declared.type, sums[0])}。请核对。"
        yield Fault(total.into, text, is_question=declared.type == "integer")


def _say(kind: str, value: Decimal) -> str:
    return f"{exact(value)}元" if kind == "money" else f"{value.normalize():f}"


def _sums(spec: ItemSpec, facts: Values) -> Iterator[Fault]:
    for terms in SUMS:
        *parts, (_sign, result) = terms
        if not all(spec.field(key) and number(facts, key) is not None for _one, key in terms):
            continue
        comes, said = _sum(parts, facts), number(facts, result)
        if said is not None and comes != said:
            yield Fault(
                result, f"{_formula(spec, terms)}：按这几项算是{exact(comes)}元，填的是{exact(said)}元。请核对。"
            )


def _formula(spec: ItemSpec, terms: Terms) -> str:
    labels = {one.key: one.label.partition("(")[0] for one in (*spec.fields, *spec.row_fields)}
    return "".join(f"{sign}{labels.get(key, key)}" for sign, key in terms)


def _rows(spec: ItemSpec, rows: Sequence[Values]) -> Iterator[Fault]:
    terms, product = ROW_SUMS.get(spec.code), PRODUCTS.get(spec.code)
    for place, row in enumerate(rows, start=1):
        said = number(row, terms[-1][1] if terms else "amount")
        if said is None:
            continue
        # Who paid more than was due is behind with nothing: what can't be negative is 0 then.
        if terms and (comes := _sum(terms[:-1], row)) != said and not (comes < 0 and said == 0):
            told = f"第{place}行{_formula(spec, terms)}：按这几项算是{exact(comes)}元，填的是{exact(said)}元。请核对。"
            yield Fault(f"rows.{place}.{terms[-1][1]}", told)
        quantity, rate = (number(row, key) for key in product) if product else (None, None)
        if quantity is not None and rate is not None:
            comes = (quantity * rate).quantize(CENT, ROUND_HALF_UP)
            if comes != said:
                told = f"第{place}行：数量乘标准是{exact(comes)}元，填的是{exact(said)}元。"
                yield Fault(f"rows.{place}.amount", told, is_question=True)


def _twice(spec: ItemSpec, rows: Sequence[Values]) -> Iterator[Fault]:
    if not spec.row_field("id_number"):
        return
    seen: dict[str, int] = {}
    for place, row in enumerate(rows, start=1):
        digest = row.get("id_number")
        if digest in seen:
            told = f"第{place}行和第{seen[digest]}行是同一个身份证号。"
            yield Fault(f"rows.{place}.id_number", told, is_question=True)
        elif digest:
            seen[digest] = place


def _continued(spec: ItemSpec, facts: Values, before: Values) -> Iterator[Fault]:
    for opening, closing in CONTINUED:
        now, then, declared = number(facts, opening), number(before, closing), spec.field(opening)
        if declared and now is not None and then is not None and now != then:
            told = f"“{declared.label}”是{exact(now)}元，上一期公开的期末是{exact(then)}元，对不上。"
            yield Fault(opening, told, is_question=True)
