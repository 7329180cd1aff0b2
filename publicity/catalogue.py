"""One typed declaration of an item; form, importer, page, API and masking are made from it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

FIELD_TYPES = frozenset(
    {
        "text",
        "longtext",
        "date",
        "month",
        "money",
        "decimal",
        "integer",
        "choice",
        "bool",
        "file",
        "matter",
        "person_name",
        "id_number",
        "phone",
        "bank_account",
    }
)
SENSITIVITIES = frozenset({"none", "mask", "never_public"})
STRUCTURES = frozenset({"text", "ledger", "beneficiaries", "project", "assets", "roster", "meeting"})
CATEGORIES = ("party", "affairs", "finance")
FREQUENCIES = ("monthly", "quarterly", "half_yearly", "yearly", "event")
VISIBILITIES = ("public", "residents", "aggregate")
#: Types whose value is turned into a keyed digest at intake and never shown.
DIGESTED = frozenset({"id_number", "bank_account"})

Visibility = Literal["public", "residents", "aggregate"]


@dataclass(frozen=True)
class Field:
    """One field of an item or of its rows; labels in Chinese and English."""

    key: str
    label: str
    label_en: str
    type: str
    required: bool
    sensitive: str
    choices: tuple[str, ...] = ()
    choices_en: tuple[str, ...] = ()
    help: str = ""
    help_en: str = ""

    @property
    def is_digested(self) -> bool:
        """Whether the value becomes a digest before it is stored: ID and account numbers, and private telephones."""
        return self.type in DIGESTED or (self.type == "phone" and self.sensitive == "never_public")


@dataclass(frozen=True)
class ItemSpec:
    """All that one edition declares of one item."""

    code: str
    category: str
    group: str
    group_en: str
    name: str
    name_en: str
    applies_to: str
    content: str
    content_en: str
    frequency: str
    deadline_days: int
    min_public_days: int | None
    legal_basis: tuple[str, ...]
    basis_confidence: str
    needs_approval: tuple[str, ...]
    structure: str
    visibility: str
    fields: tuple[Field, ...]
    row_fields: tuple[Field, ...]
    note: str = ""

    def field(self, key: str) -> Field | None:
        """Find a header field by key."""
        return next((field for field in self.fields if field.key == key), None)

    def row_field(self, key: str) -> Field | None:
        """Find a row field by key."""
        return next((field for field in self.row_fields if field.key == key), None)


@dataclass(frozen=True)
class English:
    """English words of the catalogue, by the Chinese they translate."""

    labels: Mapping[str, str]
    choices: Mapping[str, str]
    help: Mapping[str, str]
    groups: Mapping[str, str]
    content: Mapping[str, str]


def read_spec(raw: Mapping[str, Any]) -> ItemSpec:
    """Build a spec from a stored declaration, which `combine` made and the loader checked."""
    fields = tuple(_read_field(field) for field in raw["fields"])
    row_fields = tuple(_read_field(field) for field in raw["row_fields"])
    plain = {key: raw[key] for key in _PLAIN}
    return ItemSpec(
        **plain,
        legal_basis=tuple(raw["legal_basis"]),
        needs_approval=tuple(raw["needs_approval"]),
        fields=fields,
        row_fields=row_fields,
        note=raw.get("note", ""),
    )


_PLAIN = (
    "code",
    "category",
    "group",
    "group_en",
    "name",
    "name_en",
    "applies_to",
    "content",
    "content_en",
    "frequency",
    "deadline_days",
    "min_public_days",
    "basis_confidence",
    "structure",
    "visibility",
)


def _read_field(raw: Mapping[str, Any]) -> Field:
    return Field(
        key=raw["key"],
        label=raw["label"],
        label_en=raw["label_en"],
        type=raw["type"],
        required=raw["required"],
        sensitive=raw["sensitive"],
        choices=tuple(raw.get("choices", ())),
        choices_en=tuple(raw.get("choices_en", ())),
        help=raw.get("help", ""),
        help_en=raw.get("help_en", ""),
    )


def combine(item: Mapping[str, Any], english: English) -> dict[str, Any]:
    """Join an item's Chinese declaration with its English words into what is stored."""

    def with_english(field: Mapping[str, Any]) -> dict[str, Any]:
        joined: dict[str, Any] = {**field, "label_en": english.labels[field["label"]]}
        if field.get("choices"):
            joined["choices_en"] = [english.choices[choice] for choice in field["choices"]]
        if field.get("help"):
            joined["help_en"] = english.help[field["help"]]
        return joined

    return {
        **item,
        "group_en": english.groups[item["group"]],
        "content_en": english.content[item["code"]],
        "fields": [with_english(field) for field in item["fields"]],
        "row_fields": [with_english(field) for field in item["row_fields"]],
    }


