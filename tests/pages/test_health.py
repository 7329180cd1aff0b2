"""What supervisors and administrators are told: ready or not, and a year's days off that are missing."""

import pytest
from django.test import Client

from sanshu.core.actions.holidays import load_holidays
from sanshu.core.models import HolidayYear
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
NOTE = "2027年的放假安排还没有载入"


def test_a_missing_year_is_a_warning_and_no_reason_to_be_unready(client: Client) -> None:
    load_holidays(2026)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["missing_holidays"] == [2027]


def test_the_administrators_see_on_their_first_page_which_year_is_missing_and_nobody_else_does(cast: Cast) -> None:
    load_holidays(2026)
    administrators = (cast.system_admin, cast.security_admin, cast.auditor)
    for person in administrators:
        assert NOTE in sign_in(Client(), person).get("/admin/").content.decode()
    assert NOTE not in sign_in(Client(), cast.reviewer).get("/admin/").content.decode()
    HolidayYear.objects.create(year=2027, source="测试")
    for person in administrators:
        assert "放假安排" not in sign_in(Client(), person).get("/admin/").content.decode()
