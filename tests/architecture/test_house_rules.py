"""Each rule holds for our source, and each rule notices the defect that it is for."""

import ast
import textwrap
from collections.abc import Callable, Iterator

import pytest

from tools import rules
from tools.source import OURS, PRODUCT, PROJECT, Module, modules

Rule = Callable[[Module], Iterator[str]]
HAND_WRITTEN = ("templates/**/*.html", "static/css/*.css", "static/js/*.js", "docs/**/*.md", "Makefile", "Dockerfile")


def breaches(rule: Rule, *roots: str) -> list[str]:
    return [breach for module in modules(*roots) for breach in rule(module)]


def planted(text: str, path: str = "publicity/views/planted.py") -> Module:
    source = textwrap.dedent(text)
    return Module(path, ast.parse(source), source.count("\n"))


def test_files_and_functions_are_short() -> None:
    assert breaches(rules.too_long, *OURS) == []


def test_hand_written_text_files_are_short() -> None:
    files = [path for pattern in HAND_WRITTEN for path in PROJECT.glob(pattern)]
    long = {str(path): lines for path in files if (lines := path.read_text(encoding="utf-8").count("\n")) > 300}
    assert long == {}


def test_only_actions_write_a_status() -> None:
    assert breaches(rules.status_written_outside_actions, *PRODUCT) == []


def test_tasks_are_doors_of_five_statements() -> None:
    assert breaches(rules.heavy_task, *PRODUCT) == []


def test_only_the_clock_reads_the_clock() -> None:
    assert breaches(rules.reads_the_wall_clock, *PRODUCT) == []


def test_pure_modules_know_no_framework() -> None:
    assert breaches(rules.impure, "sanshu/core", "publicity", "feedback", "supervision") == []


@pytest.mark.parametrize(
    "defect",
    [
        "record.status = 'published'",
        "Record.objects.filter(pk=1).update(status='published', title='x')",
        "setattr(record, 'status', 'published')",
        "cursor.execute('UPDATE record SET title = 1, status = 2')",
    ],
)
def test_a_status_written_in_a_view_is_noticed(defect: str) -> None:
    assert list(rules.status_written_outside_actions(planted(defect))) != []
    assert list(rules.status_written_outside_actions(planted(defect, "publicity/actions/publish.py"))) == []


def test_a_task_that_does_the_work_itself_is_noticed() -> None:
    task = "@shared_task(ignore_result=True)\ndef sweep():\n    'Doc.'\n    a = 1\n    if a:\n        b = 2\n        c = 3\n"
    assert list(rules.heavy_task(planted(task))) == []
    assert list(rules.heavy_task(planted(task + "    d = 4\n    e = 5\n"))) != []


@pytest.mark.parametrize(
    "call", ["timezone.now()", "datetime.date.today()", "date.today()", "datetime.now(tz)", "time.time()"]
)
def test_a_look_at_the_wall_clock_is_noticed(call: str) -> None:
    assert list(rules.reads_the_wall_clock(planted(f"due = {call}"))) != []


def test_a_pure_module_that_imports_django_is_noticed() -> None:
    text = "from django.db import models"
    assert list(rules.impure(planted(text, "publicity/masking.py"))) != []
    assert list(rules.impure(planted(text, "sanshu/core/money.py"))) != []
    assert list(rules.impure(planted(text, "publicity/models/record.py"))) == []


def test_a_long_function_and_a_long_file_are_noticed() -> None:
    body = "    x = 1\n"
    assert list(rules.too_long(planted("def short():\n" + body * 39))) == []
    assert list(rules.too_long(planted("def long():\n" + body * 40))) != []
    assert list(rules.too_long(planted("x = 1\n" * 301))) != []
