"""A resident registers their own identity number: once, for looking up their rows in the lists, and for nothing else."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanshu.accounts.actions.residency import lock_resident
from sanshu.accounts.models import OwnNumber
from sanshu.accounts.queries.own_number import SEAL
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock, timeline
from sanshu.core.digests import seal
from sanshu.core.errors import Conflict, Invalid, NotAllowed
from sanshu.core.marks import gettext_noop
from sanshu.core.models import User
from sanshu.core.sealing import seal_text

#: The one answer to a second number, right or wrong: an account that could try numbers could look up its neighbours.
ONCE = gettext_noop("号码已经登记过了，不能自己改。登错了，或者想换，请带身份证到乡镇当面办理。")
NOT_YET = gettext_noop("先登记您住的村，再登记号码。")


@transaction.atomic
def register_own_number(typed: str, *, by: User) -> None:
    """Keep the digest of a resident's own number, sealed; the number itself is gone when this returns.

    Invalid says what is misspelt and never repeats it. Refused before residency is proved, and for a second number,
    whether it is the same one or another.
    """
    user = lock_resident(by)
    if OwnNumber.objects.filter(user=user).exists():
        raise Conflict(ONCE)
    if not residencies_of(user):
        raise NotAllowed(NOT_YET)
    keep_number(user, digest_of(typed), by=user)


def digest_of(typed: str) -> str:
    """Turn a typed identity number into the digest that lists hold; Invalid when it can't be one."""
    try:
        return seal("person", typed)
    except ValueError as problem:
        raise Invalid(_("号码要改一下。"), errors={"id_number": [str(problem)]}) from problem


def keep_number(user: User, digest: str, *, by: User, office: str = "") -> None:
    """Give an account that the caller has locked its number; with an office, the township saw the card and may replace it."""
    values = {
        "sealed": seal_text(SEAL, digest, bound_to=str(user.pk)),
        "registered_at": clock.now(),
        "is_confirmed": bool(office),
    }
    OwnNumber.objects.update_or_create(user=user, defaults=values)
    timeline.write(user, action="register_number", by=by, office=office)
