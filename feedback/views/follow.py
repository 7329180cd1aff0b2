"""Follow a message by receipt code or account: where it stands, who owes the next step, and what one may do."""

from collections.abc import Callable
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from feedback.actions.finish import reopen_by_sender, withdraw_message
from feedback.actions.handle import answer_question
from feedback.actions.rate import rate_message
from feedback.forms.acts import SENDER_ACTS, Offer, complain, offer, offers
from feedback.forms.ask import TrackForm
from feedback.queries.present import sender_view, stages
from feedback.queries.proofs import forget, remember, sender_of
from feedback.queries.sender import NOT_FOUND, Sender, message_by_code, own_message, visitor
from feedback.queries.tries import count_wrong, refuse_after_many
from sanshu.core.errors import Absent, DomainError

Fields = dict[str, str]
_ACTS: dict[str, Callable[[UUID, Sender, Fields], object]] = {
    "answer": lambda one, sender, said: answer_question(one, sender=sender, text=said["text"]),
    "rate": lambda one, sender, said: rate_message(one, sender=sender, score=int(said["score"]), reason=said["reason"]),
    "reopen": lambda one, sender, said: reopen_by_sender(one, sender=sender, reason=said["reason"]),
    "withdraw": lambda one, sender, _said: withdraw_message(one, sender=sender),
}


@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt code and lead to the message; a wrong and an unknown code get the same answer."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "messages/track.html", {"form": form}, status=400 if form.is_bound else 200)
    address = str(get_adapter().get_client_ip(request))
    refuse_after_many(address)
    message = message_by_code(form.cleaned_data["code"])
    if message is None:
        count_wrong(address)
        form.add_error("code", NOT_FOUND)
        return render(request, "messages/track.html", {"form": form}, status=Absent.status)
    remember(request.session, message)
    return redirect("message", message_id=message.pk)


@never_cache
@require_http_methods(["GET"])
def follow(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show the sender their own message; absent alike for no such message and for somebody else's."""
    return _page(request, message_id)


@never_cache
@require_POST
def act(request: HttpRequest, message_id: UUID, act: str) -> HttpResponse:
    """Do what the sender asked for; a refusal shows the page again with what was typed."""
    if act not in SENDER_ACTS:
        raise Absent(NOT_FOUND)
    sender = sender_of(request.session, visitor(request))
    own_message(message_id, sender)
    tried = offer(SENDER_ACTS, act, data=request.POST)
    if not tried.form.is_valid():
        return _page(request, message_id, tried=tried, status=400)
    try:
        _ACTS[act](message_id, sender, tried.form.cleaned_data)
    except DomainError as refused:
        complain(tried.form, refused)
        return _page(request, message_id, tried=tried, status=refused.status)
    return redirect("message", message_id=message_id)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget, on this phone, which messages were followed."""
    forget(request.session)
    return redirect("message-track")


def _page(request: HttpRequest, message_id: UUID, *, tried: Offer | None = None, status: int = 200) -> HttpResponse:
    sender = sender_of(request.session, visitor(request))
    view = sender_view(own_message(message_id, sender))
    refused = tried if tried is not None and tried.act not in view.can else None
    context = {
        "view": view,
        "message": view.message,
        "stages": stages(view),
        "offers": offers(SENDER_ACTS, view.can, tried=tried),
        "refused": refused,
    }
    return render(request, "messages/message.html", context, status=status)
