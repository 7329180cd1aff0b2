"""Being a resident of one village, or of several: joining by whatever proof, naming, leaving."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanshu.accounts.models import Residency
from sanshu.accounts.queries.residencies import residencies_of, residency_at
from sanshu.core import clock, timeline
from sanshu.core.errors import Absent, Conflict, Invalid, NotAllowed
from sanshu.core.models import Posting, Region, User
from sanshu.core.roles import Role

#: Home, work, both parents' villages and one more; whoever has more asks the township.
MOST_VILLAGES = 5


def lock_resident(user: User) -> User:
    """Lock a resident's account until the transaction ends, so that what it may do once is done once.

    NotAllowed for a staff account, and for an account that was closed meanwhile.
    """
    if user.kind != User.Kind.RESIDENT:
        raise NotAllowed(_("工作账号不能登记为居民。请退出后用自己的手机号登录，再来登记。"))
    locked = User.objects.select_for_update().filter(pk=user.pk, is_active=True).first()
    if locked is None:
        raise NotAllowed(_("这个账号已经注销。"))
    return locked


def join_village(
    user: User, village: Region, *, proof: Residency.Proof, kind: str, by: User, office: str = ""
) -> Posting:
    """Make an account that the caller has locked a resident of a village from today.

    `by` is the resident, or the township's officer who saw them, with their office. Conflict when they are one already or have too many
    villages; Invalid for a kind of place that nobody has heard of.
    """
    held = residencies_of(user)
    if any(posting.region_id == village.pk for posting in held):
        raise Conflict(_("您已经是%(village)s的居民，不用再登记。") % {"village": village.name})
    if len(held) >= MOST_VILLAGES:
        raise Conflict(_("一个账号最多登记 %(most)d 个村。请先退出一个不再住的村。") % {"most": MOST_VILLAGES})
    posting, _is_new = Posting.objects.update_or_create(
        user=user,
        role=Role.RESIDENT,
        region=village,
        from_day=clock.today(),
        defaults={"until_day": None, "granted_by": None if by.pk == user.pk else by},
    )
    Residency.objects.update_or_create(posting=posting, defaults={"kind": known_kind(kind), "proof": proof})
    timeline.write(
        posting,
        action="join_village",
        by=by,
        new=Role.RESIDENT,
        office=office,
        data={"proof": proof, "user": user.pk},
    )
    return posting


def known_kind(kind: str) -> Residency.Kind:
    """Read what a place is to somebody."""
    if kind not in Residency.Kind.values:
        raise Invalid(_("请选一个称呼。"), errors={"kind": [_("请从列出的称呼里选一个。")]})
    return Residency.Kind(kind)


@transaction.atomic
def name_village(village: int, kind: str, *, by: User) -> None:
    """Call one of one's villages something else; Absent when it is none of one's own."""
    posting = _own(village, by)
    Residency.objects.update_or_create(
        posting=posting, defaults={"kind": known_kind(kind)}, create_defaults=_told_by_command(kind)
    )


def _told_by_command(kind: str) -> dict[str, str]:
    # A residency that was granted from the command line, by whoever runs the machine for the township.
    return {"kind": known_kind(kind), "proof": Residency.Proof.TOWNSHIP}


@transaction.atomic
def leave_village(village: int, *, by: User) -> Region:
    """Stop being a resident of a village, from this moment; gives the village. Absent when one is none of its residents.

    A posting that began today can't be ended yesterday, so its row goes; that it was, stays in the timeline.
    """
    lock_resident(by)
    posting = _own(village, by)
    end_residency(posting, by=by)
    return posting.region


def end_residency(posting: Posting, *, by: User) -> None:
    """End a resident's posting whose account the caller has locked."""
    timeline.write(posting, action="leave_village", by=by, old=Role.RESIDENT, data={"user": posting.user_id})
    yesterday = clock.today() - timedelta(days=1)
    if yesterday < posting.from_day:
        posting.delete()
    else:
        posting.until_day = yesterday
        posting.save(update_fields=["until_day"])


def _own(village: int, by: User) -> Posting:
    posting = residency_at(by, village)
    if posting is None:
        raise Absent(_("这不是您登记的村。"))
    return posting
