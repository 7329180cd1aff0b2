"""What every rule gives: findings that explain themselves, and how much it looked at. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sanshu.core.roles import Level, Role
from supervision.lifecycle import Severity


class Source(StrEnum):
    """Where a rule's facts come from; a warning that comes of a message is hidden from the village."""

    DISCLOSURE = "disclosure"
    MESSAGE = "message"


class Outcome(StrEnum):
    """What a rule says of one fact."""

    PASS = "pass"  # noqa: S105 - the word of the coverage, no password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Finding:
    """One reason to look: where, what about, how grave, who must answer, who judges the answer, and why.

    `level` is the lowest level that may know of it; `judged_by` the lowest level that may verify and close it.
    """

    region: int
    subject: str
    severity: Severity
    level: Level
    owner_role: Role
    judged_by: Level
    sentence: str
    sentence_en: str
    inputs: Mapping[str, str | int]


@dataclass(frozen=True)
class RuleInfo:
    """What a rule is called, which edition of it judged, and what its facts are."""

    code: str
    version: int
    name: str
    name_en: str
    source: Source
