"""Draft, submit, endorse, publish or return: each by the role that may, and what follows from it."""

import json
from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from publicity.actions.drafts import Typed, save_draft, start_draft
from publicity.actions.publish import publish_draft
from publicity.canonical import GENESIS
from publicity.models import (
    DisclosureCount,
    Draft,
    Matter,
    Record,
    RecordRow,
    RevisionPayload,
    VillageState,
)
from sanshu.core import timeline
from sanshu.core.models import TimelineEntry
from tests.cast import LIUJIAWOBU, TODAY, Cast
from tests.conftest import DATA
from tests.publicity.chain import (
    endorsed,
    filled,
    obligation,
    published,
    spec,
    started,
    ticks,
)
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
CODES = [item["code"] for item in json.loads(Path(DATA / "catalogue.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("code", CODES)
def test_each_item_goes_from_draft_to_public(cast: Cast, code: str) -> None:
    revision = published(cast, filled(cast, code))
    record = Record.objects.get(pk=revision.record_id)
    assert (record.status, record.revision_id, revision.number) == ("published", revision.pk, 1)
    assert record.summary
    assert record.summary_en
    assert "{" not in record.summary + record.summary_en
    assert record.obligation.met_on == TODAY
    assert not Draft.objects.filter(record=record).exists()
    assert RecordRow.objects.filter(record=record).count() == len(revision.payload.content["rows"])


def test_publishing_asks_the_same_few_questions_however_long_the_list_is(cast: Cast) -> None:
    counts = []
    for rows in (1, 60):
        draft = started(cast, "V-10") if rows == 1 else start_draft(obligation("V-10").pk, by=cast.clerk)
        header, lines = typed_content(spec("V-10"), rows=rows, period=draft.record.period)
        draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, lines))
        draft = endorsed(cast, draft)
        reviewer, seen = cast.reviewer, ticks("V-10")
        with CaptureQueriesContext(connection) as asked:
            publish_draft(draft.pk, by=reviewer, version=draft.version, ticks=seen)
        counts.append(len(asked))
    # Two of them are the savepoint that stands for the transaction in a test, one takes along the files of the draft.
    assert counts == [22, 22]


def test_publishing_moves_counter_chain_and_version_together(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    second = published(cast, filled(cast, "F-03"))
    state = VillageState.objects.get(pk=LIUJIAWOBU)
    assert (revision.place, revision.previous) == (1, GENESIS)
    assert (second.place, second.previous) == (2, revision.digest)
    assert (state.place, state.digest, state.version) == (2, second.digest, 2)
    met = Record.objects.get(pk=revision.record_id).obligation
    counter = DisclosureCount.objects.get(village_id=LIUJIAWOBU, category="finance", due_on=met.due_on)
    assert counter.met_on_time + counter.met_late == 1


def test_the_timeline_tells_every_step(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    record = Record.objects.get(pk=revision.record_id)
    steps = list(timeline.of(record).values_list("action", "old", "new"))
    assert steps == [
        ("start", "", "draft"),
        ("submit", "draft", "submitted"),
        ("endorse", "submitted", "endorsed"),
        ("publish", "endorsed", "published"),
    ]


def test_no_identity_or_account_number_is_kept_anywhere(cast: Cast) -> None:
    _, rows = typed_content(spec("V-10"))
    published(cast, filled(cast, "V-10"))
    numbers = [row[key] for row in rows for key in ("id_number", "bank_account")]
    for model in (RevisionPayload, RecordRow, TimelineEntry, Draft, Record):
        stored = json.dumps(list(map(str, model.objects.values_list())), ensure_ascii=False)
        assert not [number for number in numbers if number in stored], model
    assert all(row.person_digest.startswith("hmac-sha256$") for row in RecordRow.objects.all())


def test_equal_people_have_equal_digests_across_lists(cast: Cast) -> None:
    published(cast, filled(cast, "V-10"))
    published(cast, filled(cast, "V-11"))
    digests = {
        code: set(RecordRow.objects.filter(item__code=code).values_list("person_digest", flat=True))
        for code in ("V-10", "V-11")
    }
    assert digests["V-10"] == digests["V-11"]
    assert len(digests["V-10"]) == 3


@pytest.mark.parametrize("statement", ["UPDATE publicity_revision SET reason = 'x'", "DELETE FROM publicity_revision"])
def test_the_database_refuses_to_change_a_revision(cast: Cast, statement: str) -> None:
    published(cast, filled(cast, "F-03"))
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_change_or_delete_a_payload(cast: Cast) -> None:
    revision = published(cast, filled(cast, "F-03"))
    with pytest.raises(InternalError), transaction.atomic():
        RevisionPayload.objects.filter(pk=revision.pk).update(content={})
    with pytest.raises(InternalError), transaction.atomic():
        RevisionPayload.objects.filter(pk=revision.pk).delete()


def test_the_database_refuses_a_second_record_under_one_key(cast: Cast) -> None:
    draft = started(cast, "F-03")
    twin = Record.objects.get(pk=draft.record_id)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_resolution_opens_a_matter_that_later_disclosures_join(cast: Cast) -> None:
    draft = started(cast, "V-04")
    header, rows = typed_content(spec("V-04"))
    header["filed_no"] = "二政备〔2026〕7号"
    draft = save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=Typed(header, rows))
    resolution = Record.objects.get(pk=published(cast, draft).record_id)
    assert resolution.matter == Matter.objects.get(village_id=LIUJIAWOBU, kind="resolution", number="二政备〔2026〕7号")
    project = started(cast, "F-19")
    header, rows = typed_content(spec("F-19"))
    header["decision_ref"] = "二政备〔2026〕7号"
    project = save_draft(project.pk, by=cast.clerk, version=project.version, typed=Typed(header, rows))
    assert Record.objects.get(pk=published(cast, project).record_id).matter == resolution.matter
