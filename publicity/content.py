"""Clean the whole content of a disclosure by its item: `{"fields": {...}, "rows": [{"id": "r1", ...}]}`. Pure.

Errors are collected, one list for each place (`month`, `rows.3.amount`), so that everything is told at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from publicity.balances import CONTINUED
from publicity.catalogue import Field, ItemSpec
from publicity.intake import REVERSAL, Sealed, clean_value

#: A province's largest list of one village is a fifth of this.
MOST_ROWS = 10_000
#: Kept beside a digest: whether the person behind an ID number was under 14 on the day of entry. Never shown.
CHILD_SUFFIX = "__is_child"
_ROW_ID = re.compile(r"r([1-9]\d{0,6})")

Content = dict[str, Any]
Typed = Mapping[str, object]


@dataclass
class Cleaned:
    """The content that may be stored, and what is wrong with the rest."""

    content: Content
    errors: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """What was stored before: digests that a blank keeps, and the first row number never used."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    next_row: int = 1

    @classmethod
    def of(cls, content: Content, *, next_row: int = 1) -> "Kept":
        """Read what a stored content keeps."""
        rows = {str(row["id"]): row for row in content.get("rows", ())}
        highest = max((row_number(row_id) for row_id in rows), default=0)
        return cls(fields=content.get("fields", {}), rows=rows, next_row=max(next_row, highest + 1))


def empty() -> Content:
    """Give a content without a word."""
    return {"fields": {}, "rows": []}


def row_number(row_id: str) -> int:
    """Give the number of a row's id ("r12" is 12), 0 for what is no id."""
    match = _ROW_ID.fullmatch(row_id)
    return int(match[1]) if match else 0


def clean_content(
    spec: ItemSpec, fields: Typed, rows: Sequence[Typed], *, on: date, kept: Kept | None = None
) -> Cleaned:
    """Clean all that was typed; what an item doesn't declare is dropped, wholly blank rows too.

    A row that names an id it had before keeps it; any other gets the next free number. Blank digests are kept.
    """
    kept = kept or Kept()
    cleaned = Cleaned(content=empty())
    cleaned.content["fields"] = _clean_part(spec.fields, fields, on, kept.fields, _Errors(cleaned.errors, "", ""))
    if len(rows) > MOST_ROWS:
        cleaned.errors["rows"] = [f"最多 {MOST_ROWS} 行，现在有 {len(rows)} 行，请分期或汇总后再填。"]
        return cleaned
    if spec.row_fields:
        _clean_rows(spec, rows, on, kept, cleaned)
    return cleaned


def _clean_rows(spec: ItemSpec, rows: Sequence[Typed], on: date, kept: Kept, cleaned: Cleaned) -> None:
    next_row, used = kept.next_row, set[str]()
    for place, row in enumerate(rows, start=1):
        row_id = str(row.get("id") or "")
        before = kept.rows.get(row_id, {}) if row_id not in used else {}
        told = _Errors(cleaned.errors, f"rows.{place}.", f"第{place}行")
        values = _clean_part(spec.row_fields, row, on, before, told)
        if not values and not any(str(row.get(one.key) or "").strip() for one in spec.row_fields):
            continue
        if not before:
            row_id, next_row = f"r{next_row}", next_row + 1
        used.add(row_id)
        cleaned.content["rows"].append({"id": row_id, **values})


@dataclass(frozen=True)
class _Errors:
    """Where errors of one part are told: the prefix of their keys and of their sentences."""

    found: dict[str, list[str]]
    prefix: str
    place: str

    def tell(self, one: Field, text: str) -> None:
        self.found.setdefault(f"{self.prefix}{one.key}", []).append(f"{self.place}“{one.label}”：{text}")


