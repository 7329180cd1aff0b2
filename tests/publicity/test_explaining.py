"""What does not add up stops a draft; what may be wrong asks for a word, which whoever signs reads; totals come by themselves."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from publicity.actions.drafts import Typed, save_draft, start_draft, submit_draft
from publicity.actions.obligations import open_obligations
from publicity.models import Draft, Obligation
from sanshu.core.errors import Invalid
from tests.cast import LIUJIAWOBU, TODAY, Cast, sign_in
from tests.publicity.chain import filled, obligation, published, spec, started
from tests.publicity.samples import typed_content
from tests.publicity.test_admin import address, as_posted

pytestmark = pytest.mark.django_db
WHY = "上期少记了一笔利息，本期补上"


def test_a_total_that_is_off_is_refused_at_its_field(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    header["expense_total"] = "1.00"
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    with pytest.raises(Invalid) as refused:
        submit_draft(draft.pk, by=cast.clerk, version=draft.version, explanation=WHY)
    assert set(refused.value.errors) == {"expense_total", "closing_balance"}
    assert "明细里支出的各行加起来是" in refused.value.errors["expense_total"][0]


def test_blank_totals_are_filled_in_from_the_rows(cast: Cast) -> None:
    draft = started(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    derived = ("income_total", "expense_total", "closing_balance")
    typed = {key: "" if key in derived else value for key, value in header.items()}
    saved = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(typed, rows))
    assert {key: saved.content["fields"][key] for key in derived} == {key: header[key] for key in derived}


def next_draft(cast: Cast, code: str) -> Draft:
    """Publish an item for one period and start the next."""
    published(cast, filled(cast, code))
    return start_draft(obligation(code).pk, by=cast.clerk)


def test_a_purse_begins_with_what_the_period_before_ended_with(cast: Cast) -> None:
    draft = next_draft(cast, "F-03")
    before = draft.record.obligation
    assert before.period == "2026-09"
    header, _rows = typed_content(spec("F-03"))
    assert draft.content["fields"]["opening_balance"] == header["closing_balance"]
    assert draft.content["rows"] == []


def test_a_register_goes_on_from_the_period_before(cast: Cast, client: Client) -> None:
    open_obligations(on=TODAY, from_day=date(2025, 12, 1))
    owed = Obligation.objects.filter(region_id=LIUJIAWOBU, item__code="F-17").order_by("period_end")
    first = start_draft(owed[0].pk, by=cast.clerk)
    header, rows = typed_content(spec("F-17"))
    for row, change in zip(rows, ("无", "新增", "转让"), strict=True):
        row["change"] = change
    saved = save_draft(first.pk, by=cast.clerk, version=first.version, typed=Typed(header, rows))
    record = published(cast, saved).record
    draft = start_draft(owed[1].pk, by=cast.clerk)
    of_one_period = {"change", "decision_ref"}
    stood = record.revision.payload.content["rows"]  # type: ignore[union-attr]
    assert draft.content["rows"] == [{key: row[key] for key in row if key not in of_one_period} for row in stood[:2]]
    sign_in(client, cast.clerk)
    assert "上一期的明细已经带过来了" in client.get(address(draft)).content.decode()


def test_an_opening_that_is_not_the_last_closing_needs_a_word(cast: Cast, client: Client) -> None:
    draft = next_draft(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    sign_in(client, cast.clerk)
    asked = client.post(address(draft), as_posted(draft, header, rows, "submit"))
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "上一期公开的期末是" in page
    assert 'name="explanation"' in page
    draft.refresh_from_db()
    sent = {**as_posted(draft, header, rows, "submit"), "explanation": WHY}
    assert client.post(address(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.explanation) == ("submitted", WHY)
    sign_in(client, cast.secretary)
    seen = client.get(reverse("admin:work_review", args=[draft.pk])).content.decode()
    assert WHY in seen
    assert "对不上" in seen


def test_an_explanation_holds_nobodys_number(cast: Cast) -> None:
    draft = next_draft(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    with pytest.raises(Invalid, match="手机号"):
        submit_draft(draft.pk, by=cast.clerk, version=draft.version, explanation="问13800138000")


def test_villagers_never_see_an_explanation(cast: Cast, client: Client) -> None:
    draft = next_draft(cast, "F-03")
    header, rows = typed_content(spec("F-03"), period=draft.record.period)
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    Draft.objects.filter(pk=draft.pk).update(explanation=WHY)
    record = published(cast, Draft.objects.get(pk=draft.pk)).record
    for name in ("record", "record_revisions"):
        assert WHY not in client.get(reverse(name, args=[record.pk])).content.decode()


def test_a_log_begins_anew(cast: Cast) -> None:
    assert next_draft(cast, "V-08").content["rows"] == []
