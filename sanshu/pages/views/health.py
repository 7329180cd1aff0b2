"""Alive and ready: for supervisors and proxies, not for people."""

from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from sanshu.core.queries.calendar import missing_years

BROKER_TIMEOUT_SECONDS = 0.5


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touch nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


def database_is_ready() -> bool:
    """Say whether the database answers and no migration is waiting."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_is_ready() -> bool:
    """Say whether the broker answers within half a second."""
    client = redis.Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=BROKER_TIMEOUT_SECONDS,
        socket_connect_timeout=BROKER_TIMEOUT_SECONDS,
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when requests can be served, 503 when not.

    The broker is reported but does not make the site unready: messages are accepted without it. `missing_holidays` is a
    warning: the years into which due days already reach and whose days off have not been loaded.
    """
    database = database_is_ready()
    state: dict[str, Any] = {"database": database, "migrations": database, "broker": broker_is_ready()}
    state["missing_holidays"] = missing_years() if database else []
    return JsonResponse({"ready": database, **state}, status=200 if database else 503)