def _clean_part(
    declared: Sequence[Field], typed: Typed, on: date, before: Mapping[str, Any], errors: _Errors
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    reverses = any(isinstance(value, str) and REVERSAL in value for value in typed.values())
    for one in declared:
        given = typed.get(one.key)
        try:
            # A number typed before a mistake elsewhere comes back sealed already.
            sealed = isinstance(given, Sealed) and one.is_digested
            value = given if sealed else clean_value(one, given, on=on, may_reverse=reverses)
        except ValueError as problem:
            errors.tell(one, str(problem))
            continue
        if isinstance(value, Sealed):
            values |= _sealed_values(one.key, value)
        elif value is not None:
            values[one.key] = value
        elif one.is_digested:
            values |= {key: before[key] for key in (one.key, one.key + CHILD_SUFFIX) if key in before}
    return values


def _sealed_values(key: str, sealed: Sealed) -> dict[str, Any]:
    values: dict[str, Any] = {key: sealed.digest}
    if sealed.is_child is not None:
        values[key + CHILD_SUFFIX] = sealed.is_child
    return values


#: Registers whose rows go on from one period to the next, with the fields of a row that are of one period and begin blank.
#: Lists of payments, ledgers and logs (seals used, sanctions) begin anew: last period's figures must never pass as this one's.
_GO_ON: Mapping[str, frozenset[str]] = {
    "P-05": frozenset(),
    "F-17": frozenset({"change", "decision_ref"}),
    "F-18": frozenset(),
    "F-20": frozenset({"due_date", "due_amount", "amount", "arrears", "status"}),
    "F-21": frozenset({"status", "reason"}),
    "V-33": frozenset({"amount", "served", "status"}),
}
#: What ended with the last period and does not come along: sold or scrapped assets, ended contracts, members who left.
ENDED: Mapping[str, tuple[str, frozenset[str]]] = {
    "F-17": ("change", frozenset({"减少", "转让", "报废"})),
    "F-20": ("status", frozenset({"终止"})),
    "F-21": ("status", frozenset({"丧失"})),
    "V-33": ("status", frozenset({"已完成"})),
}


def prefilled(spec: ItemSpec, period: str, before: Content | None = None) -> Content:
    """Give the content a draft starts with: what the period says already, and what goes on from the period before.

    Rows of registers and rosters come along, and what each account ended with is what it begins with.
    """
    content = empty()
    if before is not None:
        ended = before["fields"]
        if spec.code in _GO_ON:
            over = _GO_ON[spec.code]
            content["rows"] = [
                {key: row[key] for key in row if key not in over}
                for row in before["rows"]
                if not _has_ended(spec.code, row)
            ]
        content["fields"] |= {
            opening: ended[closing] for opening, closing in CONTINUED if _both(spec, ended, opening, closing)
        }
    for key, frequency in (("month", "monthly"), ("year", "yearly")):
        if spec.field(key) and spec.frequency == frequency:
            content["fields"][key] = period if key == "month" else int(period)
    return content


def _has_ended(code: str, row: Mapping[str, Any]) -> bool:
    key, words = ENDED.get(code, ("", frozenset()))
    return row.get(key) in words


def _both(spec: ItemSpec, ended: Mapping[str, Any], opening: str, closing: str) -> bool:
    return spec.field(opening) is not None and closing in ended


def missing(spec: ItemSpec, content: Content, period: str) -> dict[str, list[str]]:
    """List what an item requires and a content lacks; empty when it may be sent for signature.

    A monthly item must say the month it is for. Attachments are not asked for as long as they are not taken.
    """
    errors: dict[str, list[str]] = {}
    told = _Errors(errors, "", "")
    _tell_missing(spec.fields, content["fields"], told)
    month = spec.field("month")
    if month and spec.frequency == "monthly" and content["fields"].get("month") not in (None, period):
        told.tell(month, f"这一份是 {period} 的，填的月份对不上，请核对。")
    for place, row in enumerate(content["rows"], start=1):
        _tell_missing(spec.row_fields, row, _Errors(errors, f"rows.{place}.", f"第{place}行"))
    return errors


def _tell_missing(declared: Sequence[Field], values: Mapping[str, Any], errors: _Errors) -> None:
    for one in declared:
        if one.required and one.type != "file" and values.get(one.key) in (None, ""):
            errors.tell(one, "还没有填写，这是必填项。")
