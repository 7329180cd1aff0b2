"""The sweep does all that is due, once; counters are held against facts by SQL of their own."""

import random
from datetime import date, timedelta
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from feedback.models import Message
from feedback.queries.access import visible_to
from publicity.models import DisclosureCount, Obligation
from sanshu.core import clock
from sanshu.core.models import Region
from supervision.actions.rebuild import COUNTERS, differences, rebuild
from supervision.actions.sweep import LOCK, sweep
from supervision.models import DailyRun, EarlyWarning, RuleRun
from tests.cast import LIUJIAWOBU, NOW, PROVINCE, Cast
from tests.supervision.worlds import late_message, scatter_obligations

pytestmark = pytest.mark.django_db


def command(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def world_as_swept(number: int) -> None:
    """Scatter obligations as a sweep leaves them: a filing whose time is over stands for nothing any more."""
    scatter_obligations(random.Random(1), number)
    Obligation.objects.filter(filed_until__lt=NOW.date()).update(filed_until=None)


def test_a_sweep_opens_routes_and_warns_and_a_second_one_changes_nothing() -> None:
    with clock.at(NOW - timedelta(days=40)):
        sweep()
    late_message(days=2)
    first = sweep()
    assert first.done["opened"] > 0
    assert first.done["raised"] > 0
    assert Obligation.objects.filter(period="2026-11").exists()
    before = [list(model.objects.order_by("pk").values()) for model in (Obligation, EarlyWarning, Message, DailyRun)]
    again = sweep()
    assert set(again.done.values()) == {0}
    after = [list(model.objects.order_by("pk").values()) for model in (Obligation, EarlyWarning, Message, DailyRun)]
    assert after == before


def test_what_is_daily_is_done_again_the_next_day() -> None:
    sweep()
    runs = RuleRun.objects.count()
    sweep(NOW + timedelta(days=1))
    assert RuleRun.objects.count() == 2 * runs


def test_a_daily_task_that_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("supervision.actions.sweep.open_obligations", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sweep()
    assert sweep().done["opened"] > 0


def test_a_sweep_that_failed_leaves_the_lock_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervision.actions.sweep.expire_filings", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sweep()
    monkeypatch.undo()
    with clock.at(NOW):
        assert not sweep().busy


def test_two_sweeps_never_run_at_once() -> None:
    held, done = Event(), Event()

    def other() -> None:
        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
                held.set()
                done.wait(20)
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        finally:
            connections["default"].close()

    thread = Thread(target=other)
    thread.start()
    try:
        assert held.wait(20)
        assert sweep().busy
        with pytest.raises(CommandError, match="另一次清扫正在进行"):
            command("sweep")
    finally:
        done.set()
        thread.join()
    assert not sweep().busy


def test_the_commands_say_what_they_did() -> None:
    scatter_obligations(random.Random(1), 100)
    said = command("evaluate_rules", "--region", f"{PROVINCE}", "--on", "2026-11-17")
    number = Obligation.objects.overdue(date(2026, 11, 17)).count()
    assert "disclosure_overdue v1：通过 " in said
    assert f"不通过 {number}，" in said
    assert f"新预警 {number}，" in said
    assert "新到期公开任务" in command("sweep", "--at", "2026-11-17T10:00")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("evaluate_rules", "--region", "999999"), "999999000000"),
        (("evaluate_rules", "--on", "x"), "不是日期"),
        (("sweep", "--at", "x"), "不是时间"),
    ],
)
def test_a_clumsy_command_is_told_what_is_wrong(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        command(*arguments)


def test_counters_moved_by_the_actions_agree_with_the_facts(cast: Cast) -> None:
    sweep()
    message = late_message(days=2)
    assert visible_to(cast.handler).filter(pk=message.pk).exists()
    assert differences() == []
    assert "一致" in command("rebuild_statistics", "--check")


@pytest.mark.parametrize(("table", "figure"), [(one.table, figure) for one in COUNTERS for figure in one.figures])
def test_one_altered_counter_is_named_with_its_village_and_then_mended(table: str, figure: str) -> None:
    world_as_swept(200)
    late_message(days=2)
    assert differences() == []
    with connection.cursor() as cursor:
        # The database itself refuses most of such mistakes; here they must get through.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE feedback_messagecount DROP CONSTRAINT feedback_count_parts_within_whole")
        cursor.execute(f"SELECT min(village_id) FROM {table}")  # noqa: S608 - names of the program
        village = Region.objects.get(pk=cursor.fetchone()[0])
        cursor.execute(f"UPDATE {table} SET {figure} = {figure} + 1 WHERE village_id = %s", [village.pk])  # noqa: S608
    with pytest.raises(CommandError, match=village.full_name) as refusal:
        command("rebuild_statistics", "--check")
    assert figure in str(refusal.value)
    assert "改写" in command("rebuild_statistics")
    assert differences() == []
    assert rebuild() == 0


def test_a_counter_without_any_fact_is_found_and_dropped() -> None:
    DisclosureCount.objects.create(village_id=LIUJIAWOBU, category="party", due_on=date(2026, 1, 1), owed=2)
    found = differences()
    assert [(one.village, one.counter, one.counted, one.facts) for one in found] == [(LIUJIAWOBU, "owed", 2, 0)]
    rebuild()
    assert not DisclosureCount.objects.exists()


def test_a_fact_without_its_counter_is_found_and_counted() -> None:
    world_as_swept(50)
    wanted = list(DisclosureCount.objects.order_by("village_id", "category", "due_on").values())
    DisclosureCount.objects.all().delete()
    assert {one.village for one in differences()} == {row["village_id"] for row in wanted}
    rebuild()
    assert list(DisclosureCount.objects.order_by("village_id", "category", "due_on").values()) == wanted
    assert Region.objects.filter(pk__in=[row["village_id"] for row in wanted]).exists()
