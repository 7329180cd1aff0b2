"""A register answers: what do we own, who uses it, until when, for how much, what stands idle. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publicity.masking import ShownRow
from publicity.reading.common import Design, Sheet, figures_on_top
from publicity.reading.values import Value

_NAMES = ("parcel", "object")
_STATES = ("use_status", "use", "status")
_USERS = ("party_b", "contractor", "transferee", "operator", "custodian")
_ENDS = ("end_date",)
_YEARLY = ("annual_fee", "annual_price", "price")
_WORTH = ("amount", "total_price", "original_value")
_SIZES = ("area", "quantity")
#: Said of an asset that earns nothing, or of a contract that nobody keeps.
_TROUBLE = frozenset({"闲置", "报废", "被占用", "到期未处理", "违约"})
SOON_DAYS = 90


@dataclass(frozen=True)
class Line:
    """One thing: its name, its state, who uses it and until when; `days` are left of that, below 0 when it is past."""

    id: str
    name: Value | None
    kind: Value | None
    state: Value | None
    in_trouble: bool
    user: Value | None
    until: Value | None
    days: int | None
    is_soon: bool
    money: tuple[Value, ...]
    size: tuple[Value, ...]
    notes: tuple[Value, ...]


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one thing."""
    # Of land that is let, the name is the household's: the parcel is the thing, the household its user.
    by_parcel = sheet.row_field("parcel") is not None

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        name = values.take("parcel") if by_parcel else values.take("name", *_NAMES)
        state = values.take(*_STATES)
        user = values.take("name", *_USERS) if by_parcel else values.take(*_USERS)
        until = values.take(*_ENDS)
        days = (until.day - sheet.on).days if until and until.day else None
        return Line(
            id=row.id,
            name=name,
            kind=values.take("type", "category"),
            state=state,
            in_trouble=state is not None and str(row.values.get(state.key)) in _TROUBLE,
            user=user,
            until=until,
            days=days,
            is_soon=days is not None and 0 <= days <= SOON_DAYS,
            money=values.take_all(*_YEARLY, *_WORTH),
            size=values.take_all(*_SIZES),
            notes=values.rest(),
        )

    return line


DESIGN = Design(
    head=figures_on_top,
    lines=_lines,
    groups=("use_status", "use", "status", "group_name", "type", "category"),
)
