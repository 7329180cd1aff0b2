"""Every management command that a page shows can be typed as it stands there."""

import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class

from tools.pages import pages

LINES = sorted({line.strip() for page in pages() for line in re.findall(r"manage\.py ([a-z_]+ .+)", page.code())})


def arguments(line: str) -> list[str]:
    """What is typed after the command; words in capitals stand for something, so an example takes their place."""
    words = shlex.split(line)
    return ["2026-12-01" if word in {"DATE", "DATETIME"} else word for word in words[1:]]


@pytest.mark.parametrize("line", [line for line in LINES if "..." not in line])
def test_a_command_on_a_page_is_understood(line: str) -> None:
    name = line.split(maxsplit=1)[0]
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments(line))
