"""An office's table of 10,000 rows into a draft, against the bare reading of the file and COPY of its rows; and its memory."""

import io
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from benchmarks.harness import Result, alternate
from benchmarks.undone import undone
from publicity.actions.drafts import start_draft
from publicity.actions.imports import Brought, bring_file, take_over
from publicity.actions.obligations import open_obligations
from publicity.content import MOST_ROWS
from publicity.models import Draft, Obligation
from sanshu.core.identity import check_character
from sanshu.core.models import Posting, User
from sanshu.core.roles import Role

GOAL = 10
MOST_MEGABYTES = 256
VILLAGE, ITEM, DAY = 210123106207, "V-10", date(2026, 10, 17)
HEADINGS = ("序号", "户主姓名", "身份证号码", "家庭人口", "低保金(元)", "银行帐号", "所在屯", "备注")


def a_table(rows: int) -> bytes:
    """Make a list of made-up people; their numbers are of an area code that was never given out."""
    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("低保")
        sheet.write_row(0, 0, ["某村农村低保金发放表"])
        sheet.write_row(1, 0, HEADINGS)
        for number in range(1, rows + 1):
            first17 = f"210199{1930 + number % 60}{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
            person = first17 + check_character(first17)
            line = [number, f"假名{number}", person, 2, 356.5, f"62170001{number:08d}", f"{number % 9}组", "无"]
            sheet.write_row(number + 1, 0, line)
    return out.getvalue()


def _draft() -> tuple[Draft, User]:
    call_command("enrol_regions", str(VILLAGE), "--from", "2026-01-01")
    open_obligations(on=DAY)
    clerk, made = User.objects.get_or_create(login="bench-clerk", kind=User.Kind.STAFF, name="甲")
    if made:
        Posting.objects.create(user=clerk, role=Role.CLERK, region_id=VILLAGE, from_day=date(2026, 1, 1))
    owed = Obligation.objects.unmet().filter(region_id=VILLAGE, item__code=ITEM).latest("period_end")
    return Draft.objects.filter(record__obligation=owed).first() or start_draft(owed.pk, by=clerk), clerk


def _bare(content: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    text = "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)
    columns = ", ".join(f"c{place} text" for place in range(len(HEADINGS)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare_rows ({columns}) ON COMMIT DROP")
        cursor.copy_expert("COPY bare_rows FROM STDIN", io.StringIO(text))


def _peak(content: bytes, draft: Draft) -> float:
    """Give the most memory of a process that checks the file and takes it over, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        path.write_bytes(content)
        command = [sys.executable, "manage.py", "import_records", str(path), "--dry-run", "--village", str(VILLAGE)]
        wanted = ["--item", ITEM, "--period", draft.record.period, "--by", "bench-clerk"]
        child = subprocess.Popen([*command, *wanted], stdout=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("the table was refused")
    return usage.ru_maxrss / 1024


def measure(_seed: int) -> list[Result]:
    """Return two results: how many times as long as the bare copy, and the most memory."""
    draft, clerk = _draft()
    content = a_table(MOST_ROWS)

    def ours() -> None:
        kept = bring_file(draft.pk, by=clerk, version=draft.version, brought=Brought("低保.xlsx", content))
        take_over(kept.pk, by=clerk, version=draft.version)

    mine, bare = alternate(lambda: undone(ours), lambda: undone(lambda: _bare(content)), rounds=3)
    ratio = sorted(one / its for one, its in zip(mine, bare, strict=True))[len(mine) // 2]
    peak = _peak(content, draft)
    return [
        Result(
            "table ÷ bare read and COPY", ratio, GOAL, "lower", "s", mine, bare, f"{MOST_ROWS} rows, 6 columns taken"
        ),
        Result(
            "table, most memory", peak / MOST_MEGABYTES, 1, "lower", "256 MB", note=f"{peak:.0f} MB, {MOST_ROWS} rows"
        ),
    ]
