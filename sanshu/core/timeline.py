"""Write the append-only timeline: every change of status is a row beside the change, in its transaction."""

from datetime import datetime
from typing import Any

from django.db import models

from sanshu.core import clock
from sanshu.core.models import Region, TimelineEntry, User


def write(  # noqa: PLR0913 - one keyword for each column
    subject: models.Model,
    *,
    action: str,
    by: User | None,
    at: datetime | None = None,
    old: str = "",
    new: str = "",
    reason: str = "",
    office: str = "",
    region: int | None = None,
    data: dict[str, Any] | None = None,
) -> TimelineEntry:
    """Append one entry about a subject; `by` is None when the service itself acted.

    `region` is by default the subject's own village or region. `office` is what others may see of who acted; it and `data` hold no personal data.
    """
    return TimelineEntry.objects.create(
        subject_kind=kind_of(subject),
        subject_id=str(subject.pk),
        region_id=region if region is not None else region_of(subject),
        action=action,
        at=at or clock.now(),
        by=by,
        office=office,
        old=str(old),
        new=str(new),
        reason=reason,
        data=data or {},
    )


def kind_of(subject: models.Model) -> str:
    """Name the kind of a subject as the timeline stores it: `publicity.record`."""
    return str(subject._meta.label_lower)


def of(subject: models.Model) -> models.QuerySet[TimelineEntry]:
    """Give the entries of one subject, oldest first."""
    return TimelineEntry.objects.of(kind_of(subject), subject.pk)


def region_of(subject: models.Model) -> int | None:
    """Give the code of the region a subject belongs to, where its model says so."""
    if isinstance(subject, Region):
        return subject.code
    found = (getattr(subject, name, None) for name in ("village_id", "region_id"))
    return next((int(code) for code in found if code is not None), None)
