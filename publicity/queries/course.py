"""How something came to be public: every step of its timeline, and between them every signature with office and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from publicity.models import Endorsement, Filing, FilingSignature, Record
from publicity.stations import ROLE_OF_STATION, STATION_OF_ROLE
from sanshu.core import timeline
from sanshu.core.clock import SHANGHAI
from sanshu.core.models import TimelineEntry
from sanshu.core.roles import Role, office_of

#: What comes before the signatures of the same moment; all else comes after them.
_BEFORE = frozenset({"start", "start_correction", "resume", "submit", "file"})


@dataclass(frozen=True)
class Line:
    """One step, or one signature: `station` says for whom, `signed_on` its day."""

    at: datetime
    action: str
    office: str
    reason: str = ""
    station: str = ""
    signed_on: date | None = None


def course_of(record: Record, signatures: Iterable[Endorsement]) -> list[Line]:
    """Give the course of a record with its signatures of all rounds, oldest first; one query for the timeline."""
    signed = [
        Line(one.at, "sign" if one.station in ROLE_OF_STATION else "tick", one.office, "", one.station, one.signed_on)
        for one in signatures
    ]
    return _merged(timeline.of(record), signed)


def course_of_filing(filing: Filing, signatures: Iterable[FilingSignature]) -> list[Line]:
    """Give the course of a filing with its signatures; a signature of a filing is its village's."""
    village = filing.obligation.region.name
    signed = [
        Line(
            one.at,
            "sign",
            office_of(village, Role(one.role)),
            "",
            STATION_OF_ROLE[Role(one.role)],
            one.at.astimezone(SHANGHAI).date(),
        )
        for one in signatures
    ]
    return _merged(timeline.of(filing), signed)


def _merged(entries: Iterable[TimelineEntry], signed: list[Line]) -> list[Line]:
    steps = [Line(entry.at, entry.action, entry.office, entry.reason) for entry in entries]
    return sorted([*steps, *signed], key=lambda line: (line.at, _place(line)))


def _place(line: Line) -> int:
    if line.action in _BEFORE:
        return 0
    return 1 if line.station else 2
