"""The routing table whole: no message goes to whom it is about."""

import itertools

import pytest

from feedback.routing import (
    ABOVE,
    CITY_DESK,
    CITY_INSPECTOR,
    COUNTY_DESK,
    COUNTY_INSPECTOR,
    DEPARTMENT,
    HANDLER,
    PROVINCE_INSPECTOR,
    About,
    Category,
    Post,
    code_at,
    first_post,
    may_reroute,
    post_after_reopening,
    posts_above,
    seen_by_discipline,
)
from sanshu.core.roles import LEVELS_OF, Level

ALL = list(itertools.product(About, Category))


@pytest.mark.parametrize(("about", "category"), ALL)
def test_where_a_message_goes_follows_from_whom_and_what_it_is_about(about: About, category: Category) -> None:
    post = first_post(about, category)
    if category == "accusation":
        assert (post.level, post.role) == (Level.COUNTY, "inspector")
    elif about == "township":
        assert (post.level, post.role) == (Level.COUNTY, "follow_up")
    else:
        assert (post.level, post.role) == (Level.TOWNSHIP, "handler")


@pytest.mark.parametrize(("about", "category"), ALL)
def test_discipline_sees_money_unless_it_is_about_the_township(about: About, category: Category) -> None:
    assert seen_by_discipline(about, category) == (category == "money" and about != "township")


@pytest.mark.parametrize("post", ABOVE)
def test_posts_above_go_up_and_can_be_held(post: Post) -> None:
    chain = posts_above(post)
    levels = [post.level, *(one.level for one in chain)]
    assert levels == sorted(levels, reverse=True)
    assert chain[-1] == PROVINCE_INSPECTOR
    assert all(one.level in LEVELS_OF[one.role] for one in [post, *chain])


@pytest.mark.parametrize(
    ("owner", "times", "expected"),
    [
        (HANDLER, 1, COUNTY_DESK),
        (HANDLER, 2, CITY_DESK),
        (DEPARTMENT, 1, CITY_DESK),
        (COUNTY_DESK, 1, CITY_DESK),
        (COUNTY_DESK, 2, CITY_DESK),
        (CITY_DESK, 2, PROVINCE_INSPECTOR),
        (COUNTY_INSPECTOR, 1, CITY_INSPECTOR),
        (COUNTY_INSPECTOR, 2, CITY_INSPECTOR),
        (PROVINCE_INSPECTOR, 3, PROVINCE_INSPECTOR),
    ],
)
def test_reopening_raises_the_owner_and_the_second_time_at_least_to_the_city(
    owner: Post, times: int, expected: Post
) -> None:
    assert post_after_reopening(owner, times) == expected


@pytest.mark.parametrize(("about", "category"), ALL)
def test_no_hand_moves_a_message_to_whom_it_is_about(about: About, category: Category) -> None:
    owner = first_post(about, category)
    posts = [HANDLER, DEPARTMENT, COUNTY_DESK, COUNTY_INSPECTOR]
    allowed = {post for post in posts if may_reroute(owner, post, about)}
    assert owner not in allowed
    if category == "accusation":
        assert allowed == set()
    if about == "township":
        assert HANDLER not in allowed


def test_a_region_s_code_names_those_above_it() -> None:
    code = 210123106207
    assert [code_at(code, level) for level in Level] == [
        210000000000,
        210100000000,
        210123000000,
        210123106000,
        210123106207,
    ]
