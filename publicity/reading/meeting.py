"""A meeting answers: what was decided, who came, who was for it and against it, who stands for it, what became of it. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publicity.masking import ShownRow
from publicity.reading.common import Design, Sheet, by_day
from publicity.reading.values import Value, Values

#: What was decided comes first, whatever else was written down.
_DECIDED = ("resolution", "conclusion", "result", "report", "excellent_names", "plan_summary")
_NAMES = ("title", "topic")
_BALLOTS = (
    ("agree", "oppose", "abstain"),
    ("excellent", "qualified", "basic", "unqualified"),
    ("excellent", "competent", "basic", "incompetent"),
    ("votes",),
)
_INVITED, _CAME = "should_attend", ("attended", "participants")
_HEADS = ("topic", "name", "task", "problem", "stage")
_KINDS = ("activity_type", "position", "stage")
_SAID = ("resolution", "opinion", "feedback", "measure", "resume")
_STANDS_FOR = ("host", "owner")
_STATES = ("outcome", "grade", "status", "stage")
_DAYS = ("date", "due_date")


@dataclass(frozen=True)
class Vote:
    """One kind of vote, its count, and its share of all in hundredths."""

    value: Value
    share: int


@dataclass(frozen=True)
class Attendance:
    """How many came of how many who should have; `share` in hundredths, None when nobody said who should."""

    came: Value
    invited: Value | None
    share: int | None


@dataclass(frozen=True)
class Head:
    """What was decided, who came, the votes, and what became of it."""

    name: Value | None
    decided: Value | None
    attendance: Attendance | None
    votes: tuple[Vote, ...]
    state: Value | None
    amount: Value | None
    dates: tuple[Value, ...]
    counts: tuple[Value, ...]


@dataclass(frozen=True)
class Line:
    """One meeting, one candidate, or one thing to be done."""

    id: str
    name: Value | None
    kind: Value | None
    day: Value | None
    said: Value | None
    attendance: Attendance | None
    votes: tuple[Vote, ...]
    stands_for: Value | None
    state: Value | None
    notes: tuple[Value, ...]


def _head(sheet: Sheet) -> Head:
    """Take what a meeting's header says."""
    fields = sheet.fields
    return Head(
        name=fields.take(*_NAMES),
        decided=fields.take(*_DECIDED),
        attendance=_attendance(fields),
        votes=_votes(fields),
        state=fields.take("impl_status"),
        amount=fields.take("amount_involved"),
        dates=fields.take_all("meeting_date", "resolution_date", "date", "event_date", "election_day"),
        counts=fields.take_types("integer"),
    )


def _attendance(values: Values) -> Attendance | None:
    invited, came = values.raw(_INVITED), next((values.raw(key) for key in _CAME if values.has(key)), None)
    if came is None:
        return None
    first, second = values.take(*_CAME), values.take(_INVITED)
    share = round(int(came) * 100 / int(invited)) if second and int(invited or 0) > 0 else None
    return Attendance(first, second, share) if first else None


def _votes(values: Values) -> tuple[Vote, ...]:
    for keys in _BALLOTS:
        if values.has(keys[0]) and (len(keys) == 1 or values.has(keys[1])):
            counts = {key: int(values.raw(key) or 0) for key in keys}
            everyone = sum(counts.values())
            # One candidate's count alone is a share of nothing.
            share = {
                key: round(count * 100 / everyone) if everyone and len(keys) > 1 else 0 for key, count in counts.items()
            }
            return tuple(Vote(value, share[value.key]) for value in values.take_all(*keys))
    return ()


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one row."""

    def line(row: ShownRow) -> Line:
        values = sheet.values(row)
        return Line(
            id=row.id,
            name=values.take(*_HEADS),
            kind=values.take(*_KINDS),
            day=values.take(*_DAYS),
            said=values.take(*_SAID),
            attendance=_attendance(values),
            votes=_votes(values),
            stands_for=values.take(*_STANDS_FOR),
            state=values.take(*_STATES),
            notes=values.rest(),
        )

    return line


DESIGN = Design(
    head=_head,
    lines=_lines,
    groups=("activity_type", "outcome", "stage", "grade", "status"),
    in_order=by_day,
)
