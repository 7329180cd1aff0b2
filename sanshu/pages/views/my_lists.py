"""Am I on the list (查名单): every list of my villages on which I stand, and those without me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publicity.views.public import Look
from sanshu.core.models import User
from sanshu.pages.actions.check_lists import check_lists
from sanshu.pages.views.door import for_residents
from sanshu.pages.views.own_cards import lay_out


@require_safe
@for_residents
def my_lists(request: HttpRequest, user: User) -> HttpResponse:
    """Show one's own rows, newest first, with a way to object beside each; and the newest lists that one is not on."""
    checked, look = check_lists(user, by=user), Look.of(request)
    context = {
        "checked": checked,
        "villages": lay_out(checked.lists, checked.residencies, look.language) if checked.own else [],
        "published_lang": look.published_lang,
    }
    return render(request, "pages/my_lists.html", context)
