"""What the pages name exists: files, tests, links, commands, targets."""

import re
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from django.core.management import get_commands

from tools.pages import FOLDERS, Page, pages
from tools.source import PRODUCT, PROJECT, modules

PAGES = pages()
#: A file named without its folder may stand anywhere, like the `urls.py` of each app.
NAMES = {path.name for folder in FOLDERS for path in (PROJECT / folder).rglob("*.*")}


def named(page: Page) -> Iterator[str]:
    return (path for path in page.paths() if not _exists(path))


def _exists(path: str) -> bool:
    file, _, test = path.partition("::")
    found = list(PROJECT.glob(file.rstrip("/"))) or ([PROJECT / file] if file in NAMES else [])
    return any(f"def {test}(" in one.read_text(encoding="utf-8") for one in found) if test else bool(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Page) -> None:
    assert list(named(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Page) -> None:
    assert [link for link in page.links() if not (page.path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_target_that_a_page_names_exists(page: Page) -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = page.code()
    assert set(re.findall(r"\bmake ([a-z]+)\b", code)) - targets == set()
    assert set(re.findall(r"\bmanage\.py ([a-z_]+)\b", code)) - set(get_commands()) == set()
    modules = {name for name in re.findall(r"\bpython -m ([a-z_.]+)", code) if find_spec(name) is None}
    assert modules == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_says_stands_in_a_file_stands_there(page: Page) -> None:
    assert [(name, path) for name, path in page.places() if not _stands_in(name, path)] == []


def _stands_in(name: str, path: str) -> bool:
    text = (PROJECT / path).read_text(encoding="utf-8")
    return re.search(rf"^\s*(def|class) {name}\b|^{name}\b.*=", text, re.MULTILINE) is not None


def test_every_page_that_the_code_refers_to_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (PROJECT / "Makefile", PROJECT / "docker-compose.yml")]
    texts += [
        (PROJECT / module.path).read_text(encoding="utf-8") for module in modules(*PRODUCT, "tools", "benchmarks")
    ]
    referred = {name for text in texts for name in re.findall(r"\bdocs/[\w/-]+\.md\b", text)}
    assert "docs/operations.md" in referred
    assert sorted(name for name in referred if not (PROJECT / name).exists()) == []


def test_a_page_that_names_what_is_not_there_is_noticed() -> None:
    text = (
        "See `sanshu/core/clock.py`, `sanshu/core/klock.py`, `tests/docs/test_pages.py::test_nothing` and `nothing.py`."
    )
    page = Page(PROJECT / "docs" / "x.md", text)
    assert list(named(page)) == ["sanshu/core/klock.py", "tests/docs/test_pages.py::test_nothing", "nothing.py"]
    told = Page(PROJECT / "docs" / "x.md", "`now` in\n`sanshu/core/clock.py`, `later` in `sanshu/core/clock.py`")
    assert [_stands_in(*place) for place in told.places()] == [True, False]


def test_no_page_names_a_place_of_one_machine() -> None:
    foreign = re.compile(r"(?<![\w.])/(home|root|work|Users)/")
    assert [page.name for page in PAGES if foreign.search(page.text)] == []
