"""News travels after commit only, and a receiver that fails hurts nobody else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction

from sanshu.core import events, timeline
from sanshu.core.events import announce, on
from sanshu.core.models import Region, TimelineEntry
from tests.cast import LIUJIAWOBU, Cast, village

pytestmark = pytest.mark.django_db
Capture = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What a receiver of `tested` was told; receivers made in the test are forgotten after it."""
    told: list[dict[str, Any]] = []
    on("tested")(lambda **ids: told.append(ids))
    yield told
    events._receivers.pop("tested")


def test_news_is_told_after_commit(heard: list[dict[str, Any]], django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        announce("tested", record_id=7)
        assert heard == []
    assert heard == [{"record_id": 7}]


def test_what_was_rolled_back_is_never_told(
    heard: list[dict[str, Any]], django_capture_on_commit_callbacks: Capture
) -> None:
    def announce_and_fail() -> None:
        with transaction.atomic():
            announce("tested", record_id=7)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        announce_and_fail()
    assert heard == []


def test_a_receiver_that_fails_does_not_silence_the_next(
    heard: list[dict[str, Any]], django_capture_on_commit_callbacks: Capture
) -> None:
    @on("tested")
    def broken(**_ids: object) -> None:
        raise ZeroDivisionError

    later: list[dict[str, Any]] = []
    on("tested")(lambda **ids: later.append(ids))
    with django_capture_on_commit_callbacks(execute=True):
        announce("tested", record_id=7)
    assert heard == later == [{"record_id": 7}]


def test_nobody_needs_to_listen(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        announce("heard-by-nobody", record_id=7)


def test_an_entry_says_who_when_from_to_why_and_where(cast: Cast) -> None:
    entry = timeline.write(
        village(), action="close", by=cast.system_admin, old="live", new="closed", reason="撤并", data={"to": 1}
    )
    (read,) = timeline.of(village())
    assert read == entry
    assert (read.subject_kind, read.subject_id) == ("core.region", str(LIUJIAWOBU))
    assert (read.by, read.old, read.new, read.reason) == (cast.system_admin, "live", "closed", "撤并")
    assert (read.region_id, read.data) == (LIUJIAWOBU, {"to": 1})


def test_the_region_of_an_entry_is_the_subjects_own_unless_said(cast: Cast) -> None:
    posting = cast.clerk.postings.get()
    assert timeline.write(posting, action="x", by=None).region_id == LIUJIAWOBU
    assert timeline.write(cast.clerk, action="x", by=None).region_id is None
    other = Region.objects.exclude(pk=LIUJIAWOBU).values_list("pk", flat=True)[0]
    assert timeline.write(posting, action="x", by=None, region=other).region_id == other


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_the_timeline(change: str) -> None:
    timeline.write(village(), action="x", by=None)
    entries = TimelineEntry.objects.filter(action="x")
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        entries.update(reason="forged") if change == "update" else entries.delete()
