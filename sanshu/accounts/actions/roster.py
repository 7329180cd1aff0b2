"""Residency by roster: the village's list of digests, loaded by whoever runs the machine, and a number that stands on it."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sanshu.accounts.actions.own_number import keep_number
from sanshu.accounts.actions.residency import join_village, lock_resident
from sanshu.accounts.models import Residency, RosterEntry
from sanshu.accounts.queries.own_number import own_number_of
from sanshu.core import clock, timeline
from sanshu.core.digests import seal_match
from sanshu.core.errors import Absent, Invalid
from sanshu.core.marks import gettext_noop
from sanshu.core.models import Posting, Region, User

_FIRST_LAYER = re.compile(r"[0-9a-f]{64}")
MOST_TOLD = 20
#: The one answer to every number that opens nothing, so that trying numbers tells nothing.
NOT_FOUND = gettext_noop("没有对上。可能填错了一位，也可能名册上没有、或者已经用过。带身份证到乡镇，当面就能办。")


@dataclass(frozen=True)
class Loaded:
    """How many entries a loading added, left as they were, and took off."""

    new: int
    kept: int
    gone: int


@transaction.atomic
def load_roster(code: int, lines: Iterable[str]) -> Loaded:
    """Let a village's roster be exactly the first-layer digests (64 hex signs, made with the match key), a line each.

    What is spent stays spent. Invalid names the lines that are no digests and never repeats one: a number is not one.
    """
    village = Region.objects.filter(pk=code).first()
    if village is None or not village.is_unit:
        raise Absent("没有这个村或社区，请核对代码。")
    digests = _read(lines)
    Region.objects.select_for_update(no_key=True).get(pk=code)
    known = set(RosterEntry.objects.filter(village=village).values_list("digest", flat=True))
    RosterEntry.objects.filter(village=village, digest__in=known - digests).delete()
    RosterEntry.objects.bulk_create(
        [RosterEntry(village=village, digest=digest) for digest in sorted(digests - known)], batch_size=1000
    )
    loaded = Loaded(len(digests - known), len(digests & known), len(known - digests))
    timeline.write(village, action="load_roster", by=None, data={"new": loaded.new, "gone": loaded.gone})
    return loaded


def _read(lines: Iterable[str]) -> set[str]:
    given = [(number, line.strip().lower()) for number, line in enumerate(lines, start=1) if line.strip()]
    wrong = [number for number, line in given if not _FIRST_LAYER.fullmatch(line)]
    if wrong:
        told = [f"第{number}行不是64位摘要。" for number in wrong[:MOST_TOLD]]
        raise Invalid("名册没有载入：只收用比对密钥算好的摘要，不收身份证号。", errors={"lines": told})
    if not given:
        raise Invalid("名册是空的，没有载入。")
    return {seal_match("person", line) for _, line in given}


@transaction.atomic
def join_by_roster(code: int, digest: str, *, by: User, kind: str) -> Posting:
    """Make a resident's account a resident of a village whose roster has the number behind `digest`; the entry is spent.

    The number becomes the account's own. One sentence answers a number that is on no roster, is spent, or is not the
    one that the account has registered.
    """
    user = lock_resident(by)
    village = Region.objects.units().live(clock.today()).filter(pk=code).first()
    if village is None:
        raise Absent(_("没有这个村或社区，或者还没有开通。"))
    own = own_number_of(user)
    is_own = own is None or hmac.compare_digest(own.digest, digest)
    entry = RosterEntry.objects.select_for_update().filter(village=village, digest=digest, is_spent=False).first()
    if entry is None or not is_own:
        raise Invalid(NOT_FOUND, errors={"id_number": [NOT_FOUND]})
    posting = join_village(user, village, proof=Residency.Proof.ROSTER, kind=kind, by=user)
    entry.is_spent = True
    entry.save(update_fields=["is_spent"])
    if own is None:
        keep_number(user, digest, by=user)
    return posting
