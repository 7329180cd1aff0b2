"""A pytest plugin: each xdist worker has a Redis database of its own, as pytest-django gives it a PostgreSQL one.

Takes effect when it is imported, before the settings read `REDIS_URL`.
"""

import os

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER.startswith("gw") and os.environ.get("REDIS_URL"):
    server, _, _ = os.environ["REDIS_URL"].rpartition("/")
    # Database 0 stays with what runs outside the workers.
    os.environ["REDIS_URL"] = f"{server}/{int(WORKER.removeprefix('gw')) + 1}"
