"""Load an edition of the catalogue: validated whole, idempotent; what was published keeps its own edition."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from publicity.catalogue import English, combine, problems
from publicity.models import Declaration, Edition, Item
from sanshu.core import clock
from sanshu.core.errors import Invalid

ENGLISH_NAME = "catalogue_en.json"
COLUMNS = (
    "category",
    "group",
    "name",
    "name_en",
    "applies_to",
    "frequency",
    "deadline_days",
    "min_public_days",
    "structure",
    "visibility",
)
#: Plans are due counted from the start of the period they are for (domain rules of F-01).
DUE_FROM_START = frozenset({"F-01"})


@dataclass(frozen=True)
class LoadedCatalogue:
    """What a load changed."""

    edition: str
    added: int
    changed: int
    unchanged: int
    retired: int


def load_catalogue(path: Path) -> LoadedCatalogue:
    """Make a file the current edition; raises Invalid naming every fault, and then nothing changed.

    English words stand beside it in `catalogue_en.json`.
    """
    items, english_raw = _read(path), _read(path.with_name(ENGLISH_NAME))
    try:
        english = English(**english_raw)
    except TypeError:
        raise Invalid(f"{ENGLISH_NAME} 应有 labels、choices、help、groups、content 五部分。") from None
    found = problems(items, english) if isinstance(items, list) and items else ["目录应为一个不空的列表。"]
    if found:
        raise Invalid("公开目录有误，没有载入。", errors={"file": found})
    combined = [combine(item, english) for item in items]
    digest = sha256(json.dumps(combined, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        return _store(combined, digest, name=path.name)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Invalid(f"读不到文件 {path}：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"{path.name} 不是 UTF-8 编码。") from error
    except json.JSONDecodeError as error:
        raise Invalid(f"{path.name} 第{error.lineno}行第{error.colno}列不是合法的 JSON：{error.msg}。") from error


def _store(combined: list[dict[str, Any]], digest: str, *, name: str) -> LoadedCatalogue:
    edition, is_new = Edition.objects.get_or_create(
        digest=digest, defaults={"name": f"{name} {clock.today():%Y-%m-%d}"}
    )
    existing = {item.code: item for item in Item.objects.select_for_update()}
    added = changed = 0
    for position, raw in enumerate(combined, start=1):
        item = existing.pop(raw["code"], None)
        before = None if item is None else _columns(item)
        item = item or Item(code=raw["code"])
        item.position, item.retired_on = position, None
        item.due_from_start = raw["code"] in DUE_FROM_START
        for column in COLUMNS:
            setattr(item, column, raw[column])
        if before != _columns(item):
            item.save()
            added, changed = added + (before is None), changed + (before is not None)
        if is_new:
            Declaration.objects.create(edition=edition, item=item, content=raw)
    retired = Item.objects.filter(code__in=existing, retired_on__isnull=True).update(retired_on=clock.today())
    Edition.objects.exclude(pk=edition.pk).filter(is_current=True).update(is_current=False)
    Edition.objects.filter(pk=edition.pk).update(is_current=True)
    return LoadedCatalogue(
        edition=edition.name,
        added=added,
        changed=changed,
        unchanged=len(combined) - added - changed,
        retired=retired,
    )


def _columns(item: Item) -> tuple[Any, ...]:
    return (item.position, item.retired_on, item.due_from_start, *(getattr(item, column) for column in COLUMNS))
