"""Runs the whole portal for a visitor: services, real regions, a lively demo province, web, worker and beat."""

import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.loaded import Loaded
from sanshu.runtime.places import PROJECT, data_dir
from sanshu.runtime.processes import Child, Launch, launch, tail, wait_for
from sanshu.runtime.progress import say, step
from sanshu.runtime.services import Services, prepare_folder

REGIONS = PROJECT / "publicity" / "data" / "liaoning_regions.csv"
CATALOGUE = PROJECT / "publicity" / "data" / "catalogue.json"
STEP_PATIENCE = 900
READY_PATIENCE = 90


def run_demo() -> int:
    """Bring everything up, print where it is, wait; returns 1 when a part died, and leaves by a signal otherwise."""
    begun = time.monotonic()
    port = chosen_port()
    folder = data_dir()
    prepare_folder(folder)
    require_free(port)
    services = Services(folder)
    try:
        with step("启动数据库和消息队列", "start PostgreSQL and Redis"):
            services.start()
        environment = _environment(services, port)
        _load(folder, environment)
        _start_parts(services, environment, port)
        _welcome(folder, port, time.monotonic() - begun)
        return watch(services.children)
    finally:
        _stop(services)


def chosen_port() -> int:
    """`PORT`, 8000 when unset."""
    text = os.environ.get("PORT") or "8000"
    if text.isdigit() and 0 < int(text) < 65536:  # noqa: PLR2004
        return int(text)
    raise CannotRunError(
        f"PORT={text} 不是端口号，请用 1 到 65535。 / PORT={text} is no port: use a number from 1 to 65535."
    )


def require_free(port: int) -> None:
    """Refuse a port that somebody listens on or that this user may not open, naming it and the remedy."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRunError(
                f"端口 {port} 不能用（{error.strerror}）：请换一个，例如 make demo PORT={port % 60000 + 1024}。"
                f" / Port {port} is not available ({error.strerror}): choose another with PORT=."
            ) from error


def watch(children: list[Child]) -> int:
    """Wait until one of them dies, say which and why; a demo never goes on with a part missing."""
    while True:
        for child in children:
            if not child.running():
                code = child.process.returncode
                say(
                    f"{child.name} 意外退出（{code}），日志 {child.log}", f"{child.name} died ({code}), its last words:"
                )
                print(child.last_words(), file=sys.stderr, flush=True)
                return 1
        time.sleep(0.5)


def _stop(services: Services) -> None:
    if services.children:
        say("正在停止", "stopping")
    services.stop()
    say("全部已停止，数据仍在", f"all stopped, the data stays in {services.folder}")


def _environment(services: Services, port: int) -> dict[str, str]:
    site = {"SANSHU_DEMO": "1", "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return {"SANSHU_SITE_URL": f"http://127.0.0.1:{port}", **services.environment(), **site}


def _load(folder: Path, environment: Mapping[str, str]) -> None:
    """Everything the portal needs before its first page; what this database already holds is not loaded again."""
    with step("建表", "migrate"):
        _manage(["migrate", "--noinput", "--verbosity", "0"], environment, folder)
    loaded = Loaded(folder, environment["DATABASE_URL"])
    for chinese, english, command, file in (
        ("装入辽宁省的区划", "load the regions of Liaoning", "load_regions", REGIONS),
        ("装入公开目录", "load the catalogue", "load_catalogue", CATALOGUE),
    ):
        if not loaded.holds(command, file):
            with step(chinese, english):
                _manage([command, str(file)], environment, folder)
            loaded.note(command, file)
    with step("准备演示数据", "prepare the demo province"):
        _manage(["demo_data"], environment, folder)


def _manage(words: list[str], environment: Mapping[str, str], folder: Path) -> None:
    """Run one management command to its end, its lines shown as they come."""
    log = folder / "log" / "demo.log"
    child = launch(words[0], Launch(_python("manage.py", *words), log, env=environment, cwd=PROJECT, show=True))
    try:
        wait_for(lambda: not child.running(), child, STEP_PATIENCE)
    finally:
        child.stop()
    if child.process.returncode:
        raise CannotRunError(
            f"{words[0]} 失败（{child.process.returncode}）。 / manage.py {words[0]} failed ({child.process.returncode})."
        )


def _start_parts(services: Services, environment: Mapping[str, str], port: int) -> None:
    """Start web, worker and beat; beat last, when there is somebody to do what it asks."""
    with step("启动网站、后台任务和定时任务", "start web, worker and beat"):
        for name, words in parts(services.folder, port).items():
            log = services.folder / "log" / f"{name}.log"
            services.children.append(launch(name, Launch(_python(*words), log, env=environment, cwd=PROJECT)))
        web = next(child for child in services.children if child.name == "web")
        address = f"http://127.0.0.1:{port}/readyz"
        if not wait_for(partial(_answers, address), web, READY_PATIENCE):
            raise CannotRunError(
                f"网站没有就绪，日志 {web.log}。 / The web server did not become ready, log {web.log}:\n{tail(web.log, 20)}"
            )


def parts(folder: Path, port: int) -> dict[str, list[str]]:
    """The three processes of the portal, as `docker-compose.yml` has them too."""
    web = f"-m gunicorn sanshu.wsgi:application --bind 127.0.0.1:{port} --workers 2 --threads 4 --graceful-timeout 5"
    worker = "-m celery -A sanshu.celery worker --loglevel INFO --concurrency 2 --without-gossip --without-mingle"
    beat = "-m celery -A sanshu.celery beat --loglevel INFO --schedule"
    return {
        "web": web.split(),
        "worker": worker.split(),
        "beat": [*beat.split(), str(folder / "celerybeat-schedule"), "--pidfile="],
    }


def _python(*words: str) -> list[str]:
    return [sys.executable, *words]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (our own http address)
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False


def _welcome(folder: Path, port: int, seconds: float) -> None:
    address = f"http://127.0.0.1:{port}/"
    print(f"\n阳光三务  {address}  （{seconds:.0f} s）\n", flush=True)
    note = folder / "demo.json"
    try:
        facts = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        facts = {}
    for account in facts.get("accounts", []):
        print("  " + "  ".join(str(value) for value in account.values()), flush=True)
    say(f"演示帐号见 {note}", "accounts and codes are in that file")
    say("按 Ctrl-C 停止", "press Ctrl-C to stop")
