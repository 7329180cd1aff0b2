"""Regions and catalogue: idempotent, validated whole, and a broken file changes nothing."""

import json
from datetime import date
from pathlib import Path

import pytest

from publicity.actions.catalogue import load_catalogue
from publicity.models import Edition, Item
from publicity.queries.catalogue import current_edition, spec_of
from sanshu.core.actions.regions import enrol_regions, load_regions
from sanshu.core.errors import Absent, Invalid
from sanshu.core.models import Region
from tests.cast import LIUJIAWOBU, PROVINCE
from tests.conftest import DATA

pytestmark = pytest.mark.django_db


def test_the_whole_real_file_loads_and_a_second_load_changes_nothing() -> None:
    first = load_regions(DATA / "liaoning_regions.csv")
    assert first.added + first.unchanged == 18_132
    again = load_regions(DATA / "liaoning_regions.csv")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 18_132)
    assert Region.objects.units().count() == 16_611


def test_a_village_is_found_by_pinyin_and_initials() -> None:
    village = Region.objects.get(pk=LIUJIAWOBU)
    assert village.pinyin.startswith("liujiawo")
    assert village.initials.startswith("ljw")
    assert " liujiawopucun" in village.search_keys
    assert " liujiawobaocun" in village.search_keys
    assert village.full_name == "沈阳市康平县二牛所口镇刘家窝堡村"


def test_a_region_contains_exactly_its_range() -> None:
    province = Region.objects.get(pk=PROVINCE)
    assert Region.objects.within(province).count() == Region.objects.count()
    county = Region.objects.get(pk=210123000000)
    assert {region.code // 1_000_000 for region in Region.objects.within(county)} == {210123}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("21012310620,短,短,village,village,210123106", "第3行：代码“21012310620”应为12位数字。"),
        ("210123106207,甲村,甲村,village,,210123106", "第3行：类别“”不对"),
        ("210123106207,,甲村,village,village,210123106", "第3行：名称和法定名称都不能为空。"),
        ("210123106207,甲村,甲村,hamlet,village,210123106", "第3行：层级“hamlet”不认识"),
        ("210123106207,甲村,甲村,village,village,210123107", "第3行：上级代码“210123107”应为“210123106”。"),
        ("210123106207,甲村,甲村,village,village,210123106", "第3行：上级 210123106 不在文件里。"),
        ("21,辽宁省,辽宁省,province,,", "第3行：代码 21 与第2行重复。"),
    ],
)
def test_a_broken_region_file_names_line_and_reason_and_changes_nothing(tmp_path: Path, line: str, says: str) -> None:
    before = list(Region.objects.order_by("pk").values())
    file = tmp_path / "broken.csv"
    file.write_text(f"code,name,official_name,level,kind,parent_code\n21,新名省,新名省,province,,\n{line}\n", "utf-8")
    with pytest.raises(Invalid) as refusal:
        load_regions(file)
    assert any(text.startswith(says) for text in refusal.value.errors["file"])
    assert list(Region.objects.order_by("pk").values()) == before


def test_a_region_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gbk.csv"
    file.write_bytes("code,name,official_name,level,kind,parent_code\n21,辽宁省,辽宁省,province,,\n".encode("gbk"))
    with pytest.raises(Invalid, match="UTF-8"):
        load_regions(file)


def test_enrolling_keeps_the_first_day() -> None:
    Region.objects.filter(pk=LIUJIAWOBU).update(live_from=None)
    assert enrol_regions(LIUJIAWOBU, from_day=date(2026, 3, 1)).enrolled == 1
    assert enrol_regions(LIUJIAWOBU, from_day=date(2026, 6, 1)).enrolled == 0
    assert Region.objects.get(pk=LIUJIAWOBU).live_from == date(2026, 3, 1)


def test_enrolling_an_unknown_region_is_refused() -> None:
    with pytest.raises(Absent, match="999999000000"):
        enrol_regions(999999000000, from_day=date(2026, 1, 1))


def test_the_catalogue_loads_all_seventy_items_in_both_languages() -> None:
    assert Item.objects.count() == 70
    edition = current_edition()
    for item in Item.objects.all():
        spec = spec_of(item.code, edition_id=edition.pk)
        for field in (*spec.fields, *spec.row_fields):
            assert field.label_en
            assert len(field.choices) == len(field.choices_en)


def test_loading_the_same_catalogue_again_changes_nothing() -> None:
    done = load_catalogue(DATA / "catalogue.json")
    assert (done.added, done.changed, done.unchanged, done.retired) == (0, 0, 70, 0)
    assert Edition.objects.count() == 1


def test_a_new_edition_replaces_the_old_and_keeps_its_declarations(tmp_path: Path) -> None:
    items = json.loads((DATA / "catalogue.json").read_text("utf-8"))
    old = current_edition()
    items[0]["deadline_days"] = 30
    (tmp_path / "catalogue.json").write_text(json.dumps(items[:-1], ensure_ascii=False), "utf-8")
    (tmp_path / "catalogue_en.json").write_text((DATA / "catalogue_en.json").read_text("utf-8"), "utf-8")
    done = load_catalogue(tmp_path / "catalogue.json")
    assert (done.changed, done.retired) == (1, 1)
    new = current_edition()
    assert new != old
    assert spec_of("P-01", edition_id=new.pk).deadline_days == 30
    assert spec_of("P-01", edition_id=old.pk).deadline_days == 7


def test_a_broken_catalogue_names_item_and_field_and_changes_nothing(tmp_path: Path) -> None:
    items = json.loads((DATA / "catalogue.json").read_text("utf-8"))
    items[2]["fields"][0]["type"] = "colour"
    items[3]["row_fields"][-1]["sensitive"] = "whatever"
    (tmp_path / "catalogue.json").write_text(json.dumps(items, ensure_ascii=False), "utf-8")
    (tmp_path / "catalogue_en.json").write_text((DATA / "catalogue_en.json").read_text("utf-8"), "utf-8")
    with pytest.raises(Invalid) as refusal:
        load_catalogue(tmp_path / "catalogue.json")
    found = refusal.value.errors["file"]
    assert any("第3项（P-03）" in text and "colour" in text for text in found)
    assert any("第4项（P-04）" in text and "whatever" in text for text in found)
    assert Edition.objects.count() == 1
