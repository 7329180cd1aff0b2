"""One disclosure with all that its page shows: content, signatures, history, and the thread of its matter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from publicity.lifecycles import PUBLIC_STATUSES
from publicity.masking import Shown, Viewer, show
from publicity.models import Endorsement, Matter, Record, RecordRow, Revision
from publicity.queries.catalogue import spec_of
from publicity.stages import Step, disclosed, way_of
from sanshu.core.clock import SHANGHAI

MOST_THREAD = 40


def record_of(record_id: int) -> Record | None:
    """Give a record that the public may know of, tombstones included, with what its page needs."""
    return (
        Record.objects.known()
        .select_related("item", "village", "obligation", "revision__payload", "revision__edition", "revision__erasure")
        .filter(pk=record_id)
        .first()
    )


def shown_to(record: Record, viewer: Viewer) -> Shown | None:
    """Give what a viewer sees of a record as `record_of` gives it; None when it is withdrawn, nil or erased."""
    revision = record.revision
    payload = getattr(revision, "payload", None) if revision else None
    if revision is None or payload is None or record.is_nil or record.status not in PUBLIC_STATUSES:
        return None
    return show(spec_of(record.item.code, edition_id=revision.edition_id), payload.content, viewer)


def signatures_of(record: Record) -> list[Endorsement]:
    """List who signed what is shown now: the last round before it was published, not one that is still going on."""
    last_shown = Revision.objects.filter(record=record).exclude(kind="withdrawal").order_by("-number").values("at")[:1]
    given = Endorsement.objects.filter(record=record, at__lte=last_shown)
    rows = list(given.order_by("-round", "signed_on", "pk"))
    return [row for row in rows if row.round == rows[0].round]


def revisions_of(record: Record) -> list[Revision]:
    """List all revisions with their payloads, newest first."""
    return list(
        Revision.objects.filter(record=record).select_related("payload", "erasure", "edition").order_by("-number")
    )


@dataclass(frozen=True)
class Thread:
    """One matter, how far it has come, and every public record that belongs to it, oldest first, with the days between."""

    matter: Matter
    records: Sequence[tuple[Record, int | None]]
    way: Sequence[Step]


def threads_of(record: Record, *, on: date) -> list[Thread]:
    """Give the threads a record is part of as a day sees them: its own matter's and those its rows point at."""
    mine = set(RecordRow.objects.filter(record=record, matter__isnull=False).values_list("matter_id", flat=True))
    matters = mine | ({record.matter_id} if record.matter_id else set())
    if not matters:
        return []
    by_matter: dict[int, dict[int, Record]] = {}
    direct = Record.objects.public().filter(matter__in=matters).select_related("matter", "item")
    for one in direct.order_by("published_at")[:MOST_THREAD]:
        by_matter.setdefault(one.matter_id or 0, {})[one.pk] = one
    through_rows = RecordRow.objects.filter(matter__in=matters).select_related("record__item", "matter")
    for row in through_rows.order_by("record_id", "pk").distinct("record_id")[:MOST_THREAD]:
        if row.record.status in {"published", "corrected"}:
            by_matter.setdefault(row.matter_id or 0, {})[row.record_id] = row.record
    known = {matter.pk: matter for matter in Matter.objects.filter(pk__in=matters)}
    headers = _headers({one.pk for records in by_matter.values() for one in records.values()})
    threads = [
        Thread(known[pk], _with_days(list(records.values())), _way(known[pk], records.values(), headers, on))
        for pk, records in by_matter.items()
    ]
    return [one for one in threads if len(one.records) > 1 or any(step.day is None for step in one.way)]


def _headers(records: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """Read the headers of records, without their rows, in one query."""
    found = Record.objects.public().filter(pk__in=records, revision__payload__isnull=False)
    return dict(found.values_list("pk", "revision__payload__content__fields"))


def _way(
    matter: Matter, records: Iterable[Record], headers: Mapping[int, Mapping[str, Any]], on: date
) -> Sequence[Step]:
    disclosures = [
        disclosed(one.item.code, headers.get(one.pk) or {}, one.published_at.astimezone(SHANGHAI).date())
        for one in records
        if one.published_at is not None
    ]
    return way_of(matter.kind, disclosures, on=on)


def _with_days(records: list[Record]) -> list[tuple[Record, int | None]]:
    ordered = sorted(records, key=lambda one: (one.obligation_id, one.pk) if one.published_at is None else (0, one.pk))
    ordered = sorted(ordered, key=lambda one: str(one.published_at))
    found: list[tuple[Record, int | None]] = []
    before = None
    for one in ordered:
        days = (one.published_at - before).days if one.published_at and before else None
        found.append((one, days))
        before = one.published_at
    return found
