"""What a sender may hand in, checked once for the page and the API alike. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from feedback.routing import About, Category, Identity
from feedback.wording import LONGEST_TEXT, masked
from sanshu.core.errors import Invalid
from sanshu.core.marks import gettext_noop as _
from sanshu.core.text import clean

LONGEST_SUBJECT = 60
SHORTEST_TEXT = 2
LONGEST_CONTACT = 60
LONGEST_NAME = 30
LONGEST_ROW = 40
LONGEST_KEY = 200
_SUBJECT_FROM_TEXT = 24

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True)
class Draft:
    """A message as handed in, tidied and with personal numbers out of its text."""

    village: int
    subject: str
    text: str
    record: int | None = None
    row: str = ""
    about: About = About.NONE
    identity: Identity = Identity.ANONYMOUS
    category: Category = Category.OTHER
    contact: str = ""
    name: str = ""

    def body(self) -> dict[str, object]:
        """Give what must be equal for a repeated sending to be the same one."""
        return {key: value if value is None else str(value) for key, value in vars(self).items()}


def read_draft(fields: Mapping[str, object]) -> Draft:
    """Read what was handed in; Invalid names every field that must be mended, in Chinese."""
    errors: dict[str, list[str]] = {}

    def take(name: str, read: Callable[[object], T | str | int | None]) -> object:
        try:
            return read(fields.get(name))
        except ValueError as problem:
            errors[name] = [str(problem)]
            return None

    values = {name: take(name, read) for name, read in _READERS.items()}
    if errors:
        raise Invalid(_("留言没有提交，请按提示修改。"), errors=errors)
    if values["identity"] is Identity.ANONYMOUS:
        values["name"] = ""
    values["subject"] = values["subject"] or _first_words(str(values["text"]))
    return Draft(**values)  # type: ignore[arg-type]  # each reader gives the type of its field


def read_key(value: object) -> str:
    """Read an idempotency key; Invalid when it is missing or absurd."""
    text = str(value or "").strip()
    if not text or len(text) > LONGEST_KEY or not text.isprintable():
        raise Invalid(
            "缺少提交编号（Idempotency-Key），或它太长。请为每条留言生成一个随机编号，重试时用同一个。",
            errors={"Idempotency-Key": [f"应为1至{LONGEST_KEY}个可见字符。"]},
        )
    return text


def _text(longest: int, shortest: int, missing: str, *, lines: bool = False) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value is not None and not isinstance(value, str):
            raise ValueError("这里应是文字。")
        tidy = clean(value or "", longest=longest, lines=lines)
        if len(tidy) < shortest:
            raise ValueError(missing)
        return tidy

    return read


def _masked(read: Callable[[object], str]) -> Callable[[object], str]:
    return lambda value: masked(read(value))


def _choice(kind: type[T], default: T) -> Callable[[object], T]:
    def read(value: object) -> T:
        try:
            return kind(str(value)) if value else default
        except ValueError:
            raise ValueError(f"没有“{str(value)[:20]}”这个选项；可选：{'、'.join(kind)}。") from None

    return read


def _village(value: object) -> int:
    text = str(value or "").strip()
    if not text:
        raise ValueError(_("请先选是哪个村（社区）。"))
    if not (text.isascii() and text.isdigit() and len(text) <= 12):  # noqa: PLR2004  # the national code
        raise ValueError(_("村（社区）代码应为12位数字。"))
    return int(text.ljust(12, "0"))


def _record(value: object) -> int | None:
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):  # noqa: PLR2004  # what a bigint holds
        raise ValueError(_("没有这条公开记录。"))
    return int(text)


def _first_words(text: str) -> str:
    line = text.splitlines()[0]
    return line if len(line) <= _SUBJECT_FROM_TEXT else f"{line[:_SUBJECT_FROM_TEXT]}…"


_READERS: dict[str, Callable[[object], StrEnum | str | int | None]] = {
    "village": _village,
    "subject": _masked(_text(LONGEST_SUBJECT, 0, "")),
    "text": _masked(_text(LONGEST_TEXT, SHORTEST_TEXT, _("请写下您想问的事，一两句话就行。"), lines=True)),
    "record": _record,
    "row": _text(LONGEST_ROW, 0, ""),
    "about": _choice(About, About.NONE),
    "identity": _choice(Identity, Identity.ANONYMOUS),
    "category": _choice(Category, Category.OTHER),
    "contact": _text(LONGEST_CONTACT, 0, ""),
    "name": _text(LONGEST_NAME, 0, ""),
}
