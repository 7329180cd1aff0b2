"""Close a resident's account: what says who they are is erased, and what they were allowed ends."""

import uuid

from django.db.models import Q

from sanshu.accounts.actions.residency import end_residency
from sanshu.accounts.models import InPersonRequest, OwnNumber, PhoneCode, ReadingGrant
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock, timeline
from sanshu.core.models import User


def erase_account(user: User) -> None:
    """Empty an account that the caller has locked: phone, number, villages, readers and requests; an empty row stays.

    The timeline keeps what was done, by an account that is nobody's any more. The same phone makes a new account.
    """
    for posting in residencies_of(user):
        end_residency(posting, by=user)
    OwnNumber.objects.filter(user=user).delete()
    InPersonRequest.objects.filter(user=user, outcome="").delete()
    mine = ReadingGrant.objects.filter(Q(owner=user) | Q(helper=user))
    mine.filter(accepted_at__isnull=True).delete()
    mine.filter(ended_at__isnull=True).update(ended_at=clock.now())
    PhoneCode.objects.filter(phone_digest=user.phone_digest).delete()
    user.login, user.name, user.is_active = f"gone-{uuid.uuid4().hex}", "", False
    user.phone_digest, user.phone_sealed, user.phone_verified = None, None, False
    user.save()
    timeline.write(user, action="close_account", by=user)
