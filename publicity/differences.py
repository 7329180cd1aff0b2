"""What changed between two revisions, field by field and row by row, as far as a viewer may see both. Pure."""

from dataclasses import dataclass

from publicity.display import Language, label, say
from publicity.masking import Shown, ShownRow


@dataclass(frozen=True)
class Change:
    """One value before and after; `place` names field or row in the reader's words."""

    place: str
    before: str
    after: str


def differences(old: Shown, new: Shown, language: Language, *, row_word: str) -> list[Change]:
    """List every visible difference; `row_word` is a pattern such as `第%s行`. Hidden values never differ here."""
    found = [
        Change(
            label(one, language),
            say(one, old.fields.get(one.key), language),
            say(one, new.fields.get(one.key), language),
        )
        for one in new.field_specs
        if old.fields.get(one.key) != new.fields.get(one.key)
    ]
    before = {row.id: row for row in old.rows or ()}
    after = {row.id: row for row in new.rows or ()}
    for row_id in [*before, *(key for key in after if key not in before)]:
        found += _row(before.get(row_id), after.get(row_id), new, language, row_word % row_id.removeprefix("r"))
    return found


def _row(old: ShownRow | None, new: ShownRow | None, shown: Shown, language: Language, place: str) -> list[Change]:
    if old is None or new is None:
        return [Change(place, _whole(old, shown, language), _whole(new, shown, language))]
    return [
        Change(
            f"{place} {label(one, language)}",
            say(one, old.values.get(one.key), language),
            say(one, new.values.get(one.key), language),
        )
        for one in shown.row_specs
        if old.values.get(one.key) != new.values.get(one.key)
    ]


def _whole(row: ShownRow | None, shown: Shown, language: Language) -> str:
    if row is None:
        return ""
    values = (say(one, row.values.get(one.key), language) for one in shown.row_specs)
    return " · ".join(value for value in values if value)
