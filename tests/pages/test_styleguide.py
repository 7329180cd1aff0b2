"""The style guide leaves no part out, shows both schemes as they are, and the style sheets stay small."""

import gzip
import re

import pytest
from django.test import Client

from tools.source import PROJECT

CSS = PROJECT / "static" / "css"
COLOUR = re.compile(r"(--[\w-]+: #[0-9a-f]+);")


@pytest.mark.django_db
def test_every_component_stands_in_the_style_guide(client: Client) -> None:
    shown = client.get("/styleguide/").content.decode()
    parts = [path.name for path in (PROJECT / "templates" / "components").glob("*.html")]
    assert [name for name in parts if f"<code>{name}</code>" not in shown] == []


def test_the_style_guide_has_the_colours_of_the_pages() -> None:
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    guide = (CSS / "styleguide.css").read_text(encoding="utf-8")
    assert COLOUR.findall(guide) == COLOUR.findall(tokens)


def test_all_style_sheets_together_are_at_most_20_kb_compressed() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in CSS.glob("*.css")) <= 20 * 1024
