"""One form for all 70 items, made from the catalogue: a header and as many rows as are needed, without JavaScript.

The form keeps what was typed word for word and leaves judging to the action, whose errors it shows at their places. A
digested number that was typed well is carried through a mistake elsewhere as a signed digest, never as the number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publicity.catalogue import Field, ItemSpec
from publicity.content import MOST_ROWS
from publicity.display import Language, label, say_choice
from publicity.intake import Sealed, clean_value

MORE_ROWS = 5
MOST_ROWS_ON_PAGE = 500
KEPT_SECONDS = 24 * 3600
KEPT_SALT = "publicity.forms.kept"
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "money": {"inputmode": "decimal", "placeholder": "1234.50", "class": "number"},
    "decimal": {"inputmode": "decimal", "class": "number"},
    "integer": {"inputmode": "numeric", "class": "number"},
    "phone": {"inputmode": "tel", "placeholder": "024-87221234"},
    "id_number": {"autocomplete": "off", "spellcheck": "false"},
    "bank_account": {"autocomplete": "off", "inputmode": "numeric"},
    "month": {"placeholder": "2026-10", "inputmode": "numeric"},
    "date": {"placeholder": "2026-10-17"},
    # The browser offers what the page lists under this id; anything else may be typed.
    "matter": {"list": "matters", "autocomplete": "off"},
}


def language() -> Language:
    """Give the language of the catalogue's words on this page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@dataclass
class Bound:
    """One field on the page: its declaration, what stands in it, and what is wrong."""

    spec: Field
    name: str
    value: str = ""
    is_kept: bool = False
    kept_token: str = ""
    note: str = ""
    errors: list[str] = field(default_factory=list)
    row: int = 0

    @property
    def id(self) -> str:
        """The id of the control."""
        return f"id_{self.name}"

    @property
    def label(self) -> str:
        """The label in the page's language."""
        return label(self.spec, language())

    @property
    def help(self) -> str:
        """The hint in the page's language."""
        return self.spec.help_en if language() == "en" else self.spec.help

    @property
    def required(self) -> bool:
        """Whether it must be filled in before submitting."""
        return self.spec.required

    @cached_property
    def control(self) -> str:
        """The HTML control with what stands in it."""
        attributes: dict[str, Any] = {"id": self.id, **_ATTRIBUTES.get(self.spec.type, {})}
        if self.note:
            attributes["aria-describedby"] = f"{self.id}_note"
        if self.errors:
            attributes |= {"aria-invalid": "true", "aria-describedby": f"{self.id}_error"}
        if self.is_kept:
            attributes["placeholder"] = _("已登记，不改请留空")
        return str(self._widget().render(self.name, self.value, attributes))

    def _widget(self) -> forms.Widget:
        if self.spec.type == "choice":
            said = [(one, say_choice(self.spec, one, language())) for one in self._choices]
            return forms.Select(choices=[("", "—"), *said])
        if self.spec.type == "bool":
            return forms.Select(choices=[("", "—"), ("是", _("是")), ("否", _("否"))])
        if self.spec.type == "longtext":
            return forms.Textarea(attrs={"rows": 3})
        # A browser's date picker shows nothing for what is no date; then the text as typed must stand.
        if self.spec.type == "date" and (not self.value or _is_day(self.value)):
            return forms.DateInput(attrs={"type": "date"})
        return forms.TextInput()

    @property
    def _choices(self) -> Sequence[str]:
        unknown = self.value and self.value not in self.spec.choices
        return (*self.spec.choices, self.value) if unknown else self.spec.choices


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass
class RowOnPage:
    """One row on the page: its id (blank when new), its number as people count, and its fields."""

    place: int
    id_name: str
    row_id: str
    gone_name: str
    fields: list[Bound]

    @property
    def errors(self) -> list[str]:
        """All that is wrong in the row."""
        return [text for one in self.fields for text in one.errors]


