"""Take an office's file into a draft: keep it sealed, say how it is understood, take it over as a whole or not at all."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from publicity.actions import rights
from publicity.actions.drafts import WRITABLE, store, writable_draft
from publicity.catalogue import Field
from publicity.content import row_number
from publicity.importing.books import Book, read_book
from publicity.importing.columns import Understanding, headings
from publicity.importing.examine import Aim, Examined, examine, first_look, with_ids_of
from publicity.importing.told import Unreadable
from publicity.models import ColumnMemory, Draft, ImportFile
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.records import first_free_row
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Invalid, WrongState
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.scan import mask_personal_numbers
from sanshu.core.sealing import open_bytes, seal_bytes
from sanshu.core.text import clean

#: A file that nobody took over is forgotten after this; it holds what must not lie around.
KEPT = timedelta(hours=24)
LONGEST_NAME = 120
_SEAL = "file"
_NAMELESS = "表格"


@dataclass(frozen=True)
class Brought:
    """A file as it arrived: what it was called, and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def bring_file(draft_id: int, *, by: User, version: int, brought: Brought, at: datetime | None = None) -> ImportFile:
    """Keep a file for a draft, sealed, in place of the one that waited; Invalid when it can't be read as a table."""
    at = at or clock.now()
    draft = writable_draft(draft_id, by=by, version=version, on=at.date())
    if draft.is_nil:
        raise WrongState("这一份是“本期无发生”，没有表格可以导入。")
    try:
        known = _remembered(read_book(brought.content), draft)
    except Unreadable as problem:
        raise Invalid(str(problem)) from None
    ImportFile.objects.filter(draft=draft, by=by, content__isnull=False).delete()
    kept = ImportFile(draft=draft, by=by, name=_harmless(brought.name), at=at, understanding=as_json(known))
    kept.digest = hashlib.sha256(brought.content).hexdigest()
    kept.content = seal_bytes(_SEAL, brought.content, bound_to=str(kept.pk))
    kept.save()
    return kept


def _harmless(name: str) -> str:
    """Give a file's name without what must not be kept: folders, control characters, numbers of persons."""
    try:
        tidy = clean(name.replace("\\", "/").rpartition("/")[2], lines=False)
    except ValueError:
        return _NAMELESS
    return mask_personal_numbers(tidy)[-LONGEST_NAME:] or _NAMELESS


def _remembered(book: Book, draft: Draft) -> Understanding:
    record = draft.record
    known = first_look(book, spec_of(record.item.code, edition_id=current_edition().pk))
    memory = ColumnMemory.objects.filter(
        village=record.village, item=record.item, headings=_headings(book, known)
    ).first()
    return _as_before(known, from_json(memory.understanding)) if memory else known


def _as_before(known: Understanding, before: Understanding) -> Understanding:
    return known.changed(before.columns, before.constants)


def _headings(book: Book, known: Understanding) -> str:
    sheet = book.sheet(known.sheet)
    words = [one.words for one in headings(sheet, known.first, known.depth)] if sheet else []
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def file_of(file_id: UUID, *, by: User) -> ImportFile:
    """Give a waiting file to its uploader; absent for everybody else, and when it is gone."""
    kept = (
        ImportFile.objects.select_related("draft__record__item", "draft__record__village")
        .filter(pk=file_id, by=by, content__isnull=False)
        .first()
    )
    if kept is None:
        raise Absent("没有找到这个文件，它可能已经导入，或者过了24小时已清除。请重新上传。")
    return kept


def look_into(kept: ImportFile, *, on: datetime | None = None) -> Examined:
    """Open a waiting file and examine it for its draft; nothing is stored."""
    book = read_book(open_bytes(_SEAL, bytes(kept.content or b""), bound_to=str(kept.pk)))
    return examine(book, from_json(kept.understanding), aim_of(kept.draft, on or clock.now()))


def aim_of(draft: Draft, at: datetime) -> Aim:
    """Say what a file for a draft is for."""
    record = draft.record
    return Aim(spec_of(record.item.code, edition_id=current_edition().pk), record.period, at.date())


def understand_anew(kept: ImportFile, known: Understanding) -> None:
    """Remember with a waiting file how its uploader wants it read."""
    kept.understanding = as_json(known)
    kept.save(update_fields=["understanding"])


@transaction.atomic
def take_over(file_id: UUID, *, by: User, version: int, at: datetime | None = None) -> Draft:
    """Put what a file says into its draft in place of the rows there, all or nothing; the file is gone then.

    Invalid names every problem. Rows of the same persons keep their ids. How the columns were understood is remembered
    for the unit and the item.
    """
    at = at or clock.now()
    kept = file_of(file_id, by=by)
    draft = writable_draft(kept.draft_id, by=by, version=version, on=at.date())
    kept.draft = draft
    found = look_into(kept, on=at)
    if not found.is_good:
        raise Invalid("文件里还有要改的地方，没有导入。", errors={"file": [str(one) for one in found.errors]})
    content = _joined(draft, found)
    stored = store(draft, content, by=by, at=at)
    count = len(found.content["rows"])
    ImportFile.objects.filter(pk=kept.pk).update(content=None, rows_taken=count)
    _remember(draft, found, at)
    village = draft.record.village
    timeline.write(
        draft.record,
        action="import",
        by=by,
        at=at,
        reason=f"{kept.name}，{count}行",
        office=rights.office(rights.require(by, Act.DRAFT, region=village, on=at.date())),
        region=village.code,
    )
    return stored


def _joined(draft: Draft, found: Examined) -> dict[str, Any]:
    before = draft.content
    fields = {**before["fields"], **found.content["fields"]} if found.takes_facts else before["fields"]
    highest = max((row_number(row["id"]) for row in before["rows"]), default=0)
    free = 1 if draft.is_first else first_free_row(draft.record_id)
    rows = (
        with_ids_of(before, found.content, max(free, highest + 1))["rows"] if found.content["rows"] else before["rows"]
    )
    return {"fields": fields, "rows": rows}


def _remember(draft: Draft, found: Examined, at: datetime) -> None:
    spec = aim_of(draft, at).spec
    # Days and amounts are of one month; what kind of money or which person signs is the same every time.
    lasting = {key: text for key, text in found.known.constants.items() if _lasts(spec.row_field(key))}
    known = found.known.changed(found.known.columns, lasting)
    ColumnMemory.objects.update_or_create(
        village=draft.record.village,
        item=draft.record.item,
        headings=_headings(found.book, found.known),
        defaults={"understanding": as_json(known), "at": at},
    )


def _lasts(declared: Field | None) -> bool:
    return declared is not None and declared.type not in {"date", "money", "decimal", "integer"}


def drop_file(file_id: UUID, *, by: User) -> None:
    """Forget a waiting file at its uploader's wish."""
    file_of(file_id, by=by).delete()


def forget_files(*, at: datetime | None = None) -> int:
    """Forget the files that nobody took over within a day, and those whose draft is no more written in; gives how many."""
    at = at or clock.now()
    stale = Q(at__lt=at - KEPT) | ~Q(draft__status__in=WRITABLE)
    count, _each = ImportFile.objects.filter(stale, content__isnull=False).delete()
    return count


def as_json(known: Understanding) -> dict[str, Any]:
    """Write how a file is understood for keeping."""
    return {**asdict(known), "columns": {str(column): target for column, target in known.columns.items()}}


def from_json(kept: dict[str, Any]) -> Understanding:
    """Read what `as_json` wrote."""
    return Understanding(**{**kept, "columns": {int(column): target for column, target in kept["columns"].items()}})
