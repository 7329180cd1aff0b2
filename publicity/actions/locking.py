"""Fetch a thing under its row lock, or say that it is not there."""

from publicity.models import Draft, Obligation, Record, VillageState
from sanshu.core.errors import Absent, Stale


def locked_draft(draft_id: int, *, version: int | None = None) -> Draft:
    """Give a draft with its record, unit and item, locked; Stale when it isn't the version the person saw."""
    draft = (
        Draft.objects.select_for_update(of=("self", "record"))
        .select_related("record__item", "record__village", "record__obligation", "stage", "drafted_by")
        .filter(pk=draft_id)
        .first()
    )
    if draft is None:
        raise Absent("没有找到这份稿件，它可能已经公开或被删除。请回到待办列表再看。")
    if version is not None and draft.version != version:
        raise Stale("您打开页面之后，这份稿件被改过了。请刷新后在新内容上继续。")
    return draft


def locked_record(record_id: int) -> Record:
    """Give a record with its unit and item, locked."""
    record = (
        Record.objects.select_for_update(of=("self",))
        .select_related("item", "village", "obligation")
        .filter(pk=record_id)
        .first()
    )
    if record is None:
        raise Absent("没有找到这条公开记录。")
    return record


def locked_obligation(obligation_id: int) -> Obligation:
    """Give an obligation with its unit and item, locked."""
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("region", "item")
        .filter(pk=obligation_id)
        .first()
    )
    if obligation is None:
        raise Absent("没有找到这项公开任务，请核对单位、事项和期间。")
    return obligation


def locked_state(village_id: int) -> VillageState:
    """Give the head of a unit's chain, locked and made when it is the first time."""
    VillageState.objects.bulk_create([VillageState(village_id=village_id)], ignore_conflicts=True)
    return VillageState.objects.select_for_update().get(pk=village_id)
