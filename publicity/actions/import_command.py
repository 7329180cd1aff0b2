"""Take a table into a draft by command: the same checks, the same draft, the same rights as by the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from publicity.actions.drafts import start_draft, start_event_draft
from publicity.actions.imports import Brought, aim_of, as_json, bring_file, from_json, look_into, take_over
from publicity.importing.examine import Examined
from publicity.models import Draft, Item, Obligation
from sanshu.core import clock
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import Posting, User
from sanshu.core.periods import Period
from sanshu.core.roles import Role


@dataclass(frozen=True)
class Wanted:
    """What a table is for, in whose name it is brought (a login, else the unit's clerk), and what all rows share."""

    village: int
    item: str
    period: str
    login: str = ""
    constants: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Imported:
    """What came of it: rows, and what a clerk should look at."""

    rows: int
    warnings: list[str]
    left: list[str]


def import_table(path: Path, wanted: Wanted, *, dry_run: bool = False) -> Imported:
    """Import a file into the draft of its obligation, all or nothing; Invalid lists every problem with its place."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise Invalid(f"读不到文件 {path}（{problem.strerror}），请核对路径。") from problem
    with transaction.atomic():
        found = _import(Brought(path.name, content), wanted)
        # A dry run goes the whole way, so that it finds what a real one would; then all of it is taken back.
        transaction.set_rollback(dry_run)
    warnings = [str(one) for one in found.problems if one.is_warning]
    return Imported(len(found.content["rows"]), warnings, [f"{one.place}，{one.why}" for one in found.read.left])


def _import(brought: Brought, wanted: Wanted) -> Examined:
    by = _writer(wanted)
    draft = _draft(wanted, by)
    kept = bring_file(draft.pk, by=by, version=draft.version, brought=brought)
    if wanted.constants:
        known = from_json(kept.understanding)
        unknown = [key for key in wanted.constants if aim_of(draft, clock.now()).spec.row_field(key) is None]
        if unknown:
            raise Invalid(f"这一项的明细没有这些栏目：{'、'.join(unknown)}。")
        kept.understanding = as_json(replace(known, constants={**known.constants, **wanted.constants}))
        kept.save(update_fields=["understanding"])
    found = look_into(kept)
    take_over(kept.pk, by=by, version=draft.version)
    return found


def _writer(wanted: Wanted) -> User:
    if wanted.login:
        user = User.objects.filter(login=wanted.login, kind=User.Kind.STAFF).first()
        if user is None:
            raise Absent(f"没有登录名是 {wanted.login} 的工作人员。")
        return user
    clerks = Posting.objects.active(clock.today()).filter(role=Role.CLERK, region_id=wanted.village)
    posting = clerks.select_related("user").order_by("pk").first()
    if posting is None:
        raise Absent(f"代码为 {wanted.village:012d} 的村（社区）今天没有在岗的报账员，请用 --by 说明以谁的名义。")
    return posting.user


def _draft(wanted: Wanted, by: User) -> Draft:
    item = Item.objects.filter(code=wanted.item).first()
    if item is None:
        raise Absent(f"公开目录里没有编号 {wanted.item}。")
    try:
        period = Period.parse(wanted.period)
    except ValueError as problem:
        raise Invalid(str(problem)) from problem
    place = {"region_id": wanted.village, "item": item, "period": str(period)}
    obligation = Obligation.objects.filter(**place).order_by("serial").first()
    draft = Draft.objects.filter(record__obligation=obligation).first() if obligation else None
    if draft is not None:
        return draft
    if obligation is not None:
        return start_draft(obligation.pk, by=by)
    if item.is_event:
        return start_event_draft(wanted.village, item.code, happened_on=period.first_day, by=by, at=None)
    raise Absent(f"{wanted.period} 没有要公开的“{item.name}”，请核对期间；以前的期间先用 open_obligations 补开。")
