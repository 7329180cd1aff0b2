"""Doors of the worker: ids in, one action, safe to run twice."""

from uuid import UUID

from celery import shared_task

from feedback.actions.route import route_message


@shared_task(name="feedback.route_message", ignore_result=True)
def route(message_id: str) -> None:
    """Route one message; nothing when it is routed already."""
    route_message(UUID(message_id))
