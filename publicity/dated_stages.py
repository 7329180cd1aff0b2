"""The dated stages that the rows of one disclosure tell, such as a project's tender, contract and acceptance. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from publicity.catalogue import Field, ItemSpec

STAGE, DAY = "stage", "date"
#: Stages that many a matter never comes to: nobody misses them.
SOMETIMES = frozenset({"进度", "变更", "变更签证"})
#: How something was given out without bidders, and the stages that only bidding has: nobody misses them then.
_METHOD, _DIRECT = "method", frozenset({"直接发包", "直接采购"})
_BIDDING = frozenset({"招标(比选)公告", "中标公示", "采购公告(询价)"})


@dataclass(frozen=True)
class DatedStage:
    """One stage as a row tells it: which row, which stage of the catalogue's, on which day."""

    row_id: str
    name: str
    on: date


def stage_field(spec: ItemSpec) -> Field | None:
    """Give the row field that names the stage of an item whose rows are dated stages; None for any other item."""
    stage, day = spec.row_field(STAGE), spec.row_field(DAY)
    is_staged = stage and day and stage.type == "choice" and day.type == "date"
    return stage if is_staged else None


def stages_told(spec: ItemSpec, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[DatedStage]:
    """List the stages that rows (id and values) tell, by day; of one day in the catalogue's order."""
    stage = stage_field(spec)
    if stage is None:
        return []
    told = [
        DatedStage(row_id, values[STAGE], date.fromisoformat(values[DAY]))
        for row_id, values in rows
        if values.get(STAGE) and values.get(DAY)
    ]
    return sorted(told, key=lambda one: (one.on, _place(stage, one.name)))


def with_own_deadline(told: Iterable[DatedStage], *, began_on: date) -> list[DatedStage]:
    """Keep the stages that came after the event itself: the event's own deadline covers the others."""
    return [one for one in told if one.on > began_on]


def passed_over(spec: ItemSpec, header: Mapping[str, Any], told: Sequence[DatedStage]) -> list[str]:
    """List the stages of the catalogue that lie before the furthest one told, that no row tells and that are missed."""
    stage = stage_field(spec)
    if stage is None or not told:
        return []
    names = {one.name for one in told}
    furthest = max(_place(stage, name) for name in names)
    unmissed = SOMETIMES | (_BIDDING if header.get(_METHOD) in _DIRECT else frozenset())
    return [name for name in stage.choices[:furthest] if name not in names | unmissed]


def _place(stage: Field, name: str) -> int:
    return stage.choices.index(name) if name in stage.choices else len(stage.choices)
