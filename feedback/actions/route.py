"""Give a message to its post. The worker is nudged to do it; the sweep does it anyway."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from feedback.actions.steps import Doer, take_step
from feedback.lifecycle import MessageStatus
from feedback.models import Message
from feedback.queries.offices import office_name
from feedback.routing import code_at
from sanshu.core import clock as wall
from sanshu.core.models import Region
from sanshu.core.roles import Level


@transaction.atomic
def route_message(message_id: UUID, *, at: datetime | None = None) -> bool:
    """Store the owning region of a received message; False when somebody else already did, or has it in hand.

    Level and role stand since it was received; a vacant post is covered by the level above, so no person is needed.
    """
    message = (
        Message.objects.select_for_update(skip_locked=True).filter(pk=message_id, status=MessageStatus.RECEIVED).first()
    )
    if message is None:
        return False
    message.owner_region = Region.objects.get(pk=code_at(message.village_id, Level(message.owner_level)))
    office = office_name(message.owner_region, message.owner_role)
    doer = Doer(None, at or wall.now(), office)
    take_step(message, MessageStatus.ROUTED, doer, action="route")
    message.save(update_fields=["owner_region", "status"])
    return True
