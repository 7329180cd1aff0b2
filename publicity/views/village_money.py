"""The money of a village in words and pictures: the newest ledger, what it was spent on, and the periods before."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from publicity.display import Language, say_choice
from publicity.money_picture import Picture, Share, draw, share_out
from publicity.queries import village_money
from publicity.queries.catalogue import spec_of
from publicity.queries.village_money import LEDGERS, PURPOSE_FIELDS, Ledger
from publicity.queries.village_page import Face
from publicity.views.public import Look
from sanshu.core.models import Region
from sanshu.core.money import spoken
from sanshu.core.periods import Frequency, Period


@dataclass(frozen=True)
class Money:
    """The newest published ledger in words and figures, and six periods as a picture, gaps shown as gaps.

    `against` compares it with the period just before; empty when that one has no ledger.
    """

    newest: Ledger | None
    period: str
    sentence: str
    against: str
    purposes: tuple[Share, ...]
    periods: list[tuple[str, Ledger]]
    picture: Picture | None
    missing: str


def money_of(unit: Region, face: Face, look: Look) -> Money:
    """Tell a unit's money; two queries."""
    ledgers = village_money.ledgers(unit, look.on)
    language = look.language
    known = [ledger for ledger in ledgers if ledger.record_id]
    newest = known[-1] if known else None
    named = [(_short(ledger.period, language), ledger) for ledger in ledgers]
    sentence = "" if newest is None else newest.summary_en if language == "en" else newest.summary
    return Money(
        newest=newest,
        period=_spoken(newest.period, language) if newest else "",
        sentence=sentence,
        against=_against(ledgers, newest, language),
        purposes=_purposes(unit, newest, face, language),
        periods=named,
        picture=draw([(label, ledger.income, ledger.expense) for label, ledger in named]),
        missing="" if not ledgers or ledgers[-1].record_id else _spoken(ledgers[-1].period, language),
    )


def _against(ledgers: list[Ledger], newest: Ledger | None, language: Language) -> str:
    before = ledgers[ledgers.index(newest) - 1] if newest in ledgers[1:] else None
    if newest is None or before is None or newest.expense is None or before.expense is None:
        return ""
    more = newest.expense - before.expense
    values = {"period": _short(before.period, language), "amount": _amount(abs(more), language)}
    if more == 0:
        return _("花的和%(period)s一样多。") % values
    return (_("比%(period)s多花%(amount)s。") if more > 0 else _("比%(period)s少花%(amount)s。")) % values


def _purposes(unit: Region, newest: Ledger | None, face: Face, language: Language) -> tuple[Share, ...]:
    item, _frequency = LEDGERS[Region.Kind(unit.kind)]
    field = spec_of(item, edition_id=face.edition_id).row_field(PURPOSE_FIELDS[item])
    if newest is None or newest.record_id is None or field is None:
        return ()
    spent = village_money.purposes(newest.record_id, item)
    return share_out([(say_choice(field, purpose, language), amount) for purpose, amount in spent], other=_("其他几类"))


def _amount(amount: Decimal, language: Language) -> str:
    return f"CNY {amount:,.0f}" if language == "en" else spoken(amount)


def _spoken(period: Period, language: Language) -> str:
    return period.spoken_en() if language == "en" else period.spoken()


def _short(period: Period, language: Language) -> str:
    """Name a period under a bar: `10月` or `三季度`."""
    if language == "en":
        name = str(period)[5:]
        return f"{period.first_day:%b}" if period.frequency is Frequency.MONTHLY else name
    return period.spoken().partition("年")[2].removeprefix("第") or period.spoken()
