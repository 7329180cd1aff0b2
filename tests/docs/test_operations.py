"""The tables of the operations page hold what the code reads: variables and keys."""

import ast
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch

from tests.deploy.test_compose import COMPOSE, placeholders
from tools.source import PRODUCT, PROJECT, Module, dotted, modules

TEXT = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
READERS = {
    "env.text",
    "env.flag",
    "env.integer",
    "env.words",
    "env.folder",
    "os.environ.get",
    "environ.get",
    "os.getenv",
}


def tables(heading: str) -> list[set[str]]:
    """The names in the first column of each table of a section."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [set(re.findall(r"^\| `(\w+)` \|", block, re.MULTILINE)) for block in blocks]


def variables_read(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        named = None
        if isinstance(node, ast.Call) and dotted(node.func) in READERS and node.args:
            named = node.args[0]
        elif isinstance(node, ast.Subscript) and dotted(node.value) == "os.environ":
            named = node.slice
        if isinstance(named, ast.Constant) and isinstance(named.value, str):
            yield named.value


def read_below(*roots: str) -> set[str]:
    return {name for module in modules(*roots) for name in variables_read(module)}


def test_every_variable_that_the_portal_reads_is_in_the_table_and_no_other() -> None:
    portal, _ = tables("Variables")
    assert portal == read_below(*PRODUCT) | {name for name, _ in placeholders(COMPOSE)}


def test_every_variable_of_make_and_the_tools_is_in_the_second_table() -> None:
    portal, besides = tables("Variables")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    chosen = set(re.findall(r"^(\w+) \?=", makefile, re.MULTILINE))
    read = {name for name in read_below("tools") if not name.startswith("PYTEST_")}
    assert besides == (chosen | read) - portal


def test_every_key_that_the_portal_makes_is_in_the_table_of_keys() -> None:
    section = TEXT.split("\n## Keys\n")[1].split("\n## ")[0]
    listed = set(re.findall(r"`([a-z*-]+)`", "\n".join(re.findall(r"^\|([^|]+)\|", section, re.MULTILINE))))
    made = {name for module in modules(*PRODUCT) for name in key_names(module)}
    assert listed >= {name for name in made if "*" not in name}
    for pattern in (name for name in made if "*" in name):
        assert any(name.startswith(pattern.removesuffix("*")) for name in listed), pattern
    assert {name for name in listed if not any(fnmatch(name, one) for one in made)} == set()


def test_every_variable_of_the_portal_can_be_set_in_the_file_beside_the_deployment() -> None:
    portal, _ = tables("Variables")
    passed = set(COMPOSE["services"]["web"]["environment"]) | {name for name, _ in placeholders(COMPOSE)}
    assert portal - passed == {"SANSHU_DEBUG", "SANSHU_PG_BIN"}


class ProvidersGateway:
    """Stands for a provider's class in a check that sends nothing."""


GATEWAY = f"{__name__}.{ProvidersGateway.__name__}"


def deployment_check(**said: str) -> str:
    """Run the check of the first start in production; give what it found."""
    production = {"SANSHU_PRODUCTION": "1", "SANSHU_SECRET_KEY": secrets.token_urlsafe(60), "SANSHU_DEMO": "0"}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    # What the test process itself needs beside a browser is no part of a deployment.
    around = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = around | production | said
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == bool(done.stderr), done.stderr
    return done.stderr


def test_the_check_that_the_first_start_asks_for_finds_nothing() -> None:
    assert deployment_check(SANSHU_RELEASE="2026-11-17", SANSHU_SMS_GATEWAY=GATEWAY) == ""


def test_the_check_refuses_what_was_left_as_it_is_for_the_demo() -> None:
    found = deployment_check(SANSHU_DEMO="1", SANSHU_RELEASE="", SANSHU_SMS_GATEWAY="")
    assert set(re.findall(r"sanshu\.E\d+", found)) == {"sanshu.E002", "sanshu.E003", "sanshu.E004"}
    assert "sanshu.E001" in deployment_check(SANSHU_RELEASE="x", SANSHU_SMS_GATEWAY="nowhere.Gateway")


def key_names(module: Module) -> Iterator[str]:
    """The name in each `keys.key(...)`, with `*` where a part of it is computed."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "keys.key":
            name = node.args[0]
            if isinstance(name, ast.Constant):
                yield str(name.value)
            elif isinstance(name, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in name.values)
