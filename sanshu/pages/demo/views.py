"""The tour: six stories, one button a step; a step makes the visitor its person and leads to its page."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sanshu.core.templatetags.portal import home_url
from sanshu.demo.load.resets import RESETS
from sanshu.demo.stories import STORIES, Story
from sanshu.pages.demo import position
from sanshu.pages.demo.becoming import become
from sanshu.pages.demo.found import fill
from sanshu.pages.demo.position import Position

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Answer 404 unless SANSHU_DEMO=1, as if there were no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@never_cache
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show the six stories."""
    return render(request, "demo/tour.html", {"stories": STORIES.values()})


@demo_only
@never_cache
@require_POST
def start_step(request: HttpRequest, story: str, number: int) -> HttpResponse:
    """Become the step's person and go to its page; what the story found so far comes along."""
    told = _story(story)
    if not 1 <= number <= len(told.steps):
        raise Http404
    before = position.read(request.session)
    found = dict(before.found) if before and before.story is told and number > 1 else {}
    at = Position(told, number, found=found)
    address = fill(at.step.at, at.found)
    for done in at.step.do:
        fill(done.at, at.found)
    at.place = become(request, at.step.who, at.found)
    position.write(request.session, at)
    return redirect(home_url() + address.removeprefix("/"))


@demo_only
@never_cache
@require_POST
def reset(request: HttpRequest, story: str) -> HttpResponse:
    """Rebuild what a story needs, so that it can be told again from the beginning."""
    told = _story(story)
    RESETS[told.key]()
    request.session.pop(position.KEY, None)
    messages.success(request, _("“%(title)s”准备好了，可以从头开始。") % {"title": _(told.title)})
    return redirect("demo")


@demo_only
@never_cache
@require_safe
def outline(request: HttpRequest, story: str, number: int) -> HttpResponse:
    """Give the style that outlines what the step presses; a file of its own, as nothing may stand inline."""
    at = position.read(request.session)
    if at is None or (at.story.key, at.number) != (story, number):
        raise Http404
    touched = [fill(done.at, at.found) for done in at.step.do]
    rules = [
        f"{selector} {{ outline: 3px dashed var(--amber, #b45309); outline-offset: 4px; }}" for selector in touched
    ]
    rules.append(f"{touched[-1]} {{ outline-style: solid; outline-width: 5px; scroll-margin: 30vh; }}")
    return HttpResponse("\n".join(rules), content_type="text/css; charset=utf-8")


def _story(key: str) -> Story:
    if key not in STORIES:
        raise Http404
    return STORIES[key]
