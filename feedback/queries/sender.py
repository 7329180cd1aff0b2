"""The sender's side: which messages are theirs, by receipt code or by account."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from feedback.models import Message
from feedback.receipts import receipt_digest, sender_digest
from feedback.routing import Category
from sanshu.core.errors import Absent
from sanshu.core.marks import gettext_noop as _
from sanshu.core.models import User
from sanshu.core.queries.scope import Viewer

NOT_FOUND = _("没有找到这条留言，或者查询码不对。请核对回执上的16位查询码。")


@dataclass(frozen=True)
class Sender:
    """Somebody who may be the sender: the marks that would prove it. Empty for a stranger."""

    proofs: frozenset[str] = field(default_factory=frozenset)
    account: str = ""

    @classmethod
    def known_by(cls, user: Viewer | None, *, code: str = "", proofs: Iterable[str] = ()) -> "Sender":
        """Gather what a request brings: a receipt code, proofs kept in the session, a resident's account."""
        marks = set(proofs)
        # A malformed code proves nothing; the answer is the same as to a wrong one.
        with contextlib.suppress(ValueError):
            marks |= {receipt_digest(code)} if code else set()
        is_resident = isinstance(user, User) and user.kind == User.Kind.RESIDENT
        return cls(frozenset(marks), sender_digest(user.pk) if isinstance(user, User) and is_resident else "")


def messages_of(sender: Sender) -> QuerySet[Message]:
    """Give the messages a sender has proved to be theirs."""
    mine = Q(receipt_digest__in=sender.proofs)
    if sender.account:
        mine |= Q(sealed_identity__sender_digest=sender.account)
    return Message.objects.filter(mine)


def readable_by_helper(owner: User) -> QuerySet[Message]:
    """Give what a helper may read who was let: the owner's messages except accusations, which nobody reads for another."""
    return messages_of(Sender.known_by(owner)).exclude(category=Category.ACCUSATION)


def own_message(message_id: UUID, sender: Sender) -> Message:
    """Give the sender's own message; Absent alike when there is none and when it is somebody else's."""
    message = messages_of(sender).select_related("village", "owner_region").filter(pk=message_id).first()
    if message is None:
        raise Absent(NOT_FOUND)
    return message


def message_by_code(code: str) -> Message | None:
    """Give the message a receipt code opens; None for a wrong or malformed code."""
    try:
        digest = receipt_digest(code)
    except ValueError:
        return None
    return Message.objects.filter(receipt_digest=digest).first()


def visitor(request: HttpRequest) -> Viewer | None:
    """Give the account of a session; without touching the session of a visitor who brings none."""
    return request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