class ContentForm:
    """The form of one draft, from what is stored or from what was posted; `owner` binds carried digests to a draft."""

    def __init__(self, spec: ItemSpec, content: Mapping[str, Any], *, owner: str) -> None:
        self.spec, self.owner = spec, owner
        self.header = [self._stored(one, one.key, content["fields"]) for one in _asked(spec.fields)]
        stored = content["rows"]
        #: Rows that came from a table and are too many for a page; they are changed by bringing the table again.
        self.rows_kept = len(stored) if len(stored) > MOST_ROWS_ON_PAGE else 0
        self.rows = [
            self._row(place, row.get("id", ""), [(one, row) for one in _asked(spec.row_fields)])
            for place, row in enumerate(() if self.rows_kept else stored, start=1)
        ]
        self.general_errors: list[str] = []

    @property
    def has_rows(self) -> bool:
        """Whether the item has rows at all."""
        return bool(self.spec.row_fields)

    @property
    def rows_refer(self) -> bool:
        """Whether rows refer to matters."""
        return any(one.type == "matter" for one in self.spec.row_fields)

    @property
    def refers(self) -> bool:
        """Whether the item refers to matters, as a whole or in its rows."""
        return self.rows_refer or any(one.type == "matter" for one in self.spec.fields)

    @property
    def bound(self) -> list[Bound]:
        """Every field on the page."""
        return [*self.header, *(one for row in self.rows for one in row.fields)]

    def _row(self, place: int, row_id: str, parts: list[tuple[Field, Mapping[str, Any]]]) -> RowOnPage:
        prefix = f"rows-{place}"
        fields = [self._stored(one, f"{prefix}-{one.key}", values, row=place) for one, values in parts]
        return RowOnPage(place, f"{prefix}-id", row_id, f"{prefix}-gone", fields)

    def _stored(self, one: Field, name: str, values: Mapping[str, Any], *, row: int = 0) -> Bound:
        value = values.get(one.key)
        if one.is_digested:
            return Bound(one, name, is_kept=bool(value), row=row)
        if isinstance(value, bool):
            value = "是" if value else "否"
        return Bound(one, name, value="" if value is None else str(value), row=row)

    def read(self, posted: Mapping[str, str], *, on: date) -> tuple[dict[str, object], list[dict[str, object]] | None]:
        """Take what was posted instead of what was stored; gives it as the action wants it, removed rows left out.

        The rows are None where they are too many for the page and stay as they are.
        """
        header = {one.spec.key: self._take(one, posted, on) for one in self.header}
        return header, None if self.rows_kept else self._read_rows(posted, on)

    def _read_rows(self, posted: Mapping[str, str], on: date) -> list[dict[str, object]]:
        stored = {row.row_id: row for row in self.rows if row.row_id}
        self.rows, typed = [], []
        for number in range(1, _row_count(posted) + 1):
            if posted.get(f"rows-{number}-gone"):
                continue
            row_id = posted.get(f"rows-{number}-id", "")
            place = len(self.rows) + 1
            row = self._row(place, row_id, [(one, {}) for one in _asked(self.spec.row_fields)])
            values: dict[str, object] = {"id": row_id}
            for one in row.fields:
                one.is_kept = row_id in stored and any(
                    old.is_kept for old in stored[row_id].fields if old.spec.key == one.spec.key
                )
                values[one.spec.key] = self._take(one, posted, on, prefix=f"rows-{number}-")
            self.rows.append(row)
            typed.append(values)
        return typed

    def _take(self, one: Bound, posted: Mapping[str, str], on: date, *, prefix: str = "") -> object:
        name = f"{prefix}{one.spec.key}"
        text = posted.get(name, "")
        if not one.spec.is_digested:
            one.value = text
            return text
        sealed = self._sealed(one.spec, text, posted.get(f"{name}-kept", ""), on)
        if sealed is None:
            return text
        one.is_kept, one.kept_token = True, self._token(sealed)
        return sealed

    def _sealed(self, spec: Field, text: str, token: str, on: date) -> Sealed | None:
        if not text.strip():
            return self._from_token(token)
        try:
            value = clean_value(spec, text, on=on)
        except ValueError:
            return None
        return value if isinstance(value, Sealed) else None

    def _token(self, sealed: Sealed) -> str:
        return signing.dumps([self.owner, sealed.digest, sealed.is_child], salt=KEPT_SALT)

    def _from_token(self, token: str) -> Sealed | None:
        if not token:
            return None
        try:
            owner, digest, is_child = signing.loads(token, salt=KEPT_SALT, max_age=KEPT_SECONDS)
        except (signing.BadSignature, ValueError):
            return None
        return Sealed(digest, is_child) if owner == self.owner else None

    def add_rows(self, number: int = MORE_ROWS) -> None:
        """Put blank rows at the end, up to what one page can carry."""
        room = min(number, MOST_ROWS_ON_PAGE - len(self.rows))
        for _unused in range(max(room, 0)):
            self.rows.append(self._row(len(self.rows) + 1, "", [(one, {}) for one in _asked(self.spec.row_fields)]))

    def show_errors(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Put each error of an action at its place; what has no place stands on top."""
        places = {one.spec.key: one for one in self.header}
        places |= {f"rows.{row.place}.{one.spec.key}": one for row in self.rows for one in row.fields}
        for key, texts in errors.items():
            if key in places:
                places[key].errors += texts
            else:
                self.general_errors += texts


def _asked(declared: Sequence[Field]) -> list[Field]:
    """Attachments are not asked for as long as they can't be scanned and redacted."""
    return [one for one in declared if one.type != "file"]


def _row_count(posted: Mapping[str, str]) -> int:
    text = posted.get("rows-count", "0")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
