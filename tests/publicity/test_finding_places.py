"""A village is found however people write it, nearest first; and no text, however hostile, breaks the search."""

import re

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from publicity.queries.places import LONGEST_QUERY, find_places
from publicity.queries.similar_places import MOST_GUESSED, similar_places
from sanshu.core.models import Region
from tests.cast import AOHANTUN, DONGTA, ERNIUSUOKOU, LIUJIAWOBU

pytestmark = pytest.mark.django_db


def first(places: list[Region]) -> int | None:
    return places[0].pk if places else None


@pytest.mark.parametrize(
    "words",
    [
        "刘家窝堡",
        "家窝堡 刘",
        "康平 刘家窝堡",
        "康平刘家窝堡",
        "康平县刘家窝堡村",
        "二牛所口 刘家",
        "liujiawopu",
        "Liu Jia Wo Pu",
        "liu'jia'wo'pu",
        "kangping liujiawopu",
        "erniusuokou liujia",
        "ljwp",
        "刘家wopu",
        "刘jwp",
        "210123106207",
        "https://sanshu.example/villages/210123106207/",
    ],
)
def test_a_village_is_found_first_however_it_is_rightly_written(words: str) -> None:
    assert first(find_places(words)) == LIUJIAWOBU


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("傲罕屯", AOHANTUN),  # a wrong character of the same sound
        ("傲罕屯村", AOHANTUN),
        ("敖汗囤", AOHANTUN),
        ("敖早屯", AOHANTUN),  # one that only looks alike
        ("aohangtun", AOHANTUN),  # as the south says it
        ("刘家窝铺", LIUJIAWOBU),
        ("留家窝铺村委会", LIUJIAWOBU),
        ("刘家窝保", LIUJIAWOBU),
        ("liujawopu", LIUJIAWOBU),
        ("liujiawopo", LIUJIAWOBU),
        ("康平 刘家窝铺", LIUJIAWOBU),
        ("康平刘家窝铺", LIUJIAWOBU),
        ("抗平 留家窝堡", LIUJIAWOBU),
        ("二牛锁口镇", ERNIUSUOKOU),
        ("东塔设区", DONGTA),
    ],
)
def test_a_misspelt_place_is_guessed_first(words: str, meant: int) -> None:
    assert find_places(words) == []
    assert first(similar_places(words)) == meant


def test_what_sounds_the_same_can_be_asked_for_alone() -> None:
    alike = similar_places("留家窝铺", same_sound=True)
    assert [place.pk for place in alike] == [LIUJIAWOBU]
    assert similar_places("liujawopu", same_sound=True) == []


def test_a_guess_stays_within_the_region_that_was_asked_for() -> None:
    elsewhere = Region.objects.get(pk=DONGTA)
    assert similar_places("傲罕屯", within=elsewhere) == []


def test_words_that_resemble_nothing_are_not_guessed() -> None:
    for words in ("", "😀", "%", "_", "收支明细", "xyzxyz", "\u202e", "x" * 10_000):
        assert similar_places(words) == [], words
        assert find_places(words) == [], words


def test_the_page_says_plainly_that_it_guesses(client: Client) -> None:
    body = client.get("/search/", {"q": "傲罕屯"}).content.decode()
    assert "没有找到“傲罕屯”，您是不是找：" in body
    assert f"/villages/{AOHANTUN}/" in body
    english = re.sub(r"<[^>]+>", "", client.get("/en/search/", {"q": "傲罕屯"}).content.decode())
    assert "Nothing was found for “傲罕屯”. Did you mean:" in english


def test_beside_a_hit_the_page_offers_what_sounds_the_same(client: Client) -> None:
    Region.objects.filter(pk=DONGTA).update(name="刘家窝铺村", full_name="鞍山市某区刘家窝铺村")
    body = client.get("/search/", {"q": "刘家窝铺"}).content.decode()
    assert "没有找到" not in body
    assert body.index(f"/villages/{DONGTA}/") < body.index("读音相同的还有") < body.index(f"/villages/{LIUJIAWOBU}/")


def test_same_names_are_told_apart_by_the_county(client: Client) -> None:
    Region.objects.filter(pk=DONGTA).update(name="刘家窝堡村", full_name="鞍山市铁东区某街道刘家窝堡村")
    body = client.get("/search/", {"q": "刘家窝堡"}).content.decode()
    assert "沈阳市康平县二牛所口镇刘家窝堡村" in body
    assert "鞍山市铁东区某街道刘家窝堡村" in body
    assert [place.pk for place in find_places("康平 刘家窝堡")] == [LIUJIAWOBU]


def test_finding_and_guessing_cost_one_query_each(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for words in ("刘家窝堡", "康平刘家窝堡", "kangping liujiawopu", "刘jwp", "傲罕屯"):
        with django_assert_num_queries(1):
            find_places(words)
        with django_assert_num_queries(1):
            similar_places(words)


HOSTILE = st.one_of(
    st.text(max_size=2 * LONGEST_QUERY),
    st.text(alphabet="%_\\'\"*?{}()|&:!<>\x00\u202e\u200f\ud800😀村刘家İß0aü ", max_size=2 * LONGEST_QUERY),
    st.text(alphabet="刘家窝堡铺堡堡长乐敖罕屯村社区liujawop' 康平县", min_size=1, max_size=2 * LONGEST_QUERY),
)


@settings(max_examples=60)
@given(text=HOSTILE)
def test_no_text_breaks_the_search(text: str) -> None:
    assert all(isinstance(place, Region) for place in find_places(text))
    assert len(similar_places(text)) <= MOST_GUESSED


@settings(max_examples=40)
@given(text=HOSTILE.filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text)))
def test_no_text_breaks_the_page(text: str) -> None:
    answer = Client().get("/search/", {"q": text})
    assert answer.status_code == 200
    assert "text/html" in answer.headers["Content-Type"]


@pytest.mark.parametrize(
    "half", ["%ED%A0%80", "%00", "%FF%FE", "%", "%E2%80%8F%E2%80%AE", "%F0%9F%98%80", "a" * 10_000]
)
def test_bytes_that_are_no_text_get_a_plain_answer(client: Client, half: str) -> None:
    for prefix in ("", "/en", "/api/v1/regions"):
        answer = client.get(f"{prefix}/search/?q={half}" if "api" not in prefix else f"{prefix}/?q={half}")
        assert answer.status_code == 200, prefix
