"""A text answers: what is it about, since when, until when, how much; then it is read like any article. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publicity.masking import ShownRow
from publicity.reading.common import Bar, Design, Sheet, bars
from publicity.reading.values import Value

_NAMES = ("title", "project")
#: Of so many so many are done: what was found and mended, promised and kept.
_PROGRESS = (("problem_total", "fixed"), ("pledges_total", "pledges_done"))
_RECOVERED = ("problem_amount", "recovered")


@dataclass(frozen=True)
class Progress:
    """How many of how many are done; `share` in hundredths."""

    whole: Value
    done: Value
    share: int


@dataclass(frozen=True)
class Head:
    """The title, what is done of what was to be done, money found and recovered, the figures."""

    name: Value | None
    progress: Progress | None
    recovered: tuple[Bar, ...]
    amounts: tuple[Value, ...]
    counts: tuple[Value, ...]


def _head(sheet: Sheet) -> Head:
    """Take the key facts, which stand above the text."""
    fields = sheet.fields
    recovered = fields.take_all(*_RECOVERED) if all(fields.has(key) for key in _RECOVERED) else ()
    return Head(
        name=fields.take(*_NAMES),
        progress=_progress(sheet),
        recovered=bars(recovered),
        amounts=fields.take_types("money"),
        counts=fields.take_types("integer", "decimal"),
    )


def _progress(sheet: Sheet) -> Progress | None:
    for whole_key, done_key in _PROGRESS:
        if sheet.fields.has(whole_key) and sheet.fields.has(done_key) and int(sheet.stored[whole_key]) > 0:
            share = min(100, round(int(sheet.stored[done_key]) * 100 / int(sheet.stored[whole_key])))
            whole, done = sheet.fields.take(whole_key), sheet.fields.take(done_key)
            return Progress(whole, done, share) if whole and done else None
    return None


@dataclass(frozen=True)
class Line:
    """One row, said value by value."""

    id: str
    name: Value | None
    notes: tuple[Value, ...]


def _lines(sheet: Sheet, _rows: Sequence[ShownRow]) -> Callable[[ShownRow], Line]:
    """Give what writes one row."""

    def line(row: ShownRow) -> Line:
        first, *rest = sheet.values(row).rest()
        return Line(row.id, first, tuple(rest))

    return line


DESIGN = Design(
    head=_head,
    lines=_lines,
)
