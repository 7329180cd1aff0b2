"""One look at a file for one disclosure: how it is understood, what it would give, and all that is wrong, at once. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from publicity.catalogue import ItemSpec
from publicity.content import CHILD_SUFFIX, Content, clean_content
from publicity.importing.books import Book, Value
from publicity.importing.columns import Understanding, understand
from publicity.importing.rows import RowsRead, hidden_in, merged_in, place_errors, read_rows
from publicity.importing.template import FACTS, FilledIn, filled_in
from publicity.importing.told import Place, Problem, Unreadable, errors_in
from publicity.importing.values import Setting, typed


@dataclass(frozen=True)
class Aim:
    """What the file is for: the item, the period, the day of entry."""

    spec: ItemSpec
    period: str
    on: date


@dataclass(frozen=True)
class Examined:
    """What a file gives: the content as it would be stored, and problems in the order of the file.

    `takes_facts` says that the file is our template and holds the facts above the rows too.
    """

    book: Book
    known: Understanding
    read: RowsRead
    content: Content
    takes_facts: bool = False
    problems: Sequence[Problem] = field(default=())

    @property
    def has_table(self) -> bool:
        """Whether it has rows to be understood; a template of an item without rows holds facts only."""
        return self.known.sheet != FACTS

    @property
    def errors(self) -> list[Problem]:
        """What must be mended before anything is taken over."""
        return errors_in(self.problems)

    @property
    def is_good(self) -> bool:
        """Whether it may be taken over as it is."""
        return not self.errors and bool(self.content["rows"] or self.takes_facts)


def first_look(book: Book, spec: ItemSpec) -> Understanding:
    """Understand a file that nobody has looked at yet; a template of ours by its mark. Unreadable when nothing fits."""
    ours = filled_in(book, spec)
    if ours is not None:
        return ours.known or Understanding(FACTS)
    return understand(book, spec)


def examine(book: Book, known: Understanding, aim: Aim) -> Examined:
    """Read a file by what was understood, and judge every cell as the form would; nothing is stored."""
    ours = filled_in(book, aim.spec)
    sheet = book.sheet(known.sheet)
    if sheet is None:
        raise Unreadable(f"文件里没有工作表“{known.sheet}”，请重新选择。")
    with_rows = known.sheet != FACTS
    read = read_rows(sheet, known, aim.spec, period=aim.period) if with_rows else RowsRead()
    facts, wrong = _facts(book, ours, aim) if ours else ({}, [])
    cleaned = clean_content(aim.spec, facts, read.rows, on=aim.on)
    told = list(read.problems) + wrong + list(_errors(read, known, ours, aim.spec, cleaned.errors))
    if with_rows:
        told += _to_confirm(book, known) + list(_twice(read, known, cleaned.content, aim.spec))
    seen = sorted(set(told), key=lambda one: (one.place.sheet, one.place.row, one.place.column or 0, one.is_warning))
    return Examined(book, known, read, cleaned.content, takes_facts=bool(facts), problems=seen)


def _facts(book: Book, ours: FilledIn, aim: Aim) -> tuple[dict[str, object], list[Problem]]:
    facts: dict[str, object] = {}
    wrong: list[Problem] = []
    for key, value in ours.facts.items():
        declared = aim.spec.field(key)
        if declared is None:
            continue
        try:
            facts[key] = typed(declared, value, Setting(aim.period))
        except ValueError as problem:
            wrong.append(Problem(Place(FACTS, ours.fact_rows[key], 1), declared.label, str(problem)))
    return facts, wrong


def _errors(
    read: RowsRead, known: Understanding, ours: FilledIn | None, spec: ItemSpec, errors: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    rows = {key: texts for key, texts in errors.items() if key.startswith("rows")}
    yield from place_errors(read, known, spec, rows)
    for key, texts in errors.items():
        declared = spec.field(key)
        if key in rows or declared is None or ours is None:
            continue
        yield from (
            Problem(Place(FACTS, ours.fact_rows[key], 1), declared.label, text.partition("”：")[2] or text)
            for text in texts
        )


def _to_confirm(book: Book, known: Understanding) -> list[Problem]:
    sheet = book.sheet(known.sheet)
    if sheet is None or known.takes_hidden is not None:
        return []
    told = "这里是隐藏的，公开后人人看得到。请在下面选“导入隐藏的内容”或“不导入”。"
    found = [Problem(place, "", told) for place in hidden_in(sheet, known)]
    if sheet.is_hidden:
        found.insert(0, Problem(Place(sheet.name, known.first), "", f"整个工作表是隐藏的。{told}"))
    if not known.fills_merged:
        told = "几行合并成了一格，只有第一行有内容。下面几行也是这个内容的，请勾选“合并的格子每行都填”。"
        found += [Problem(place, "", told, is_warning=True) for place in merged_in(sheet, known)]
    return found


def _twice(read: RowsRead, known: Understanding, content: Content, spec: ItemSpec) -> Iterator[Problem]:
    """Name the persons who stand on a list twice, by their number; whether that is right only the clerk can say."""
    if not spec.row_field("id_number"):
        return
    seen: dict[str, int] = {}
    lines = [line for line, row in zip(read.lines, read.rows, strict=True) if any(row.values())]
    for line, row in zip(lines, content["rows"], strict=False):
        digest = row.get("id_number")
        if digest in seen:
            told = f"和第{seen[digest] + 1}行是同一个身份证号。确实要列两次的可以不改，重复的请删去一行。"
            yield Problem(Place(known.sheet, line), "", told, is_warning=True)
        elif digest:
            seen[digest] = line


def with_ids_of(before: Content, after: Content, next_row: int) -> Content:
    """Give the new rows the ids of the rows they continue: of the same person, else of the very same content.

    An objection or a correction names a row by its id; a file brought again must not turn every row into a new one.
    """
    free: dict[object, list[str]] = {}
    for row in before.get("rows", ()):
        for key in _likenesses(row):
            free.setdefault(key, []).append(row["id"])
    used: set[str] = set()
    rows = []
    for row in after["rows"]:
        row_id = next((one for key in _likenesses(row) for one in free.get(key, ()) if one not in used), "")
        if not row_id:
            row_id, next_row = f"r{next_row}", next_row + 1
        used.add(row_id)
        rows.append({**row, "id": row_id})
    return {**after, "rows": rows}


def _likenesses(row: Mapping[str, Value]) -> Iterator[object]:
    plain = {key: value for key, value in row.items() if key != "id" and not key.endswith(CHILD_SUFFIX)}
    yield tuple(sorted((key, str(value)) for key, value in plain.items()))
    if "id_number" in row:
        yield ("person", row["id_number"], row.get("name"))


def samples(examined: Examined, column: int, count: int = 3) -> list[Value]:
    """Give the first values below a heading, for the clerk to see what a column holds."""
    sheet = examined.book.sheet(examined.known.sheet)
    rows = sheet.rows[examined.known.first_row :] if sheet else ()
    found = [row[column] for row in rows[:200] if column < len(row) and row[column] is not None]
    return found[:count]


def on_sheet(book: Book, known: Understanding, name: str, look: Understanding) -> Understanding:
    """Change the sheet that is read, keeping what the clerk set for all rows."""
    return known if name == known.sheet or book.sheet(name) is None else replace(look, constants=known.constants)
