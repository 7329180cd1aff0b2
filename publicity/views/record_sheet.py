"""One disclosure on paper: its sentence, figures, rows, who signed, what changed, and how to check all that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publicity.display import name_of
from publicity.lifecycles import RecordStatus
from publicity.masking import Shown, Viewer
from publicity.models import Record
from publicity.queries.places import chain_of
from publicity.queries.record_page import revisions_of, shown_to, signatures_of
from publicity.tables import Table, facts, figures_of, table, weights
from publicity.views.public import Look
from publicity.views.records import shown_revision
from publicity.views.sheets import address_of, code_for, sheet
from sanshu.core.printing.press import Sheet
from sanshu.core.templatetags.portal import day, period

#: What is set within about a second; whoever needs more is better served by the workbook, and the sheet says so.
MOST_ROWS = 1000
_GROUP = 16


@dataclass(frozen=True)
class Titles:
    """What a disclosure is called and what must be said before it. `sentence` is empty when its content is gone."""

    record: Record
    name: str
    sentence: str

    @property
    def full(self) -> str:
        """Name the unit, the item and the period in one line."""
        return f"{self.record.village.name} · {self.name} · {period(self.record.period)}"

    def notices(self, shown: Shown | None) -> Iterator[str]:
        """Say what a reader must know first: taken down, erased, corrected, rows hidden, rows not for everybody."""
        revision = shown_revision(self.record)
        erasure = getattr(revision, "erasure", None)
        if self.record.status == RecordStatus.WITHDRAWN:
            yield _("这份公开已经撤下。") + f" {day(revision.at)} · {revision.reason}"
        elif erasure is not None:
            yield _("内容已依法清除。") + f" {day(erasure.at)} · {erasure.reason}"
        elif self.record.status == RecordStatus.CORRECTED:
            yield _("这份公开更正过。")
        if shown is not None and shown.rows_hidden:
            only_sums = self.record.visibility == "aggregate"
            yield _("这一项只公开汇总，不公开名单。") if only_sums else _("名单只给本村居民看。")
        elif shown is not None and self.record.visibility != "public" and shown.rows:
            yield _("里面有只给本村居民看的名单，请不要张贴、转发。")


def titles_of(look: Look, found: Record) -> Titles:
    """Name a record in the reader's language."""
    gone = found.status == RecordStatus.WITHDRAWN or hasattr(found.revision, "erasure")
    sentence = found.summary_en if look.language == "en" else found.summary
    return Titles(found, name_of(found.item, look.language), "" if gone else sentence)


def sheet_of(look: Look, found: Record) -> Sheet:
    """Order the sheet of a record, as far as this reader may see it."""
    viewer = look.viewer(found.village_id)
    titles, shown = titles_of(look, found), shown_to(found, viewer)
    figures, rest = figures_of(facts(shown, look.language)) if shown else ([], [])
    laid = table(shown, look.language) if shown and shown.rows else None
    chain, address = chain_of(found.village_id), address_of("record", found.pk)
    serial = f" ({found.serial})" if found.serial > 1 else ""
    published = _("%(day)s公开") % {"day": day(found.published_at)}
    values = {
        "title": titles.full,
        "place": " ".join(region.name for region in chain.regions[1:]) if chain else found.village.name,
        "name": titles.name,
        "when": f"{period(found.period)}{serial} · {published}",
        "notices": [*titles.notices(shown), *_cut(laid)],
        "sentence": titles.sentence,
        "figures": [{"label": fact.label, "value": fact.value} for fact in figures],
        "facts": [_line(fact.label, fact.value, fact.lang or look.language) for fact in rest],
        "table": _rows(laid) if laid else None,
        "parts": [_signed(found), _history(found), _check(look, found)],
        "address": address,
        **code_for(address, _("这份公开的网页的二维码")),
    }
    return sheet("record.typ", look, values, public=viewer is Viewer.PUBLIC)


def _line(label: str, value: str, lang: str) -> dict[str, str]:
    return {"label": label, "value": value, "lang": lang}


def _cut(laid: Table | None) -> Iterator[str]:
    if laid is not None and len(laid.rows) > MOST_ROWS:
        text = _("名单共%(count)d行，纸上只印前%(most)d行；要全部的，请在网页上下载Excel表格。")
        yield text % {"count": len(laid.rows), "most": MOST_ROWS}


def _rows(laid: Table) -> dict[str, Any]:
    count = len(laid.rows)
    return {
        "heading": ngettext("明细（%(n)s行）", "明细（%(n)s行）", count) % {"n": count},
        "columns": [
            {"label": column.label, "number": column.number, "weight": weight}
            for column, weight in zip(laid.columns, weights(laid), strict=True)
        ],
        "rows": [[cell.value for cell in row.cells] for row in laid.rows[:MOST_ROWS]],
    }


def _signed(found: Record) -> dict[str, Any]:
    lines = [_line(one.station, f"{one.office} · {day(one.signed_on)}", "zh") for one in signatures_of(found)]
    return {"heading": _("谁签的字"), "text": "", "lines": lines}


def _history(found: Record) -> dict[str, Any]:
    lines = []
    for revision in revisions_of(found):
        said = [str(revision.get_kind_display()), day(revision.at), revision.reason]
        label = _("第%(number)s版") % {"number": revision.number}
        lines.append(_line(label, " · ".join(one for one in said if one), "zh"))
    return {"heading": _("全部版本"), "text": "", "lines": lines}


def _check(look: Look, found: Record) -> dict[str, Any]:
    revision = shown_revision(found)
    digest = revision.digest
    grouped = " ".join(digest[place : place + _GROUP] for place in range(0, len(digest), _GROUP))
    lines = [
        _line(_("链上序号"), str(revision.place), look.language),
        _line(_("核对码"), grouped, look.language),
        _line(_("在这里比对"), address_of("record_revisions", found.pk), look.language),
    ]
    text = _(
        "公开过的内容不能悄悄改：每一版都有一个核对码，和前一版连成一条链，改动一个字，核对码就对不上。打开下面的网址，比一比核对码是不是一样。"
    )
    return {"heading": _("怎样核对"), "text": text, "lines": lines}
