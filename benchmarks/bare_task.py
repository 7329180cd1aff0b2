"""A task that does nothing: what Celery itself costs for one round trip over Redis."""

from celery import shared_task

from sanshu.celery import app as app

# The portal keeps no results; a round trip needs one.
app.conf.update(result_backend=app.conf.broker_url)


@shared_task(name="benchmarks.nothing", ignore_result=False)
def nothing() -> None:
    """Do nothing."""
