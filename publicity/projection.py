"""Extract from each row the columns that lists, villages and months are compared by. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from publicity.catalogue import Field, ItemSpec
from publicity.content import Content

DIRECTIONS = {"收入": "in", "支出": "out"}
COUNTERPARTIES = ("counterparty", "payee", "party_b", "contractor")
DATES = ("date", "pay_date", "occurred_on", "start_date", "acquired_on", "sign_date")


@dataclass(frozen=True)
class ProjectedRow:
    """One row's columns for cross-checks; `matter` is the number of the matter it refers to."""

    row_id: str
    position: int
    person_digest: str
    account_digest: str
    amount: Decimal | None
    direction: str
    counterparty: str
    on: date | None
    matter: str


def project(spec: ItemSpec, content: Content) -> list[ProjectedRow]:
    """Give the columns of every row, in order."""
    return [_project(spec, row, position) for position, row in enumerate(content["rows"])]


def _project(spec: ItemSpec, row: dict[str, Any], position: int) -> ProjectedRow:
    amount = row.get("amount") if _is_type(spec.row_field("amount"), "money") else None
    day = next((row[key] for key in DATES if row.get(key) and _is_type(spec.row_field(key), "date")), None)
    return ProjectedRow(
        row_id=row["id"],
        position=position,
        person_digest=_first_of_type(spec, row, "id_number"),
        account_digest=_first_of_type(spec, row, "bank_account"),
        amount=Decimal(amount) if amount is not None else None,
        direction=DIRECTIONS.get(row.get("direction", ""), ""),
        counterparty=next((row[key] for key in COUNTERPARTIES if row.get(key)), ""),
        on=date.fromisoformat(day) if day else None,
        matter=_first_of_type(spec, row, "matter"),
    )


def _is_type(field: Field | None, kind: str) -> bool:
    return field is not None and field.type == kind


def _first_of_type(spec: ItemSpec, values: dict[str, Any], kind: str) -> str:
    return next((values[field.key] for field in spec.row_fields if field.type == kind and values.get(field.key)), "")


def header_matter(spec: ItemSpec, content: Content) -> str:
    """Give the number of the matter that the disclosure as a whole refers to, or nothing."""
    fields = content["fields"]
    return next((fields[field.key] for field in spec.fields if field.type == "matter" and fields.get(field.key)), "")
