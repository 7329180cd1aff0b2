"""The tour: absent outside the demo; in it a step makes the visitor its person and outlines what to press."""

import re
from string import Formatter

import pytest
from django.conf import LazySettings
from django.test import Client

from sanshu.core.models import User
from sanshu.core.roles import Role
from sanshu.demo.load import staff
from sanshu.demo.load.resets import RESETS
from sanshu.demo.places import KANGPING_LIUJIAWOBU
from sanshu.demo.stories import STORIES, Press
from sanshu.pages.demo import becoming
from sanshu.pages.demo.found import FINDERS
from tests.demo.worlds import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: LazySettings) -> Client:
    """Give a browser's client in the demo."""
    settings.DEMO = True
    return Client()


@pytest.mark.parametrize("path", ["/demo/", "/demo/a/1/outline.css"])
def test_outside_the_demo_there_is_no_tour(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post("/demo/a/1/").status_code == 404
    assert client.post("/demo/a/reset/").status_code == 404


def test_six_stories_are_told_each_with_a_reset() -> None:
    assert set(STORIES) == set(RESETS) == set("abcdef")
    for story in STORIES.values():
        assert 4 <= len(story.steps) <= 12
        assert all(isinstance(step.do[-1], Press) and step.see for step in story.steps)


def test_every_name_in_a_step_can_be_found() -> None:
    asked = {
        name
        for story in STORIES.values()
        for step in story.steps
        for text in (step.at, *(done.at for done in step.do))
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    assert asked <= set(FINDERS)


def test_the_tour_shows_all_stories(demo: Client) -> None:
    page = demo.get("/demo/")
    assert page.status_code == 200
    assert all(story.title in page.content.decode() for story in STORIES.values())


def test_a_step_leads_to_its_page_with_a_banner_and_an_outline(demo: Client) -> None:
    answer = demo.post("/demo/a/1/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    page = demo.get("/", headers={"if-none-match": '"anything"'})
    html = page.content.decode()
    assert STORIES["a"].steps[0].tell in html
    assert "ETag" not in page.headers
    style = re.search(r'href="(/demo/a/1/outline\.css)"', html)
    assert style is not None
    assert ".hero button { outline" in demo.get(style[1]).content.decode()
    assert "style=" not in html


def test_who_is_in_no_story_sees_no_banner(demo: Client) -> None:
    assert "demo-banner" not in demo.get("/").content.decode()


def test_only_the_demo_lets_one_become_somebody(demo: Client) -> None:
    staff.enrol([world(KANGPING_LIUJIAWOBU)])
    clerk = becoming._person(Role.CLERK, KANGPING_LIUJIAWOBU)
    assert clerk == User.objects.get(login=f"clerk-{KANGPING_LIUJIAWOBU}")


def test_a_step_is_a_post(demo: Client) -> None:
    assert demo.get("/demo/a/1/").status_code == 405
    assert demo.post("/demo/a/99/").status_code == 404
    assert demo.post("/demo/z/1/").status_code == 404


def test_a_forged_step_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/a/1/").status_code == 403
