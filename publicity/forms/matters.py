"""The matters a form offers: a list to choose from that works without JavaScript, and a word on what a number means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publicity.forms.content import Bound, ContentForm
from publicity.models import Matter, Record
from publicity.queries.matters import matters_of, open_matters
from publicity.stages import OPENS
from sanshu.core.text import clean

HELP = gettext_lazy(
    "事项编号可以从没办完的里选，也可以写新的。新编号照样能公开；那份决议、资金或项目一公开，这一份就自动连进它的来龙去脉。"
)


@dataclass(frozen=True)
class Offer:
    """One matter to choose: its number goes into the form, kind and title say which it is."""

    number: str
    kind: str
    title: str


def offer_matters(form: ContentForm, record: Record) -> Sequence[Offer] | None:
    """Give the village's open matters, the newest first, and note beside each number which matter it is.

    None when the item refers to no matter. Four queries at most, however many rows.
    """
    if not form.refers:
        return None
    own = record.matter_id if record.item.code in OPENS else None
    offered = open_matters(record.village_id, besides=own)
    _note([one for one in form.bound if one.spec.type == "matter"], record.village_id, offered)
    return [_offer(matter) for matter in offered]


def _offer(matter: Matter) -> Offer:
    return Offer(matter.number, str(matter.get_kind_display()), matter.title)


def _note(fields: Sequence[Bound], village_id: int, offered: Sequence[Matter]) -> None:
    known = {matter.number: matter for matter in reversed(offered)}
    numbers = {_number(one.value) for one in fields} - {""}
    known |= matters_of(village_id, numbers - set(known))
    for one in fields:
        number = _number(one.value)
        matter = known.get(number)
        if matter is not None:
            one.note = f"{matter.get_kind_display()}{_('：')}{matter.title}"
        elif number:
            one.note = _("还没有公开过这个编号的决议、资金或项目。照样能保存，请核对编号。")


def _number(typed: str) -> str:
    """Read a number as it would be stored; nothing for what cannot be, which its field says itself."""
    try:
        return clean(typed, lines=False)
    except ValueError:
        return ""
