"""What needs a visit: a resident asks on the phone, the township's officer settles it with the person and the card before them."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanshu.accounts.actions.own_number import digest_of, keep_number
from sanshu.accounts.actions.residency import join_village, known_kind, lock_resident
from sanshu.accounts.models import InPersonRequest, Residency
from sanshu.accounts.queries.in_person import request_for
from sanshu.accounts.queries.residencies import residency_at
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid
from sanshu.core.models import Posting, Region, User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import require

About, Outcome = InPersonRequest.About, InPersonRequest.Outcome
WAITS = timedelta(days=30)
MOST_WAITING = 3
_TICKETS = 10**6


@transaction.atomic
def ask_in_person(code: int, about: InPersonRequest.About, *, by: User, kind: str = "") -> InPersonRequest:
    """Ask to be registered in a village, or to have one's number compared or replaced; asked again, it is the same request.

    Absent for no live village; Conflict for who lives there already (or, about a number, doesn't), and beyond three.
    """
    user = lock_resident(by)
    village = Region.objects.units().live(clock.today()).filter(pk=code).first()
    if village is None:
        raise Absent(_("没有这个村或社区，或者还没有开通。"))
    lives_here = residency_at(user, code) is not None
    if about == About.RESIDENCY and lives_here:
        raise Conflict(_("您已经是%(village)s的居民，不用再登记。") % {"village": village.name})
    if about == About.NUMBER and not lives_here:
        raise Conflict(_("先登记您住的村，再核对号码。"))
    InPersonRequest.objects.filter(user=user, outcome="", expires_on__lt=clock.today()).delete()
    waiting = list(InPersonRequest.objects.filter(user=user, outcome=""))
    for one in waiting:
        if one.village_id == code and one.about == about:
            return one
    if len(waiting) >= MOST_WAITING:
        raise Conflict(_("最多同时申请 %(most)d 件，请先办完或撤掉一件。") % {"most": MOST_WAITING})
    return _store(user, village, about, kind=known_kind(kind) if about == About.RESIDENCY else "")


def _store(user: User, village: Region, about: InPersonRequest.About, *, kind: str) -> InPersonRequest:
    # Who asks in one village at the same moment waits for the other, so that no two get one ticket.
    Region.objects.select_for_update(no_key=True).get(pk=village.pk)
    taken = set(InPersonRequest.objects.filter(village=village, outcome="").values_list("ticket", flat=True))
    free = (ticket for ticket in iter(lambda: f"{secrets.randbelow(_TICKETS):06}", None) if ticket not in taken)
    now = clock.now()
    request = InPersonRequest.objects.create(
        user=user,
        village=village,
        about=about,
        kind=kind,
        ticket=next(free),
        made_at=now,
        expires_on=now.date() + WAITS,
    )
    timeline.write(request, action="ask_in_person", by=user, data={"about": about})
    return request


@transaction.atomic
def withdraw_request(request_id: int, *, by: User) -> None:
    """Take one's own request back; Absent when there is none that waits."""
    user = lock_resident(by)
    request = InPersonRequest.objects.select_for_update().filter(pk=request_id, user=user, outcome="").first()
    if request is None:
        raise Absent(_("没有这个申请，或者已经办完了。"))
    _settle(request, Outcome.WITHDRAWN, by=user)


@transaction.atomic
def grant_request(request_id: int, *, by: User, was_seen: bool, id_number: str = "") -> None:
    """Do what was asked for, as the township's officer who has seen the person and the card.

    `id_number`, typed from the card, becomes the account's compared number and replaces one it had; needed when that is
    what was asked for. It is gone when this returns. Absent for another township's request, and for a settled one.
    """
    request, office = _to_settle(request_id, by)
    if not was_seen:
        raise Invalid("要本人到场才能办。", errors={"was_seen": ["请当面看过本人和身份证，再勾选。"]})
    if request.about == About.NUMBER and not id_number.strip():
        raise Invalid("请照身份证填号码。", errors={"id_number": ["请照身份证填号码。"]})
    user, village = request.user, request.village
    if request.about == About.RESIDENCY and residency_at(user, village.pk) is None:
        proof = Residency.Proof.TOWNSHIP
        join_village(user, village, proof=proof, kind=request.kind, by=by, office=str(office))
    if id_number.strip():
        keep_number(user, digest_of(id_number), by=by, office=str(office))
    _settle(request, Outcome.GRANTED, by=by, office=str(office))


@transaction.atomic
def refuse_request(request_id: int, *, by: User, reason: str) -> None:
    """Refuse a request for one of the known reasons, which the resident reads."""
    request, office = _to_settle(request_id, by)
    if reason not in InPersonRequest.Reason.values:
        raise Invalid("请选一个原因。", errors={"reason": ["请选一个原因，申请的人会看到。"]})
    request.reason = reason
    _settle(request, Outcome.REFUSED, by=by, office=str(office))


def _to_settle(request_id: int, by: User) -> tuple[InPersonRequest, Posting]:
    """Lock the account, then its request, in the order in which residents' own actions do."""
    found = request_for(by, request_id)
    office = require(by, Act.GRANT_RESIDENCY, found.village_id)
    lock_resident(found.user)
    InPersonRequest.objects.select_for_update().get(pk=found.pk)
    return request_for(by, request_id), office


def _settle(request: InPersonRequest, outcome: InPersonRequest.Outcome, *, by: User, office: str = "") -> None:
    request.outcome, request.decided_at = outcome, clock.now()
    request.save(update_fields=["outcome", "reason", "decided_at"])
    timeline.write(
        request,
        action=f"{outcome}_in_person",
        by=by,
        office=office,
        reason=request.reason,
        data={"about": request.about},
    )
