"""Fill what an item requires and nobody wrote by hand, from the declaration alone: every field gets a value that fits. Pure."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

from publicity.catalogue import Field, ItemSpec
from sanshu.core.periods import Frequency, Period
from sanshu.demo.contents.base import Content, Task, Value, Values
from sanshu.demo.dice import Dice, yuan
from sanshu.demo.months import month_of
from sanshu.demo.people import Person
from sanshu.demo.threads import resolution_number

WORDS = Path(__file__).parent.parent / "data" / "words.json"
#: Which matter a reference points at, by the item that refers; the annual meeting's otherwise.
THREADS = {"V-26": "annual", "V-19": "snow", "F-14": "works"}


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """Read the sentences, by item and key; `*` holds those that any item may use."""
    found: dict[str, dict[str, list[str]]] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def complete(spec: ItemSpec, content: Content, task: Task) -> Content:
    """Add every required value that is still missing, and rows where the item has rows and none were written."""
    if spec.row_fields and not content.rows:
        content.rows = [{} for _ in range(task.dice("rows").between(2, 5))]
    summed = "total_amount" in content.fields
    people = task.dice("people").sample(task.world.people, max(len(content.rows), 1))
    for place, row in enumerate(content.rows):
        person = people[place % len(people)]
        _fill(spec.row_fields, row, task, _Teller(spec.code, task, task.dice("row", place), person))
    _fill(spec.fields, content.fields, task, _Teller(spec.code, task, task.dice("header"), people[0]))
    if not summed:
        _add_up(spec, content)
    return content


def _fill(fields: tuple[Field, ...], values: Values, task: Task, teller: "_Teller") -> None:
    for field in fields:
        told = teller.sentence(field)
        if field.key not in values and (field.required or told):
            value = told or teller.value(field)
            if value is not None:
                values[field.key] = value


def _add_up(spec: ItemSpec, content: Content) -> None:
    """Make sums agree with rows that were filled here; hand-written sums agree already."""
    amounts = [str(row["amount"]) for row in content.rows if "amount" in row]
    if amounts and spec.field("total_amount"):
        content.fields["total_amount"] = yuan(sum((Decimal(text) for text in amounts), Decimal(0)))


class _Teller:
    """Gives a value for one field after another, about one person of one village."""

    def __init__(self, item: str, task: Task, dice: Dice, person: Person) -> None:
        self.item, self.task, self.dice, self.person = item, task, dice, person

    def sentence(self, field: Field) -> str:
        """Give a written sentence for the field, or nothing."""
        if field.type not in {"text", "longtext"}:
            return ""
        choices = words().get(self.item, {}).get(field.key)
        return self._said(self.dice.pick(choices)) if choices else ""

    def value(self, field: Field) -> Value | None:
        """Give a value of the field's type."""
        makers: dict[str, Callable[[Field], Value]] = {
            "text": self._text, "longtext": self._text, "date": self._date, "month": self._month, "money": self._money,
            "decimal": self._decimal, "integer": self._integer, "choice": self._choice, "bool": self._no,
            "matter": self._matter, "person_name": self._name, "id_number": self._id, "phone": self._phone,
            "bank_account": self._account,
        }  # fmt: skip
        maker = makers.get(field.type)
        return maker(field) if maker else None

    def _said(self, text: str) -> str:
        place, world = self.task.place, self.task.world
        known = {
            "village": place.name, "short": place.short, "town": place.township, "county": place.county,
            "m": self.task.last_day.month, "y": self.task.year, "n": self.dice.between(2, 9),
            "k": self.dice.between(11, 48), "g": self.dice.pick(world.groups), "person": self.person.name,
            "secretary": world.officers.secretary.name, "clerk": world.officers.clerk.name,
            "overseer": world.officers.oversight[0].name, "member": world.officers.committee[0].name,
            "period": self.task.period.spoken(),
        }  # fmt: skip
        return Formatter().vformat(text, (), known)

    def _text(self, field: Field) -> str:
        choices = words()["*"].get(field.key) or words()["*"]["text"]
        return self._said(self.dice.pick(choices))

    def _date(self, field: Field) -> str:
        first, last = self.task.period.first_day, self.task.last_day
        if field.key in {"publicity_end", "public_end", "objection_deadline"}:
            return (first + timedelta(days=7)).isoformat()
        if field.key in {"publicity_start", "event_date", "issue_date", "meeting_date", "received_date"}:
            return first.isoformat()
        if field.key in {"term_start", "start_date", "apply_date", "appointed_on"}:
            return (first - timedelta(days=self.dice.between(370, 900))).isoformat()
        if field.key in {"term_end", "end_date", "due_date", "contract_end"}:
            return (last + timedelta(days=self.dice.between(40, 400))).isoformat()
        return self.dice.workday(first, last).isoformat()

    def _month(self, field: Field) -> str:
        if field.key == "birth_month":
            return str(month_of(self.person.born))
        return str(Period.containing(Frequency.MONTHLY, self.task.last_day))

    def _money(self, _field: Field) -> str:
        return yuan(self.dice.money(160, 3_870))

    def _decimal(self, field: Field) -> str:
        if field.key == "consent_rate":
            return f"{self.dice.between(871, 986) / 10:.1f}".removesuffix(".0")
        return f"{self.dice.between(301, 9_799) / 100:.2f}".rstrip("0").rstrip(".")

    def _integer(self, field: Field) -> int:
        if field.key == "year":
            return self.task.year
        return self.dice.between(2, 9)

    def _choice(self, field: Field) -> str:
        return field.choices[0] if field.key in {"stage", "status"} else self.dice.pick(field.choices)

    def _no(self, _field: Field) -> bool:
        return False

    def _matter(self, _field: Field) -> str:
        return resolution_number(self.task.world, THREADS.get(self.item, "annual"))

    def _name(self, _field: Field) -> str:
        return self.person.name

    def _id(self, _field: Field) -> str:
        return self.person.id_number

    def _phone(self, field: Field) -> str:
        place = self.task.place
        phone = place.complaint_phone if field.key == "complaint_phone" else place.office_phone
        return phone.replace("-", "")

    def _account(self, _field: Field) -> str:
        return self.person.account
