"""The README in English and its Chinese equal say the same, and the pages they name answer."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import Resolver404, resolve

from tools.pages import Page
from tools.source import PROJECT

ENGLISH, CHINESE = (
    Page(PROJECT / name, (PROJECT / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh.md")
)
EXAMPLES = {"<code>": "210123106207", "<id>": "1", "<item>": "F-03", "<uuid>": str(UUID(int=1))}


def shape(page: Page) -> list[str]:
    """What must be equal: the order of headings, tables, lists and bold beginnings, whatever the words."""
    marks = re.findall(r"^(#+ |- |\| |\*\*|!\[| {4}\S+)", page.text, re.MULTILINE)
    return [mark.strip() for mark in marks]


def addresses() -> Iterator[str]:
    for span in ENGLISH.spans():
        if span.startswith("/"):
            yield span


def test_both_readmes_have_the_same_parts_in_the_same_order() -> None:
    assert shape(ENGLISH) == shape(CHINESE)


def test_both_readmes_name_the_same_files_pages_commands_and_links() -> None:
    assert ENGLISH.spans() == CHINESE.spans()
    ours = {"README.md", "README.zh.md"}
    assert [link for link in ENGLISH.links() if link not in ours] == [
        link for link in CHINESE.links() if link not in ours
    ]


@pytest.mark.parametrize("address", sorted(set(addresses())))
def test_every_page_that_the_readme_names_has_an_address(address: str) -> None:
    for placeholder, example in EXAMPLES.items():
        address = address.replace(placeholder, example)
    assert resolve(address)


def test_a_page_without_an_address_is_noticed() -> None:
    with pytest.raises(Resolver404):
        resolve("/villages/somewhere/")
