"""What a disclosure says of itself is heard in one breath and read by everybody: short clauses, common characters."""

import json
import re

import pytest

from publicity.content import Content, clean_content
from publicity.summaries import LONGEST_CLAUSE, LONGEST_QUOTE, all_words, summarise, summarise_nil
from publicity.terms import TERMS
from sanshu.core.periods import Period
from sanshu.demo.contents import Task, content_of
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from tests.demo.worlds import TODAY, world
from tests.publicity.samples import typed_content
from tests.publicity.test_intake import ON
from tests.publicity.test_masking import DATA, PERIODS, SPECS

CLAUSES = re.compile("[，；：。？！]")
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: The first level of GB 2312: 3,755 characters, in rows 16 to 55.
FIRST_ROW, LAST_ROW, ROW_OFFSET = 16, 55, 0xA0
COMMONEST = 0.98
FIRM = "康平县二牛所口镇刘家窝堡农机服务专业合作社"


def is_common(sign: str) -> bool:
    """Say whether a character is of the first level of GB 2312."""
    try:
        row = sign.encode("gb2312")[0] - ROW_OFFSET
    except UnicodeEncodeError:
        return False
    return FIRST_ROW <= row <= LAST_ROW


def long_winded(code: str) -> Content:
    """Give a content whose every text is as long as a sentence may still quote."""
    header, rows = typed_content(SPECS[code])
    types = {one.key: one.type for one in (*SPECS[code].fields, *SPECS[code].row_fields)}
    longest = {"text": (FIRM * 2)[:LONGEST_QUOTE], "longtext": (FIRM * 2)[:LONGEST_QUOTE], "money": "98765432.10"}
    for values in (header, *rows):
        values |= {key: longest[types[key]] for key in values if types[key] in longest and not key.endswith("_uscc")}
    cleaned = clean_content(SPECS[code], header, rows, on=ON)
    assert not cleaned.errors
    return cleaned.content


def told(code: str) -> tuple[Content, Period]:
    """Give the item's content in a village of the demo, or a filled sample where nothing happened there."""
    period = Period.parse(PERIODS[SPECS[code].frequency])
    where = world(KANGPING_LIUJIAWOBU)
    made = content_of(SPECS[code], Task(where, code, period, TODAY))
    fields, rows = (made.fields, made.rows) if made else typed_content(SPECS[code])
    return clean_content(SPECS[code], fields, rows, on=TODAY).content, period


def too_long(sentence: str) -> list[str]:
    """List the clauses that are not heard in one breath."""
    return [clause for clause in CLAUSES.split(sentence) if len(clause) > LONGEST_CLAUSE]


@pytest.mark.parametrize(("code", "added"), [("V-10", "户"), ("V-13", "人"), ("F-21", "人")])
def test_none_of_something_is_no_news(code: str, added: str) -> None:
    content, period = told(code)
    content["fields"] |= {"added": 0}
    assert "新增" not in summarise(SPECS[code], content, period, "zh")
    assert not re.search(r"(?<!\d)0 (added|joined)", summarise(SPECS[code], content, period, "en"))
    content["fields"] |= {"added": 3}
    assert f"新增3{added}" in summarise(SPECS[code], content, period, "zh")


@pytest.mark.parametrize("code", SPECS)
def test_no_clause_of_a_sentence_is_too_long(code: str) -> None:
    assert LONGEST_CLAUSE == 28
    content, period = told(code)
    assert too_long(summarise(SPECS[code], content, period, "zh")) == []
    assert too_long(summarise(SPECS[code], long_winded(code), period, "zh")) == []
    assert too_long(summarise_nil(SPECS[code], period, "zh")) == []


@pytest.mark.parametrize("code", SPECS)
def test_a_sentence_uses_common_characters(code: str) -> None:
    own_words = re.sub(r"\{[^}]*\}", "", all_words()[code].zh)
    assert [sign for sign in CHINESE.findall(own_words) if not is_common(sign)] == []
    content, period = told(code)
    where = world(KANGPING_LIUJIAWOBU).place
    sentence = summarise(SPECS[code], content, period, "zh")
    for name in (where.name, where.short, where.township, where.county):
        sentence = sentence.replace(name, "")
    signs = CHINESE.findall(sentence)
    assert sum(map(is_common, signs)) >= COMMONEST * len(signs), sentence


def test_a_rare_character_and_a_long_clause_are_noticed() -> None:
    assert [sign for sign in "荒地薅草村龘" if not is_common(sign)] == ["薅", "龘"]
    assert too_long("一" * 29 + "，二。") == ["一" * 29]


def test_what_a_village_wrote_is_cut_at_the_end_and_keeps_its_beginning() -> None:
    sentence = summarise(SPECS["F-15"], long_winded("F-15"), Period.parse("2026-10-17"), "zh")
    assert sentence.startswith("康平县二牛所口镇刘家窝堡农机服务专业合作社康平县二牛所…：")


@pytest.mark.parametrize("word", [term.word for term in TERMS])
def test_every_explained_word_stands_in_the_catalogue_in_both_languages(word: str) -> None:
    term = next(one for one in TERMS if one.word == word)
    english = json.loads((DATA / "catalogue_en.json").read_text(encoding="utf-8"))
    chinese = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
    assert word in json.dumps(chinese, ensure_ascii=False)
    said = [*english["labels"].values(), *english["choices"].values(), *english["content"].values()]
    said += [one["name_en"] for one in chinese]
    assert any(term.word_en.lower() in one.lower() for one in said)
    assert term.meaning.endswith("。")
    assert term.meaning_en.endswith(".")
    assert len(term.meaning) <= 60


def test_a_field_called_count_is_a_figure_and_not_a_count_of_rows() -> None:
    content, period = told("F-17")
    assert f"集体资产{content['fields']['count']}项" in summarise(SPECS["F-17"], content, period, "zh")
    assert content["fields"]["count"] > 0
