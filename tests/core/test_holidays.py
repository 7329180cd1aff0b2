from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sanshu.core import clock
from sanshu.core.actions.holidays import load_holidays
from sanshu.core.errors import Invalid
from sanshu.core.holidays import known_years
from sanshu.core.models import Holiday
from sanshu.core.queries.calendar import missing_years, working_calendar

pytestmark = pytest.mark.django_db


def test_loading_a_year_twice_changes_nothing_the_second_time() -> None:
    first, second = load_holidays(2026), load_holidays(2026)
    assert first.added == Holiday.objects.filter(day__year=2026).count() > 20
    assert (second.added, second.changed, second.removed) == (0, 0, 0)


def test_loading_mends_what_was_wrong_and_removes_what_should_not_be() -> None:
    load_holidays(2026)
    Holiday.objects.filter(day=date(2026, 10, 1)).update(is_working=True)
    Holiday.objects.create(day=date(2026, 11, 17), is_working=False, name="误")
    done = load_holidays(2026)
    assert (done.added, done.changed, done.removed) == (0, 1, 1)


def test_the_calendar_is_built_from_what_was_loaded() -> None:
    assert working_calendar().add(date(2026, 9, 30), 1).provisional
    load_holidays(2026)
    due = working_calendar().add(date(2026, 9, 30), 1)
    assert (due.day, due.provisional) == (date(2026, 10, 8), False)


def test_a_missing_year_is_known_before_clocks_run_into_it() -> None:
    load_holidays(2026)
    with clock.at(datetime(2026, 3, 1, tzinfo=clock.SHANGHAI)):
        assert missing_years() == []
    with clock.at(datetime(2026, 11, 17, tzinfo=clock.SHANGHAI)):
        assert missing_years() == [2027]


def test_the_command_loads_reports_and_warns_of_the_missing_year() -> None:
    out, err = StringIO(), StringIO()
    call_command("load_holidays", stdout=out, stderr=err)
    assert "2026 年：新增" in out.getvalue()
    assert "2027 年的放假安排尚未载入" in err.getvalue()


def test_a_year_nobody_announced_is_refused() -> None:
    year = max(known_years()) + 1
    with pytest.raises(Invalid, match=str(year)):
        load_holidays(year)
    with pytest.raises(CommandError, match=str(year)):
        call_command("load_holidays", "--year", str(year))
