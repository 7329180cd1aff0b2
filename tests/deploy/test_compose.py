"""Every command, port, variable, volume and path of the deployment files means something to the code."""

import ast
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery.bin.celery import celery as celery_command
from gunicorn.config import Config

from sanshu.runtime.__main__ import parser as runtime_parser
from sanshu.runtime.parts import parts
from sanshu.runtime.places import PROJECT
from tools.source import PRODUCT, modules

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("build")}
NGINX = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
DOCKERFILE = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
WEB_PORT = 8000
ANYWHERE = "0.0.0.0"  # noqa: S104 (inside the container)


def variables_of(service: dict[str, Any]) -> set[str]:
    return set(service["environment"])


def read_by_the_code() -> set[str]:
    """Every text in our code that looks like the name of an environment variable and is handed to a reader."""
    return {
        argument.value
        for module in modules(*PRODUCT)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value.isupper()
    }


def placeholders(node: object) -> Iterator[tuple[str, str]]:
    """Each `${NAME:-default}` anywhere in the file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from placeholders(value)
    elif isinstance(node, list):
        for value in node:
            yield from placeholders(value)
    elif isinstance(node, str):
        yield from re.findall(r"\$\{(\w+):?-?([^}]*)\}", node)


def test_it_describes_real_services_web_worker_beat_and_a_proxy() -> None:
    assert set(SERVICES) == {"postgres", "redis", "setup", "web", "worker", "beat", "proxy"}
    assert set(OURS) == {"setup", "web", "worker", "beat"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_variable_of_our_services_is_read_by_the_code(name: str) -> None:
    assert variables_of(OURS[name]) - read_by_the_code() == set()


def test_every_placeholder_is_a_variable_of_a_service_or_the_published_port() -> None:
    names = {name for name, _ in placeholders(COMPOSE)}
    known = {variable for service in SERVICES.values() for variable in service.get("environment", {})}
    assert names - known == {"PORT"}


def test_no_secret_of_production_has_a_default() -> None:
    assert ("SANSHU_SECRET_KEY", "") in set(placeholders(COMPOSE))


def test_the_web_command_is_understood_by_gunicorn_and_serves_our_application() -> None:
    program, *words = SERVICES["web"]["command"]
    options = Config().parser().parse_args(words)
    module, _, name = options.args[0].partition(":")
    assert program == "gunicorn"
    assert options.bind == [f"{ANYWHERE}:{WEB_PORT}"]
    assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_celery_commands_are_understood_by_celery_and_name_our_application(name: str) -> None:
    program, *words = SERVICES[name]["command"]
    assert program == "celery"
    assert words[:2] == ["-A", "sanshu.celery"]
    assert import_module(words[1]).app.main == "sanshu"
    subcommand = celery_command.commands[words[2]]
    # The parser alone; making the whole context would start to talk to the broker.
    options, extra, _ = subcommand.make_parser(subcommand.context_class(subcommand)).parse_args(words[3:])
    assert options["loglevel"] == "INFO"
    assert extra == []


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_demo_starts_the_same_processes_with_the_same_options(name: str) -> None:
    demo = parts(Path("/data"), WEB_PORT)[name]
    production = [word.replace(ANYWHERE, "127.0.0.1") for word in SERVICES[name]["command"]]
    assert demo == production


def test_the_setup_command_exists() -> None:
    words = SERVICES["setup"]["command"]
    assert words[:3] == ["python", "-m", "sanshu.runtime"]
    assert runtime_parser().parse_args(words[3:]).command == "setup"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"setup"}))
def test_everything_that_stays_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_health_checks_ask_what_the_code_answers() -> None:
    web = SERVICES["web"]["healthcheck"]["test"]
    assert runtime_parser().parse_args(web[4:]).command == "ready"
    worker = shlex.split(SERVICES["worker"]["healthcheck"]["test"][1])
    assert worker[:5] == ["celery", "-A", "sanshu.celery", "inspect", "ping"]
    schedule = SERVICES["beat"]["command"][SERVICES["beat"]["command"].index("--schedule") + 1]
    assert Path(schedule).name in SERVICES["beat"]["healthcheck"]["test"][1]
    assert SERVICES["proxy"]["healthcheck"]["test"][-1].endswith("/healthz")


def test_who_waits_for_whom_names_services_that_can_tell() -> None:
    for service in SERVICES.values():
        for other, wish in service.get("depends_on", {}).items():
            if wish["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other]
            else:
                assert (wish["condition"], other) == ("service_completed_successfully", "setup")


def test_the_addresses_name_the_services_and_their_ports() -> None:
    environment = SERVICES["web"]["environment"]
    user = SERVICES["postgres"]["environment"]["POSTGRES_USER"]
    assert environment["DATABASE_URL"].startswith(f"postgres://{user}:")
    assert environment["DATABASE_URL"].endswith(f"@postgres:5432/{SERVICES['postgres']['environment']['POSTGRES_DB']}")
    assert environment["REDIS_URL"] == "redis://redis:6379/0"


def test_the_proxy_forwards_to_the_web_server_and_listens_where_it_is_published() -> None:
    assert f"server web:{WEB_PORT};" in NGINX
    assert f"EXPOSE {WEB_PORT}" in DOCKERFILE
    (published,) = SERVICES["proxy"]["ports"]
    listens = re.findall(r"listen (\d+);", NGINX)
    assert published.split(":")[-1] == listens[0]
    assert f":{listens[0]}/" in SERVICES["proxy"]["healthcheck"]["test"][-1]


def test_the_proxy_sends_the_headers_that_the_settings_rely_on() -> None:
    settings = (PROJECT / "sanshu" / "settings.py").read_text(encoding="utf-8")
    for header in re.findall(r'"HTTP_(X_\w+)"', settings):
        assert f"proxy_set_header {header.replace('_', '-').title()} " in NGINX


def test_the_proxy_shows_its_copy_of_a_page_while_the_portal_can_not_answer() -> None:
    (stale,) = re.findall(r"proxy_cache_use_stale ([^;]+);", NGINX)
    assert set(stale.split()) >= {"error", "timeout", "updating", "http_502", "http_503", "http_504"}
    # Nothing overrides what the portal says of its answers, and an answer of 503 is never kept instead of a page.
    assert not re.search(r"proxy_(cache_valid|ignore_headers|hide_header)|error_page", NGINX)
    assert re.search(r"proxy_cache_path [^;]*inactive=24h", NGINX)


def test_operators_pages_are_closed_at_the_proxy() -> None:
    for path in ("/metrics", "/readyz"):
        assert f"location = {path} {{ return 404; }}" in NGINX


def test_every_volume_is_declared_and_every_mounted_file_is_in_the_repository() -> None:
    for service in SERVICES.values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            assert (PROJECT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_data_folder_is_a_volume_that_all_our_services_share(name: str) -> None:
    assert OURS[name]["volumes"] == [f"data:{OURS[name]['environment']['SANSHU_DATA_DIR']}"]


def test_the_image_is_built_from_what_is_in_the_repository_with_checked_hashes() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    for source in (word for line in copied for word in line.split()[:-1]):
        assert (PROJECT / source).exists(), source
    assert "--require-hashes -r /build/requirements.txt" in DOCKERFILE
    assert {app for line in copied for app in line.split()[:-1]} >= set(PRODUCT)


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE)
    assert users == ["sanshu"]
    assert DOCKERFILE.index("USER sanshu") < DOCKERFILE.index("CMD [")


def test_the_image_starts_what_the_web_service_starts() -> None:
    (command,) = re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    assert ast.literal_eval(command)[:4] == SERVICES["web"]["command"][:4]


def test_images_are_named_with_their_version() -> None:
    for image in [service["image"] for service in SERVICES.values() if not service.get("build")]:
        assert re.search(r":\d+(\.\d+)?-", image), image
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"python:3.12-slim-bookworm"}
