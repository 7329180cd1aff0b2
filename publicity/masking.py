"""The one policy of what is shown to whom: HTML, JSON, CSV, search and feeds all ask here. Pure.

Public means anybody; a resident holds an active resident posting of the unit; an official holds a working post over it.
`never_public` is never shown to any of them, digests to nobody at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from publicity.catalogue import Field, ItemSpec
from publicity.content import CHILD_SUFFIX, Content

HIDDEN = "*"
CHILD = "（未成年人）"


class Viewer(StrEnum):
    """As who somebody looks at one unit's disclosures."""

    PUBLIC = "public"
    RESIDENT = "resident"
    OFFICIAL = "official"


@dataclass(frozen=True)
class ShownRow:
    """One row as far as the viewer may see it; `id` stays the same through corrections."""

    id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """What one viewer sees of one content. `rows` is None when the viewer may not see rows at all."""

    fields: Mapping[str, Any]
    rows: tuple[ShownRow, ...] | None
    field_specs: tuple[Field, ...]
    row_specs: tuple[Field, ...]

    @property
    def rows_hidden(self) -> bool:
        """Whether there are rows that this viewer may not see."""
        return self.rows is None


def sees_rows(visibility: str, viewer: Viewer) -> bool:
    """Say whether a viewer may see the rows of an item of that visibility."""
    return visibility == "public" or viewer is Viewer.OFFICIAL or (visibility, viewer) == ("residents", Viewer.RESIDENT)


def shown_specs(declared: Sequence[Field], viewer: Viewer) -> tuple[Field, ...]:
    """Give the fields of which a viewer may see anything."""
    return tuple(one for one in declared if _may_show(one, viewer))


def _may_show(one: Field, viewer: Viewer) -> bool:
    if one.sensitive == "never_public" or one.is_digested or one.type == "file":
        return False
    # Only a name can be shown in part; anything else that must be masked is a category that would betray the person.
    return one.sensitive != "mask" or one.type == "person_name" or viewer is Viewer.OFFICIAL


def show(spec: ItemSpec, content: Content, viewer: Viewer) -> Shown:
    """Give what a viewer sees of a content, rows in their order."""
    row_specs = shown_specs(spec.row_fields, viewer)
    may = bool(spec.row_fields) and sees_rows(spec.visibility, viewer)
    rows: tuple[ShownRow, ...] | None = None
    if may or not spec.row_fields:
        rows = tuple(ShownRow(row["id"], _values(row_specs, row, viewer)) for row in content["rows"])
    return Shown(
        fields=_values(shown_specs(spec.fields, viewer), content["fields"], viewer),
        rows=rows,
        field_specs=shown_specs(spec.fields, viewer),
        row_specs=row_specs,
    )


def show_own(spec: ItemSpec, rows: Iterable[Mapping[str, Any]]) -> Shown:
    """Give what a person sees of their own rows, also where nobody else sees rows: as a resident sees rows of a list.

    No more than that, since the number that finds them may have been typed by somebody who merely knows it.
    """
    specs = shown_specs(spec.row_fields, Viewer.RESIDENT)
    own = tuple(ShownRow(row["id"], _values(specs, row, Viewer.RESIDENT)) for row in rows)
    return Shown(fields={}, rows=own, field_specs=(), row_specs=specs)


def _values(declared: Sequence[Field], stored: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    child = viewer is not Viewer.OFFICIAL and any(
        value is True for key, value in stored.items() if key.endswith(CHILD_SUFFIX)
    )
    return {one.key: _value(one, stored[one.key], viewer, child=child) for one in declared if one.key in stored}


def _value(one: Field, value: Any, viewer: Viewer, *, child: bool) -> Any:
    if one.type != "person_name":
        return value
    if child:
        return CHILD
    return mask_name(value) if one.sensitive == "mask" and viewer is not Viewer.OFFICIAL else value


def mask_name(name: str) -> str:
    """Hide one character of a name: the last of two, the middle of three or more; a single one is hidden whole."""
    if len(name) <= 1:
        return HIDDEN * len(name)
    place = 1 if len(name) == 2 else len(name) // 2  # noqa: PLR2004  # a surname and one character
    return name[:place] + HIDDEN + name[place + 1 :]
