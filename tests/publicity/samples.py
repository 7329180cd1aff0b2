"""Valid content for any of the 70 items, typed as a clerk would. Every person and number here is made up."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from publicity.balances import PRODUCTS, ROW_SUMS, SUMS, TOTALS, added
from publicity.catalogue import Field, ItemSpec
from sanshu.core.identity import check_character
from sanshu.core.money import CENT

NAMES = ("王小明", "赵大山", "刘二丫", "孙德福", "周玉兰")


def identity(number: int, *, year: int = 1961) -> str:
    """Make a valid identity number of nobody: an area code that was never given out, a serial, a right check digit."""
    first17 = f"210199{year}0{1 + number % 9}{10 + number % 18}{number % 1000:03d}"
    return first17 + check_character(first17)


def typed_value(field: Field, place: int) -> str:
    """Give one valid value, as typed; attachments stay blank."""
    values = {
        "text": f"{field.label[:6]}说明{place}",
        "longtext": f"{field.label[:6]}：\n第{place}段。",
        "date": f"2026-10-{1 + place % 28:02d}",
        "month": "2026-10",
        "money": f"{1000 + 37 * place}.{place % 100:02d}",
        "decimal": f"{2 + place}.25",
        "integer": str(10 + place),
        "bool": "是" if place % 2 else "否",
        "matter": f"决议〔2026〕{place}号",
        "person_name": NAMES[place % len(NAMES)],
        "id_number": identity(place),
        "bank_account": f"62170001{place:08d}",
        "phone": "024-87221234",
        "file": "",
    }
    if field.type == "choice":
        return field.choices[place % len(field.choices)]
    if field.key == "year":
        return "2026"
    if field.key.endswith("_uscc"):
        return "91210123MA0ABCD12X"
    return values[field.type]


def typed_content(
    spec: ItemSpec, *, rows: int = 3, period: str = "2026-10"
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Give the header and some rows of an item, every field filled; a monthly item says its own month."""
    header = {field.key: typed_value(field, place) for place, field in enumerate(spec.fields)}
    if spec.frequency == "monthly" and "month" in header:
        header["month"] = period
    made = [
        {field.key: typed_value(field, number * 7 + place) for place, field in enumerate(spec.row_fields)}
        for number in range(rows if spec.row_fields else 0)
    ]
    add_up(spec, header, made)
    return header, made


def add_up(spec: ItemSpec, header: dict[str, str], rows: list[dict[str, Any]]) -> None:
    """Make the figures add up, as a careful clerk's do; a purse begins with enough for what is spent."""
    for key in {"opening_balance", "opening_undistributed", "total_profit", "received_cash"} & header.keys():
        header[key] = "900000.00"
    for row in rows:
        _add_up_row(spec.code, row)
    stored = {"rows": [{**row} for row in rows]}
    totals = {one.into: added(stored, one, with_stopped=True) for one in TOTALS.get(spec.code, ()) if rows}
    for key, value in totals.items():
        header[key] = written(spec, key, value)
    for *parts, (_sign, result) in SUMS:
        if all(key in header for _one, key in parts) and result in header:
            comes = sum((-1 if sign == "−" else 1) * Decimal(header[key]) for sign, key in parts)
            if result in totals or parts[0][1] == "closing_cash":
                # The result is set already: the first term gives way.
                header[parts[0][1]] = f"{Decimal(header[parts[0][1]]) + Decimal(header[result]) - comes:.2f}"
            else:
                header[result] = f"{comes:.2f}"


def _add_up_row(code: str, row: dict[str, Any]) -> None:
    if code in ROW_SUMS:
        *parts, (_sign, result) = ROW_SUMS[code]
        if any(sign == "−" for sign, _key in parts):
            row[parts[0][1]] = f"{Decimal(row[parts[0][1]]) + 9000:.2f}"
        comes = sum((-1 if sign == "−" else 1) * Decimal(row[key]) for sign, key in parts)
        row[result] = f"{comes:.2f}"
    if code in PRODUCTS:
        quantity, rate = (Decimal(row[key]) for key in PRODUCTS[code])
        row["amount"] = f"{(quantity * rate).quantize(CENT, ROUND_HALF_UP):.2f}"


def written(spec: ItemSpec, key: str, value: Decimal) -> str:
    """Write a total as a clerk types it into its field."""
    declared = spec.field(key)
    assert declared is not None
    return f"{value:.2f}" if declared.type == "money" else f"{value.normalize():f}"
