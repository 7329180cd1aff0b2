"""The three processes of the portal: the web server, the worker and the beat that reminds it."""

import http.client
import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.places import PROJECT
from sanshu.runtime.processes import Launch, launch, tail, wait_for
from sanshu.runtime.services import Services

PATIENCE = 90
READY = 200


def parts(folder: Path, port: int) -> dict[str, list[str]]:
    """Their command lines, as `docker-compose.yml` has them too; beat last, when there is somebody to do what it asks."""
    web = f"gunicorn sanshu.wsgi:application --bind 127.0.0.1:{port} --preload --workers 2 --threads 4 --graceful-timeout 5"
    worker = "celery -A sanshu.celery worker --loglevel INFO --concurrency 2 --without-gossip --without-mingle"
    beat = "celery -A sanshu.celery beat --loglevel INFO --schedule"
    return {
        "web": web.split(),
        "worker": worker.split(),
        "beat": [*beat.split(), str(folder / "celerybeat-schedule"), "--pidfile="],
    }


def start_parts(services: Services, environment: Mapping[str, str], port: int) -> None:
    """Start them and wait until the web server says that it is ready."""
    for name, words in parts(services.folder, port).items():
        command = [sys.executable, "-m", *words]
        how = Launch(command, services.folder / "log" / f"{name}.log", env=environment, cwd=PROJECT)
        services.children.append(launch(name, how))
    web = next(child for child in services.children if child.name == "web")
    if not wait_for(partial(is_ready, port), web, PATIENCE, pause=0.3):
        raise CannotRunError(
            f"网站没有就绪，日志 {web.log}。 / The web server did not become ready, log {web.log}:\n{tail(web.log, 20)}"
        )


def is_ready(port: int) -> bool:
    """Whether `/readyz` answers 200 on this machine, asked the way the proxy would ask."""
    host = urlsplit(os.environ.get("SANSHU_SITE_URL", "")).netloc or f"127.0.0.1:{port}"
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/readyz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == READY
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
