"""English pages of offices, as a visitor of the demo meets them: the tour, the desk, the boards and their warnings."""

import random

import pytest
from django.conf import LazySettings
from django.test import Client

from feedback.actions.brief import send_brief
from feedback.models import Brief, Message
from sanshu.core.actions.holidays import load_holidays
from supervision.queries.scope import watch_of
from supervision.queries.warnings import visible_warnings
from tests.cast import ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, SHENYANG, Cast
from tests.feedback.conftest import accepted
from tests.pages.english import Reader, reading
from tests.pages.test_english_messages import STAGES
from tests.supervision.worlds import evaluate, late_message, scatter_obligations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working_days(db: None) -> None:
    """Know the working days of the year."""
    load_holidays(2026)


def test_the_tour(settings: LazySettings, client: Client) -> None:
    settings.DEMO = True
    reader = Reader(client)
    reader.get("/demo/")
    reader.post("/demo/a/1/", {})
    reader.get("/help/")
    assert reader.found == {}


@pytest.mark.parametrize("stage", [name for name in STAGES if name != "received"])
def test_the_desk_at_every_stage(cast: Cast, stage: str) -> None:
    message: Message = STAGES[stage](cast)
    user = cast.inspector if stage == "an accusation" else cast.follow_up
    reader = reading(user)
    reader.get(f"/desk/messages/{message.pk}/")
    for word in ("mine", "overdue", "today", "week", "call_back", "sample", "all"):
        reader.get(f"/desk/?clock={word}")
    assert reader.found == {}


def test_a_brief_on_both_sides(cast: Cast) -> None:
    message = accepted(cast)
    send_brief(message.pk, by=cast.handler, text="请核实三组排水沟现在通不通，几时清的。")
    village, township = reading(cast.clerk), reading(cast.handler)
    village.get("/desk/briefs/")
    brief = f"/desk/briefs/{Brief.objects.get().pk}/"
    village.get(brief)
    village.post(brief, {"text": ""}, status=400)
    village.post(brief, {"text": "查到排水沟十一月十日清过一次，现在是通的。"})
    township.get(f"/desk/messages/{message.pk}/")
    assert (village.found, township.found) == ({}, {})


def test_the_boards_and_their_warnings(cast: Cast) -> None:
    scatter_obligations(random.Random(2), 200)
    late_message(days=40)
    evaluate()
    reader, county = reading(cast.province_inspector), reading(cast.inspector)
    for code in (PROVINCE, SHENYANG, KANGPING, ERNIUSUOKOU, LIUJIAWOBU):
        reader.get(f"/supervision/{code}/")
        for state in ("overdue", "met", "filed"):
            reader.get(f"/supervision/{code}/obligations/?state={state}")
    county.get("/supervision/warnings/")
    for warning in visible_warnings(watch_of(cast.inspector))[:5]:
        county.post(f"/supervision/warnings/{warning.pk}/assign/", {"text": "请三日内公开，并说明为什么逾期。"})
        county.get(f"/supervision/warnings/{warning.pk}/")
    assert (reader.found, county.found) == ({}, {})
