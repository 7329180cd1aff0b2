"""Doors of the worker."""

from celery import shared_task

from supervision.actions.sweep import sweep as sweep_all


@shared_task(name="supervision.sweep", ignore_result=True)
def sweep() -> None:
    """Do all that is due; beat calls it every few seconds."""
    sweep_all()
