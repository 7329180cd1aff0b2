"""Verify every village's chain of revisions from the stored bytes alone; shares no code with what writes it."""

import hashlib
import json
from argparse import ArgumentParser
from datetime import UTC
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sanshu.core.commands import region_code

_REVISIONS = """
SELECT v.village_id, g.full_name, v.place, v.record_id, v.number, v.kind, v.edition_id, v.at, v.drafted_by_id,
       v.published_by_id, v.reason, v.is_nil, v.commitment, v.previous, v.digest, p.salt, p.content::text, e.id
  FROM publicity_revision v
  JOIN core_region g ON g.code = v.village_id
  LEFT JOIN publicity_revisionpayload p ON p.revision_id = v.id
  LEFT JOIN publicity_payloaderasure e ON e.revision_id = v.id
 WHERE v.village_id BETWEEN %s AND %s
 ORDER BY v.village_id, v.place
"""
_HEADS = """
SELECT s.village_id, g.full_name, s.place, s.digest
  FROM publicity_villagestate s JOIN core_region g ON g.code = s.village_id
 WHERE s.village_id BETWEEN %s AND %s
"""
_BATCH = 2000


class Command(BaseCommand):
    """Recompute every digest and commitment; exit 1 and name village and revision where one byte is not as it was."""

    help = "核对公开记录的版本链：任何一个字节被改动都会指出村和版本。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the region to verify."""
        parser.add_argument("--region", type=region_code, default=None, help="只核对这个区划及以下")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk every chain in order, then hold its end against the stored head."""
        low, high = _range(options["region"])
        ends: dict[int, tuple[int, str]] = {}
        problems: list[str] = []
        checked = 0
        with connection.cursor() as cursor:
            cursor.execute(_REVISIONS, [low, high])
            while rows := cursor.fetchmany(_BATCH):
                for row in rows:
                    problems += _check(row, ends.get(row[0], (0, "0" * 64)))
                    ends[row[0]] = (row[2], row[14])
                    checked += 1
            cursor.execute(_HEADS, [low, high])
            for village, name, place, digest in cursor.fetchall():
                if ends.pop(village, (0, "0" * 64)) != (place, digest):
                    problems.append(f"{village:012d} {name}：链头与最后一个版本不符（链上序号 {place}）")
        problems += [f"{village:012d}：有版本，但没有链头" for village in ends]
        if problems:
            raise CommandError("版本链核对不通过：\n" + "\n".join(f"  {text}" for text in problems))
        print(f"核对通过：{checked} 个版本。")


def _range(region: int | str | None) -> tuple[int, int]:
    if region is None:
        return 0, 10**12
    low = int(region)
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_code FROM core_region WHERE code = %s", [low])
        found = cursor.fetchone()
    if found is None:
        raise CommandError(f"没有代码为 {low:012d} 的区划。")
    return low, int(found[0])


def _check(row: tuple[Any, ...], before: tuple[int, str]) -> list[str]:
    (village, name, place, record, number, kind, edition, at, drafted, published) = row[:10]
    (reason, is_nil, committed, previous, digest, salt, content, erasure) = row[10:]
    where = f"{village:012d} {name} 记录 {record} 第{number}版（链上序号 {place}）"
    found = []
    if (place, previous) != (before[0] + 1, before[1]):
        found.append(f"{where}：与前一个版本接不上")
    link = {
        "record": record,
        "number": number,
        "kind": kind,
        "edition": edition,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "drafted_by": drafted,
        "published_by": published,
        "reason": reason,
        "is_nil": is_nil,
        "commitment": committed,
        "village": village,
        "place": place,
        "previous": previous,
    }
    if _sha256(_spell(link)) != digest:
        found.append(f"{where}：版本被改动")
    if content is None:
        if erasure is None:
            found.append(f"{where}：内容不见了，也没有清除记录")
    elif _sha256(bytes(salt) + _spell(json.loads(content))) != committed:
        found.append(f"{where}：内容被改动")
    return found


def _spell(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
