"""A village's matters: found by number, and those still under way."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from publicity.catalogue import ItemSpec
from publicity.content import Content
from publicity.models import Matter, Record, RecordRow
from publicity.queries.catalogue import spec_of
from publicity.queries.records import PUBLIC
from publicity.stages import OPENS, TELLING, Told, is_open, told
from sanshu.core.queries.by_hand import select

MOST_OFFERED = 200
_HEADER = "revision__payload__content__fields"


def matters_of(village_id: int, numbers: Iterable[str]) -> dict[str, Matter]:
    """Find a village's matters by number, the oldest where a number was given twice; one nobody opened is not there."""
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    found = Matter.objects.filter(village_id=village_id, number__in=wanted).order_by("-opened_on", "-pk")
    return {matter.number: matter for matter in found}


def open_matters(village_id: int, *, besides: int | None = None) -> list[Matter]:
    """List a village's matters that are still under way, the newest first, but one; three queries however many.

    A matter counts as long as the disclosure that opened it is public: what was taken down is offered to nobody.
    """
    opened = Record.objects.public().filter(matter=OuterRef("pk"), item__code__in=OPENS)
    matters = Matter.objects.filter(Exists(opened), village_id=village_id).exclude(pk=besides or 0)
    newest = list(matters.order_by("-opened_on", "-pk")[:MOST_OFFERED])
    disclosures = _told_of([matter.pk for matter in newest])
    return [matter for matter in newest if is_open(matter.kind, disclosures.get(matter.pk, ()))]


def _told_of(matters: list[int]) -> dict[int, list[Told]]:
    """Read what the disclosures of each matter say, those that join it as a whole and those that join it by a row."""
    if not matters:
        return {}
    whole = Record.objects.public().filter(matter__in=matters, item__code__in=TELLING)
    rows = RecordRow.objects.filter(matter__in=matters, record__item__code__in=TELLING)
    by_row = rows.order_by("matter", "record").distinct("matter", "record")
    found: dict[int, list[Told]] = {}
    for matter, code, header in [
        *whole.values_list("matter_id", "item__code", _HEADER),
        *by_row.values_list("matter_id", "record__item__code", f"record__{_HEADER}"),
    ]:
        found.setdefault(matter, []).append(told(code, header or {}))
    return found


@dataclass(frozen=True)
class Naming:
    """One public disclosure in whose content a number stands, with the matter it belongs to so far."""

    record_id: int
    matter_id: int | None
    spec: ItemSpec
    content: Content


#: The number may stand in the header or in any row; which of the fields that hold it refer to matters, the item says.
_NAMING = """
SELECT r.id, r.matter_id, i.code, v.edition_id, p.content
  FROM publicity_record r
  JOIN publicity_item i ON i.id = r.item_id
  JOIN publicity_revision v ON v.id = r.revision_id
  JOIN publicity_revisionpayload p ON p.revision_id = v.id
 WHERE r.village_id = %(village)s AND r.status = ANY(%(public)s)
   AND jsonb_path_exists(p.content, '$.** ? (@ == $number)', jsonb_build_object('number', %(number)s::text))
 ORDER BY r.id
"""


def naming(matter: Matter) -> list[Naming]:
    """List what a village shows with a matter's number in it, read by the edition it was published under; one query."""
    asked = {"village": matter.village_id, "public": PUBLIC, "number": matter.number}
    return [
        Naming(record, known, spec_of(code, edition_id=edition), json.loads(content))
        for record, known, code, edition, content in select(_NAMING, asked)
    ]
