"""The proxy that is shipped, before the portal or before anything else that is measured."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.servers import PROJECT, answers, running
from sanshu.runtime.processes import free_port, wait_for

_AROUND = """{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    sendfile on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


@contextmanager
def nginx(portal: str, files: Mapping[str, Callable[[], bytes]] | None = None) -> Iterator[str]:
    """Run the shipped configuration before the portal, with a few files of its own beside it; gives its address.

    A machine without nginx is told so: nothing is left out silently.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise RuntimeError("the benchmark needs nginx: apt-get install nginx-light")
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        for path, body in (files or {}).items():
            (folder / path[1:]).write_bytes(body())
        shipped = _placed(folder, portal, port, list(files or {}))
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user, shipped=shipped), encoding="utf-8")
        with running("nginx", [program, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]) as child:
            if not wait_for(partial(answers, port, "/healthz"), child, 20, pause=0.1):
                raise RuntimeError(f"nginx did not answer:\n{child.last_words()}")
            yield f"http://127.0.0.1:{port}"


def _placed(folder: Path, portal: str, port: int, files: list[str]) -> str:
    """Give the shipped configuration with this machine's places and ports instead of those of the containers."""
    shipped = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    own_files = "".join(f"    location = {path} {{ root {folder}; }}\n" for path in files)
    here = {
        "/var/cache/nginx/pages": f"{folder}/pages",
        "server web:8000;": f"server {urlsplit(portal).netloc};",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "/dev/stdout": f"{folder}/access.log",
        "    location = /metrics": f"{own_files}    location = /metrics",
    }
    for shipped_words, own in here.items():
        if shipped.count(shipped_words) != 1:
            raise RuntimeError(f"deploy/nginx.conf has {shipped.count(shipped_words)} times {shipped_words!r}")
        shipped = shipped.replace(shipped_words, own)
    return shipped
