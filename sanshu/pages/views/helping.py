"""Reading for somebody: their lists, and their messages if they let one. Nothing of theirs can be changed here."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.queries.present import sender_view
from feedback.queries.sender import NOT_FOUND, readable_by_helper
from publicity.views.public import Look
from sanshu.accounts.queries.reading import grant_to
from sanshu.core.errors import Absent
from sanshu.core.models import User
from sanshu.pages.actions.check_lists import check_lists
from sanshu.pages.views.door import for_residents
from sanshu.pages.views.own_cards import lay_out

MOST_MESSAGES = 50


@require_safe
@for_residents
def helping(request: HttpRequest, user: User, grant_id: int) -> HttpResponse:
    """Show the owner's lists as they see them themselves; and their messages where the grant says so."""
    grant = grant_to(user, grant_id)
    checked, look = check_lists(grant.owner, by=user), Look.of(request)
    mine = readable_by_helper(grant.owner).select_related("village").order_by("-created_at")[:MOST_MESSAGES]
    context = {
        "grant": grant,
        "checked": checked,
        "villages": lay_out(checked.lists, checked.residencies, look.language) if checked.own else [],
        "messages_of_owner": list(mine) if grant.sees_messages else [],
    }
    return render(request, "pages/helping.html", context)


@require_safe
@for_residents
def helping_message(request: HttpRequest, user: User, grant_id: int, message_id: UUID) -> HttpResponse:
    """Show one of the owner's messages with its answers, to read; absent alike when there is none and when it is not let."""
    grant = grant_to(user, grant_id)
    if not grant.sees_messages:
        raise Absent(NOT_FOUND)
    readable = readable_by_helper(grant.owner).select_related("village", "owner_region")
    message = readable.filter(pk=message_id).first()
    if message is None:
        raise Absent(NOT_FOUND)
    context = {"grant": grant, "message": message, "view": sender_view(message)}
    return render(request, "pages/helping_message.html", context)
