"""Runs the whole portal for a visitor: services, real regions, a lively demo province, web, worker and beat."""

import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from sanshu.runtime.errors import CannotRunError
from sanshu.runtime.parts import start_parts
from sanshu.runtime.places import data_dir
from sanshu.runtime.processes import Child
from sanshu.runtime.progress import say, step
from sanshu.runtime.services import Services, prepare_folder
from sanshu.runtime.setup import set_up


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
        set_up(folder, environment)
        with step("启动网站、后台任务和定时任务", "start web, worker and beat"):
            start_parts(services, environment, port)
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


def _welcome(folder: Path, port: int, seconds: float) -> None:
    address = f"http://127.0.0.1:{port}/"
    print(f"\n阳光三务  {address}  （{seconds:.0f} s）\n", flush=True)
    for account in _facts(folder / "demo.json", address).get("accounts", []):
        print("  " + "  ".join(str(value) for value in account.values()), flush=True)
    say(f"演示帐号见 {folder / 'demo.json'}", "accounts and codes are in that file")
    say("按 Ctrl-C 停止", "press Ctrl-C to stop")


def _facts(note: Path, address: str) -> dict[str, Any]:
    """What the demo province wrote down about itself, with today's address, which may have another port."""
    try:
        facts: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if facts.get("address") != address:
        facts["address"] = address
        note.write_text(json.dumps(facts, ensure_ascii=False, indent=2), encoding="utf-8")
    return facts
