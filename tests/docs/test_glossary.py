"""The glossary names what the code has, in the words that the code shows."""

import re
from enum import Enum
from importlib import import_module
from typing import Any

import pytest
from django.utils import translation

from feedback.lifecycle import MESSAGE_LABELS
from feedback.models.message import ABOUT_CHOICES, CATEGORY_CHOICES, IDENTITY_CHOICES
from publicity.catalogue import STRUCTURES, VISIBILITIES
from publicity.lifecycles import FILING_LABELS, RECORD_LABELS
from publicity.models import catalogue
from publicity.states import STATE_LABELS
from sanshu.accounts.lifecycle import CHANGE_LABELS
from sanshu.core.models import Region
from sanshu.core.roles import ROLE_NAMES, Level
from supervision.lifecycle import WARNING_LABELS
from supervision.rules import disclosure_overdue, message_unanswered
from tools.source import PROJECT

TEXT = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
Row = tuple[str, str, str]


def rows(heading: str = "") -> list[Row]:
    """The Chinese, the English and the identifier of each row, of one section or of all."""
    text = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0] if heading else TEXT
    return re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([^`]+)` \|", text, re.MULTILINE)


def resolved(identifier: str) -> Any:
    """What a dotted name stands for: the longest part that is a module, then attributes."""
    parts = identifier.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            found = getattr(found, name)
        return found
    raise ModuleNotFoundError(identifier)


@pytest.mark.parametrize("identifier", sorted({one for _, _, one in rows() if "." in one}))
def test_every_identifier_of_the_glossary_is_in_the_code(identifier: str) -> None:
    assert resolved(identifier) is not None


def test_an_identifier_that_is_not_in_the_code_is_noticed() -> None:
    with pytest.raises(AttributeError):
        resolved("publicity.models.Obligation.state_column")
    with pytest.raises(ModuleNotFoundError):
        resolved("nowhere.Thing")


CHOICES: dict[str, dict[Any, Any]] = {
    "States of an obligation": dict(STATE_LABELS),
    "States of a record": dict(RECORD_LABELS),
    "States of a request": dict(CHANGE_LABELS),
    "States of a message": dict(MESSAGE_LABELS),
    "States of a warning": dict(WARNING_LABELS),
    "Roles": dict(ROLE_NAMES),
    "About whom, what about, known how": dict([*ABOUT_CHOICES, *CATEGORY_CHOICES, *IDENTITY_CHOICES]),
}


@pytest.mark.parametrize("heading", CHOICES)
def test_states_roles_and_choices_are_complete_and_say_what_people_read(heading: str) -> None:
    with translation.override("zh-hans"):
        shown = {key: str(label) for key, label in CHOICES[heading].items()}
    assert {resolved(identifier): chinese for chinese, _, identifier in rows(heading)} == shown


def test_filings_levels_structures_and_audiences_are_complete() -> None:
    filing = {resolved(one): chinese for chinese, _, one in rows("States and reasons of a filing") if "Status." in one}
    assert filing == dict(FILING_LABELS)
    with translation.override("zh-hans"):
        levels = {Level(value): str(label) for value, label in Region.LEVELS}
        audiences = {value: str(label) for value, label in catalogue.VISIBILITIES}
    named = {resolved(one): chinese for chinese, _, one in rows("Places and accounts") if ".Level." in one}
    assert named == levels
    assert {value for _, _, value in rows("Structures of an item")} == STRUCTURES
    assert {value: chinese for chinese, _, value in rows("Who may read the rows")} == audiences
    assert set(audiences) == set(VISIBILITIES)


@pytest.mark.parametrize("rule", [disclosure_overdue.RULE, message_unanswered.RULE])
def test_each_rule_is_called_as_its_warnings_call_it(rule: Any) -> None:
    assert [chinese for chinese, _, one in rows("Supervision") if resolved(one) is rule] == [rule.name]


def test_no_member_of_an_enumeration_is_listed_twice() -> None:
    members = [one for _, _, one in rows() if "." in one and isinstance(resolved(one), Enum)]
    assert len(members) == len(set(members))
