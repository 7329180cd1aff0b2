"""Let somebody read for one: a one-time code, told by the owner, typed by the helper; ended by either of them."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanshu.accounts.actions.residency import lock_resident
from sanshu.accounts.models import ReadingGrant
from sanshu.accounts.queries.reading import grant_of, helpers_of, read_for_by
from sanshu.core import clock, timeline
from sanshu.core.digests import RECEIPT_DIGITS, seal
from sanshu.core.errors import Conflict, Invalid
from sanshu.core.marks import gettext_noop
from sanshu.core.models import User

LIFETIME = timedelta(hours=24)
MOST_HELPERS = 3
#: Both parents and the other pair; somebody who collects a whole village's codes is no daughter.
MOST_READ_FOR = 4
#: The one answer to every code that opens nothing: it tells a guesser nothing, and a daughter what to do.
USELESS = gettext_noop("这个代看码用不了：可能抄错了一位，也可能用过了、过了一天。请家里人再生成一个。")


@transaction.atomic
def make_reading_code(*, by: User, called: str, sees_messages: bool = False) -> str:
    """Make a code with which one other account may read for this one, and give it, this once; an earlier unused one dies.

    Conflict beyond three helpers; Invalid for a helper called what nobody is called.
    """
    owner = lock_resident(by)
    if called not in ReadingGrant.Helper.values:
        raise Invalid(_("请选给谁。"), errors={"called": [_("请从列出的里面选一个。")]})
    if len(helpers_of(owner)) >= MOST_HELPERS:
        raise Conflict(_("最多让 %(most)d 个人代看。请先停掉一个。") % {"most": MOST_HELPERS})
    ReadingGrant.objects.filter(owner=owner, accepted_at__isnull=True).delete()
    number = f"{secrets.randbelow(10**RECEIPT_DIGITS):0{RECEIPT_DIGITS}}"
    now = clock.now()
    grant = ReadingGrant.objects.create(
        owner=owner,
        called=called,
        sees_messages=sees_messages,
        code_digest=seal("reading", number),
        made_at=now,
        expires_at=now + LIFETIME,
    )
    timeline.write(grant, action="make_reading_code", by=owner, data={"messages": sees_messages})
    return " ".join(number[n : n + 4] for n in range(0, RECEIPT_DIGITS, 4))


@transaction.atomic
def accept_reading(typed: str, *, by: User, calls_owner: str) -> ReadingGrant:
    """Begin to read for whoever made the code; it is spent. Sent twice by the same person, it gives the same grant twice.

    One sentence answers a code that is unknown, used, a day old, or one's own.
    """
    helper = lock_resident(by)
    if calls_owner not in ReadingGrant.Owner.values:
        raise Invalid(_("请选替谁看。"), errors={"calls_owner": [_("请从列出的里面选一个。")]})
    grant = _find(typed)
    if grant.helper_id == helper.pk and grant.ended_at is None:
        return grant
    held = read_for_by(helper)
    if not grant.may_be_accepted(clock.now()) or grant.owner_id == helper.pk or not grant.owner.is_active:
        raise _wrong(USELESS)
    if any(one.owner_id == grant.owner_id for one in held):
        raise Conflict(_("您已经在替他（她）看了。"))
    if len(held) >= MOST_READ_FOR:
        raise Conflict(_("一个账号最多替 %(most)d 个人看。请先停掉一个。") % {"most": MOST_READ_FOR})
    grant.helper, grant.accepted_at, grant.calls_owner = helper, clock.now(), calls_owner
    grant.save(update_fields=["helper", "accepted_at", "calls_owner"])
    timeline.write(grant, action="accept_reading", by=helper, data={"messages": grant.sees_messages})
    return grant


def _find(typed: str) -> ReadingGrant:
    try:
        digest = seal("reading", typed)
    except ValueError as problem:
        raise _wrong(f"代看码{problem}") from problem
    found = ReadingGrant.objects.select_for_update(of=("self",)).select_related("owner").filter(code_digest=digest)
    grant = found.first()
    if grant is None:
        raise _wrong(USELESS)
    return grant


def _wrong(message: str) -> Invalid:
    return Invalid(message, errors={"code": [message]})


@transaction.atomic
def end_reading(grant_id: int, *, by: User) -> None:
    """Stop somebody reading, at once, as the owner or as the helper; Absent for everybody else."""
    lock_resident(by)
    grant = grant_of(by, grant_id)
    grant.ended_at = clock.now()
    grant.save(update_fields=["ended_at"])
    timeline.write(grant, action="end_reading", by=by)
