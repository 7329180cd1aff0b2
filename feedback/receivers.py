"""What this app does with events: nudge the worker."""

from uuid import UUID

from feedback.events import MESSAGE_RECEIVED
from sanshu.core.dispatch import send_later
from sanshu.core.events import on


@on(MESSAGE_RECEIVED)
def nudge_routing(message_id: UUID) -> None:
    """Ask the worker to route a message that was just committed; the sweep does it if this is lost."""
    send_later("feedback.route_message", str(message_id))