def problems(items: Sequence[Mapping[str, Any]], english: English) -> list[str]:
    """List every fault of a catalogue in Chinese, with item and field; empty when it may be loaded."""
    found: list[str] = []
    seen: set[str] = set()
    for place, item in enumerate(items, start=1):
        where = f"第{place}项（{item.get('code', '无编号')}）"
        if item.get("code") in seen:
            found.append(f"{where}：编号重复。")
        seen.add(str(item.get("code")))
        found += [f"{where}：{text}" for text in _item_problems(item, english)]
    return found


def _item_problems(item: Mapping[str, Any], english: English) -> list[str]:
    missing = [key for key in (*_REQUIRED, "fields", "row_fields") if item.get(key) is None]
    if missing:
        return [f"缺少 {', '.join(missing)}。"]
    allowed: tuple[tuple[str, Sequence[str]], ...] = (
        ("category", CATEGORIES),
        ("frequency", FREQUENCIES),
        ("visibility", VISIBILITIES),
        ("structure", sorted(STRUCTURES)),
        ("applies_to", ("both", "village", "community")),
    )
    found = [
        f"{key} 是“{item[key]}”，应为 {'、'.join(values)} 之一。" for key, values in allowed if item[key] not in values
    ]
    if not isinstance(item["deadline_days"], int) or item["deadline_days"] < 0:
        found.append("deadline_days 应为不小于0的整数。")
    if item["group"] not in english.groups:
        found.append(f"分组“{item['group']}”没有英文。")
    if item["code"] not in english.content:
        found.append("内容没有英文。")
    for part in ("fields", "row_fields"):
        found += _field_problems(item[part], part, english)
    return found


_REQUIRED = (
    "code",
    "category",
    "group",
    "name",
    "name_en",
    "applies_to",
    "content",
    "frequency",
    "deadline_days",
    "legal_basis",
    "needs_approval",
    "structure",
    "visibility",
)


def _field_problems(fields: Sequence[Mapping[str, Any]], part: str, english: English) -> list[str]:
    found: list[str] = []
    keys = [field.get("key") for field in fields]
    found += [f"{part} 的键 {key} 重复。" for key in sorted({str(key) for key in keys if keys.count(key) > 1})]
    for field in fields:
        where = f"{part}.{field.get('key', '？')}"
        if field.get("type") not in FIELD_TYPES:
            found.append(f"{where} 的类型“{field.get('type')}”不认识。")
        if field.get("sensitive") not in SENSITIVITIES:
            found.append(f"{where} 的敏感级别“{field.get('sensitive')}”不认识。")
        if field.get("type") in DIGESTED and field.get("sensitive") != "never_public":
            found.append(f"{where} 是证件或账号，敏感级别必须是 never_public。")
        if (field.get("type") == "choice") != bool(field.get("choices")):
            found.append(f"{where} 的选项与类型不符：选择类型必须有选项，其他类型不能有。")
        if field.get("label") not in english.labels:
            found.append(f"{where} 的名称“{field.get('label')}”没有英文。")
        found += [
            f"{where} 的选项“{choice}”没有英文。"
            for choice in field.get("choices", ())
            if choice not in english.choices
        ]
        if field.get("help") and field["help"] not in english.help:
            found.append(f"{where} 的说明没有英文。")
    return found
