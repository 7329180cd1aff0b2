"""A village at work: one of every page on which drafts, filings, events and erasures are handled, and who looks at it."""

from datetime import date, timedelta

from django.urls import reverse

from publicity.actions.corrections import start_correction
from publicity.actions.drafts import discard_draft
from publicity.actions.erasure import ask_erasure
from publicity.actions.filings import Plea, file_exemption
from publicity.actions.imports import Brought, bring_file
from publicity.actions.obligations import open_obligations
from publicity.actions.occurrences import record_event
from publicity.actions.signatures import return_draft
from publicity.models import Draft, Obligation
from sanshu.core.models import User
from tests.cast import LIUJIAWOBU, TODAY, Cast
from tests.publicity.chain import endorsed, filled, published, started, submitted
from tests.publicity.importing.workbooks import minimum_list, workbook
from tests.publicity.test_admin import address
from tests.publicity.test_matters import resolved

Pages = list[tuple[User, str]]


def importing(cast: Cast, draft: Draft) -> list[str]:
    """Bring two tables for a draft, a good one and a bad one; gives the pages on which that is done."""
    other = started(cast, "V-11")
    bad = workbook(
        [["姓名", "身份证号", "基本生活费", "合计"], ["王小明", "12", "三百", 2], [None, "赵大山"], ["合计", None, 5]]
    )
    good = bring_file(draft.pk, by=cast.clerk, version=draft.version, brought=Brought("低保.xlsx", minimum_list()))
    wrong = bring_file(other.pk, by=cast.clerk, version=other.version, brought=Brought("特困.xlsx", bad))
    return [
        reverse("admin:work_bring", args=[draft.pk]),
        *(reverse("admin:work_import", args=[one.pk]) for one in (good, wrong)),
    ]


def at_work(cast: Cast) -> Pages:
    """Set a village to work; gives who looks at which page of it."""
    open_obligations(on=TODAY, from_day=date(2026, 9, 1))
    resolved(cast)
    record = published(cast, filled(cast, "V-10")).record
    correction = start_correction(record.pk, by=cast.clerk, reason="补一行，原来少登记了一户")
    replaced = published(
        cast, start_correction(published(cast, filled(cast, "F-04")).record_id, by=cast.clerk, reason="改")
    )
    ask_erasure(replaced.record.revisions.get(number=1).pk, by=cast.reviewer, reason="个人信息保护法第四十七条")
    again = submitted(cast, filled(cast, "P-04"))
    again = return_draft(again.pk, by=cast.secretary, reason="另写一份", version=again.version)
    discarded = discard_draft(again.pk, by=cast.clerk, version=again.version, reason="另写一份")
    assert discarded is not None
    signing, publishing = submitted(cast, filled(cast, "F-03")), endorsed(cast, filled(cast, "F-02"))
    owed = list(Obligation.objects.unmet().filter(region_id=LIUJIAWOBU, due_on__gte=TODAY, records=None).order_by("pk"))
    plea = Plea(reason_class="awaiting_material", reason="上级文件还没有到", until=TODAY + timedelta(days=20))
    filing = file_exemption(owed[0].pk, by=cast.clerk, plea=plea)
    (event,) = record_event("F-09", villages=[LIUJIAWOBU], happened_on=TODAY, by=cast.clerk)
    return [
        *((user, reverse("admin:index")) for user in (cast.clerk, cast.secretary, cast.reviewer, cast.department)),
        (cast.clerk, address(filled(cast, "F-09"))),
        (cast.clerk, address(started(cast, "F-08"))),
        (cast.clerk, address(correction)),
        *((cast.clerk, one) for one in importing(cast, correction)),
        (cast.clerk, reverse("admin:work_discard", args=[correction.pk])),
        (cast.reviewer, reverse("admin:work_discarded", args=[discarded.pk])),
        (cast.secretary, reverse("admin:work_review", args=[signing.pk])),
        (cast.reviewer, reverse("admin:work_review", args=[publishing.pk])),
        (cast.secretary, reverse("admin:work_preview", args=[signing.pk, "resident"])),
        (cast.clerk, reverse("admin:work_event")),
        (cast.department, reverse("admin:work_event")),
        (cast.clerk, reverse("admin:work_file", args=[owed[1].pk])),
        (cast.secretary, reverse("admin:work_filing", args=[filing.pk])),
        (cast.reviewer, reverse("admin:work_record", args=[record.pk])),
        (cast.department, reverse("admin:work_erasure", args=[replaced.record_id, 1])),
        (cast.clerk, reverse("admin:work_take_back", args=[event.pk])),
        (cast.clerk, reverse("admin:work_no_events", args=[LIUJIAWOBU, "2026-Q3"])),
    ]
