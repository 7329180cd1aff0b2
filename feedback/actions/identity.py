"""Open a sealed identity: never without a reason, never before the opening is on record."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from feedback.actions.send import SEAL
from feedback.actions.steps import Doer, need, write_down
from feedback.models import IdentityOpening, Message, SealedIdentity
from feedback.queries.access import acting_posting, calling_posting, visible_to
from feedback.queries.reachable import can_be_reached
from feedback.routing import Identity
from sanshu.core import clock as wall
from sanshu.core import sealing
from sanshu.core.errors import Absent, NotAllowed
from sanshu.core.models import User


@dataclass(frozen=True)
class Opened:
    """What was sealed: a name (never for an anonymous sender) and a way to reach them."""

    name: str
    contact: str


def open_identity(message_id: UUID, *, by: User, reason: str, at: datetime | None = None) -> Opened:
    """Show who sent a message to the post that owns it or the desk that calls back.

    The opening is committed first: if it can't be written down, nothing is shown. A discipline officer never opens.
    """
    with transaction.atomic():
        sealed = _log_opening(message_id, by=by, reason=reason, at=at or wall.now())
    facts = json.loads(sealing.open_text(SEAL, sealed, bound_to=str(message_id))) if sealed else {}
    return Opened(facts.get("name", ""), facts.get("contact", ""))


def _log_opening(message_id: UUID, *, by: User, reason: str, at: datetime) -> str:
    message = visible_to(by).filter(pk=message_id).first()
    if message is None:
        raise Absent("没有找到这条留言，或者它不对您开放。")
    posting = acting_posting(by, message) or calling_posting(by, message)
    if posting is None:
        raise NotAllowed("只有承办岗位和回访岗位可以打开来信人信息。")
    words = need("reason", reason)
    IdentityOpening.objects.create(message=message, by=by, at=at, reason=words)
    write_down(message, Doer(by, at, str(posting)), action="open_identity", reason=words)
    identity = SealedIdentity.objects.filter(message=message).first()
    return identity.sealed if identity else ""


def has_identity(message: Message) -> bool:
    """Say whether there is anything sealed to open."""
    return message.identity != Identity.ANONYMOUS or can_be_reached(message)
