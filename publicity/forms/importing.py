"""How the columns of a file were understood, for the clerk to look at and to change; made from the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from publicity.catalogue import Field, ItemSpec
from publicity.display import label, say_choice
from publicity.forms.content import Bound, language
from publicity.importing.books import Sheet, Value
from publicity.importing.columns import Understanding, headings, look_at, refuse_strangers
from publicity.importing.examine import Examined, on_sheet, samples
from publicity.importing.marked import shown
from publicity.importing.names import Target, field_of, targets_of
from publicity.importing.told import Unreadable, letters
from publicity.importing.values import written
from sanshu.core.errors import Invalid
from sanshu.core.scan import find_personal_numbers

_HIDDEN = {"take": True, "leave": False}
LONGEST_CONSTANT = 200


@dataclass(frozen=True)
class ColumnOnPage:
    """One column of the file: its letter, its heading, what it holds, and what it fills."""

    at: int
    letter: str
    words: str
    samples: list[str]
    options: list[tuple[Target, str, bool]]

    @property
    def name(self) -> str:
        """The name of its control."""
        return f"column-{self.at}"


def columns_on_page(found: Examined, spec: ItemSpec) -> list[ColumnOnPage]:
    """List the file's columns that have a heading or a value; nothing that names a person by number is shown."""
    sheet, known = found.book.sheet(found.known.sheet), found.known
    if sheet is None or not found.has_table:
        return []
    offered = {target: target_label(spec, target) for target in targets_of(spec)}
    listed = []
    for at, heading in enumerate(headings(sheet, known.first, known.depth)):
        values = samples(found, at)
        if not heading.words and not values:
            continue
        chosen = known.columns.get(at, "")
        options = [("", _("不导入"), not chosen), *((one, text, one == chosen) for one, text in offered.items())]
        listed.append(ColumnOnPage(at, letters(at), heading.words, _said(values, spec, chosen), options))
    return listed


def _said(values: list[Value], spec: ItemSpec, target: Target) -> list[str]:
    declared = field_of(spec, target)[0]
    secret = declared is not None and declared.sensitive == "never_public"
    said = [shown(value, is_secret=secret) for value in values]
    return [_("（不显示）") if one is None else written(one) if isinstance(one, float) else one for one in said]


def target_label(spec: ItemSpec, target: Target) -> str:
    """Name what a column fills, in the page's language."""
    declared, also = field_of(spec, target)
    if declared is None:
        return target
    said = [say_choice(field, choice, language()) for key, choice in also.items() if (field := spec.row_field(key))]
    return " · ".join([label(declared, language()), *said])


def constants_on_page(known: Understanding, spec: ItemSpec) -> list[Bound]:
    """List the fields that no column fills and that may be the same in all rows; those that must be filled first."""
    filled = {key for target in known.columns.values() for key in _fills(target)}
    free = [one for one in spec.row_fields if one.key not in filled and _may_be_constant(one)]
    free.sort(key=lambda one: not one.required)
    return [Bound(one, f"all-{one.key}", value=known.constants.get(one.key, "")) for one in free]


def not_in_file(known: Understanding, spec: ItemSpec) -> list[str]:
    """Name the required fields that the file does not have and that can't be the same for all."""
    filled = {key for target in known.columns.values() for key in _fills(target)}
    wanted = [one for one in spec.row_fields if one.required and one.type != "file"]
    return [label(one, language()) for one in wanted if one.key not in filled and not _may_be_constant(one)]


def _fills(target: Target) -> list[str]:
    key, _bar, also = target.partition("|")
    return [key, also.partition("=")[0]]


def _may_be_constant(one: Field) -> bool:
    return one.type in {"choice", "bool", "date", "month", "text", "matter", "money", "decimal", "integer"} or (
        one.type == "person_name" and one.key in {"handler", "approver", "witness", "collector"}
    )


def read_choices(posted: Mapping[str, Any], found: Examined, spec: ItemSpec) -> Understanding:
    """Read how the clerk wants the file to be read; Invalid when two columns are to fill the same field."""
    known = found.known
    name = str(posted.get("sheet") or known.sheet)
    sheet = found.book.sheet(name)
    if sheet is not None and name != known.sheet:
        return on_sheet(found.book, known, name, _looked_at(sheet, spec))
    offered = targets_of(spec)
    columns = {
        at: target
        for at in range(sheet.width if sheet else 0)
        if (target := str(posted.get(f"column-{at}", ""))) in offered
    }
    _refuse_twice(columns, spec)
    constants = {
        one.spec.key: _harmless(one.label, text)
        for one in constants_on_page(known.changed(columns, {}), spec)
        if (text := str(posted.get(one.name, "")).replace("\0", "").strip())
    }
    return known.confirmed(
        columns, constants, fills_merged=bool(posted.get("merged")), takes_hidden=_HIDDEN.get(str(posted.get("hidden")))
    )


def _looked_at(sheet: Sheet, spec: ItemSpec) -> Understanding:
    known = look_at(sheet, spec)
    try:
        refuse_strangers(sheet, known)
    except Unreadable as problem:
        raise Invalid(str(problem)) from None
    return known


def _harmless(name: str, text: str) -> str:
    """Pass what all rows are to share; it is kept until the file is taken over, so it may name nobody by number."""
    if find_personal_numbers(text):
        raise Invalid(f"“{name}”里有身份证号、银行卡号或手机号，请删去；这些号码只能在文件的那一列里。")
    if len(text) > LONGEST_CONSTANT:
        raise Invalid(f"“{name}”最多{LONGEST_CONSTANT}个字，请缩短。")
    return text


def _refuse_twice(columns: Mapping[int, Target], spec: ItemSpec) -> None:
    seen: dict[str, int] = {}
    for at, target in columns.items():
        key = target.partition("|")[0]
        other = seen.get(key)
        if other is not None and not ("|" in target and "|" in columns[other] and columns[other] != target):
            both = f"{letters(other)}列和{letters(at)}列"
            raise Invalid(f"{both}都选了“{target_label(spec, target)}”，一个栏目只能对应一列，请改掉一个。")
        seen[key] = at
