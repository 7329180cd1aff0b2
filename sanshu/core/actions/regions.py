"""Load regions and enrol units: idempotent, all or nothing, and saying what changed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import Region
from sanshu.core.pinyin import initials, pinyin, search_keys
from sanshu.core.region_file import RegionFileError, RegionLine, read_regions

COMPARED = (
    "last_code",
    "level",
    "kind",
    "name",
    "official_name",
    "full_name",
    "parent_id",
    "pinyin",
    "initials",
    "search_keys",
)


@dataclass(frozen=True)
class Loaded:
    """What a load changed."""

    added: int
    changed: int
    unchanged: int
    absent: int  # in the database but not in the file: left as they are, to be closed by a person


def load_regions(path: Path) -> Loaded:
    """Bring the regions in line with a file; raises Invalid naming every faulty line, and then nothing changed."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = read_regions(stream)
    except RegionFileError as error:
        raise Invalid("区划文件有误，没有载入。", errors={"file": error.problems}) from error
    except UnicodeDecodeError as error:
        raise Invalid("区划文件不是 UTF-8 编码，请另存为 UTF-8 的 CSV。") from error
    except OSError as error:
        raise Invalid(f"读不到文件 {path}：{error.strerror}。") from error
    with transaction.atomic():
        return _store(lines)


def _store(lines: list[RegionLine]) -> Loaded:
    existing = Region.objects.in_bulk()
    wanted = [_region(line) for line in lines]
    added = [region for region in wanted if region.code not in existing]
    changed = [
        region
        for region in wanted
        if region.code in existing
        and any(getattr(region, name) != getattr(existing[region.code], name) for name in COMPARED)
    ]
    Region.objects.bulk_create(added, batch_size=2000)
    Region.objects.bulk_update(changed, COMPARED, batch_size=500)
    return Loaded(
        added=len(added),
        changed=len(changed),
        unchanged=len(wanted) - len(added) - len(changed),
        absent=len(existing.keys() - {region.code for region in wanted}),
    )


def _region(line: RegionLine) -> Region:
    return Region(
        code=line.code,
        last_code=line.last_code,
        level=line.level,
        kind=line.kind,
        name=line.name,
        official_name=line.official_name,
        full_name=line.full_name,
        parent_id=line.parent,
        pinyin=pinyin(line.name),
        initials=initials(line.name),
        search_keys=" ".join(["", *search_keys(line.name)]),
    )


@dataclass(frozen=True)
class Enrolled:
    """What an enrolment changed."""

    enrolled: int
    already: int


@transaction.atomic
def enrol_regions(code: int, *, from_day: date) -> Enrolled:
    """Let every unit in a region owe its disclosures from a day; units enrolled before keep their day."""
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise Absent(f"没有代码为 {code:012d} 的区划。请先用 load_regions 载入，或核对代码。")
    units = Region.objects.within(region).units().filter(closed_on__isnull=True)
    already = units.filter(live_from__isnull=False).count()
    enrolled = units.filter(live_from__isnull=True).update(live_from=from_day)
    return Enrolled(enrolled=enrolled, already=already)
