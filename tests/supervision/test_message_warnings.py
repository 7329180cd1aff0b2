"""Warnings from late answers: hidden from whom they are about, answered by the owner, judged above."""

from datetime import date, timedelta

import pytest

from feedback.models import Message
from sanshu.core.errors import NotAllowed
from sanshu.core.models import Posting, Region
from sanshu.core.roles import Role
from supervision.actions.warnings import (
    assign_warning,
    close_warning,
    explain_warning,
    verify_warning,
)
from supervision.lifecycle import WarningStatus
from supervision.models import EarlyWarning
from supervision.queries.scope import watch_of
from supervision.queries.warnings import visible_warnings
from tests.cast import ERNIUSUOKOU, KANGPING, LIUJIAWOBU, PROVINCE, TODAY, Cast
from tests.supervision.worlds import evaluate, late_message

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "code", "sees"),
    [
        (Role.HANDLER, ERNIUSUOKOU, True),
        (Role.DISCIPLINE, ERNIUSUOKOU, True),
        (Role.FOLLOW_UP, KANGPING, True),
        (Role.INSPECTOR, KANGPING, True),
        (Role.INSPECTOR, PROVINCE, True),
        (Role.REVIEWER, ERNIUSUOKOU, False),
        (Role.CLERK, LIUJIAWOBU, False),
        (Role.SECRETARY, LIUJIAWOBU, False),
        (Role.OVERSIGHT, LIUJIAWOBU, False),
        (Role.AUDITOR, PROVINCE, False),
    ],
)
def test_a_late_answer_is_never_seen_by_the_village(cast: Cast, role: Role, code: int, sees: bool) -> None:
    late_message(days=3)
    assert evaluate()["message_unanswered"].raised == 1
    assert visible_warnings(watch_of(cast.staff(role, code))).exists() == sees


def test_an_office_in_a_village_hides_message_warnings_from_whatever_else_one_is(cast: Cast) -> None:
    late_message(days=3)
    evaluate()
    Posting.objects.create(user=cast.handler, role=Role.CLERK, region_id=LIUJIAWOBU, from_day=date(2026, 1, 1))
    assert not visible_warnings(watch_of(cast.handler)).exists()


def test_a_late_answer_about_the_township_is_never_seen_by_the_township(cast: Cast) -> None:
    late_message(days=3, about="township")
    evaluate()
    for user in (cast.handler, cast.discipline, cast.reviewer):
        assert not visible_warnings(watch_of(user)).exists()
    assert visible_warnings(watch_of(cast.follow_up)).exists()


def test_a_late_accusation_is_the_inspectors_alone(cast: Cast) -> None:
    late_message(days=3, category="accusation")
    evaluate()
    for user in (cast.handler, cast.discipline, cast.follow_up, cast.city_follow_up):
        assert not visible_warnings(watch_of(user)).exists()
    assert visible_warnings(watch_of(cast.inspector)).exists()
    assert visible_warnings(watch_of(cast.city_inspector)).exists()


def test_a_message_warning_gives_nothing_of_the_message_away() -> None:
    message = late_message(days=3)
    evaluate()
    warning = EarlyWarning.objects.get()
    told = " ".join([warning.sentence, warning.sentence_en, str(warning.inputs)])
    village = Region.objects.get(pk=message.village_id)
    assert not [word for word in (message.subject, message.text, village.name) if word in told]


def test_a_late_message_is_answered_by_its_owner_and_judged_by_the_county(cast: Cast) -> None:
    late_message(days=3)
    evaluate()
    warning = EarlyWarning.objects.get()
    with pytest.raises(NotAllowed):
        assign_warning(warning.pk, by=cast.discipline)
    assign_warning(warning.pk, by=cast.inspector)
    explain_warning(warning.pk, by=cast.handler, text="等县里的数据")
    verify_warning(warning.pk, by=cast.inspector)
    assert close_warning(warning.pk, by=cast.inspector).status == WarningStatus.CLOSED


def test_a_clock_set_anew_ends_the_warning() -> None:
    message = late_message(days=3)
    evaluate()
    Message.objects.filter(pk=message.pk).update(due_on=TODAY + timedelta(days=3))
    run = evaluate()["message_unanswered"]
    assert (run.ceased, run.passed, run.failed) == (1, 1, 0)
    assert EarlyWarning.objects.get().ceased_on == TODAY
