"""`import_records`: the same checks and the same draft as by the pages, all or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from publicity.models import Draft, ImportFile
from tests.cast import LIUJIAWOBU, Cast
from tests.publicity.chain import obligation
from tests.publicity.importing.workbooks import minimum_list, workbook

pytestmark = pytest.mark.django_db


def run(path: Path, *more: str, item: str = "V-10", period: str = "2026-10", village: int = LIUJIAWOBU) -> str:
    """Call the command; gives what it says."""
    said = StringIO()
    call_command(
        "import_records", str(path), "--village", str(village), "--item", item, "--period", period, *more, stdout=said
    )
    return said.getvalue()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "低保.xlsx"
    path.write_bytes(minimum_list(households=3))
    return path


def test_a_table_is_taken_over_in_the_name_of_the_clerk(cast: Cast, table: Path) -> None:
    owed, clerk = obligation("V-10"), cast.clerk
    said = run(table, "--set", "status=延续", period=owed.period)
    assert "已导入草稿：3 行" in said
    assert "合计行" in said
    draft = Draft.objects.get(record__obligation=owed)
    assert draft.drafted_by == clerk
    assert [row["status"] for row in draft.content["rows"]] == ["延续"] * 3
    assert not ImportFile.objects.filter(content__isnull=False).exists()


def test_a_dry_run_changes_nothing(cast: Cast, table: Path) -> None:
    owed, _clerk = obligation("V-10"), cast.clerk
    assert "可以导入：3 行" in run(table, "--dry-run", period=owed.period)
    assert not Draft.objects.exists()
    assert not ImportFile.objects.exists()


def test_a_second_run_of_the_same_table_changes_no_row(cast: Cast, table: Path) -> None:
    owed, _clerk = obligation("V-10"), cast.clerk
    run(table, period=owed.period)
    before = Draft.objects.get().content
    run(table, period=owed.period)
    assert Draft.objects.get().content == before


def test_an_event_is_recorded_by_its_table(cast: Cast, tmp_path: Path) -> None:
    assert cast.clerk
    path = tmp_path / "补贴.xlsx"
    path.write_bytes(workbook([["姓名", "核定面积(亩)", "标准", "金额"], ["王小明", 10, 70.5, 705]]))
    assert "1 行" in run(path, item="V-22", period="2026-11-02")
    assert Draft.objects.get().record.period == "2026-11-02"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"village": 210199999999}, "没有在岗的报账员"),
        ({"item": "Z-99"}, "没有编号 Z-99"),
        ({"period": "2026年10月"}, "期间应写成"),
        ({"period": "2019-10"}, "没有要公开的"),
    ],
)
def test_a_wrong_word_is_told(cast: Cast, table: Path, more: dict[str, object], told: str) -> None:
    assert cast.clerk
    with pytest.raises(CommandError, match=told):
        run(table, **more)  # type: ignore[arg-type]


def test_all_that_is_wrong_is_listed_and_nothing_is_kept(cast: Cast, tmp_path: Path) -> None:
    owed, _clerk = obligation("V-10"), cast.clerk
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook([["姓名", "身份证号", "金额"], ["王小明", "12", "很多"], ["赵大山", "", 1.234]]))
    with pytest.raises(CommandError) as refused:
        run(path, period=owed.period)
    assert all(place in str(refused.value) for place in ("第2行B列", "第2行C列", "第3行C列"))
    assert not Draft.objects.exists()


def test_an_unknown_login_file_or_field_is_told(cast: Cast, table: Path, tmp_path: Path) -> None:
    owed, _clerk = obligation("V-10"), cast.clerk
    with pytest.raises(CommandError, match="没有登录名是"):
        run(table, "--by", "nobody", period=owed.period)
    with pytest.raises(CommandError, match="没有这些栏目：colour"):
        run(table, "--set", "colour=red", period=owed.period)
    with pytest.raises(CommandError, match="读不到文件"):
        run(tmp_path / "none.xlsx", period=owed.period)
    with pytest.raises(CommandError, match="栏目=值"):
        run(table, "--set", "colour", period=owed.period)
