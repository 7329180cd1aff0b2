"""Ask or object, on one screen, with or without an account or JavaScript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from feedback.actions.send import send_message
from feedback.forms.ask import AskForm
from feedback.queries.places import find_units, row_of, unit_of
from feedback.queries.proofs import remember
from feedback.queries.sender import visitor
from feedback.receipts import spaced
from sanshu.core.errors import DomainError, Invalid, SameKeyOtherBody


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it in and show the receipt; a form sent twice shows the same receipt."""
    if request.method == "POST":
        return _take_in(request)
    village = unit_of(request.GET.get("village", ""))
    if village is None:
        words = request.GET.get("q", "").strip()[:60]
        context = {"q": words, "units": find_units(words), "is_unknown": "village" in request.GET}
        return render(request, "messages/choose.html", context)
    form = AskForm.blank(
        village=village.code_text,
        record=request.GET.get("record", "")[:20],
        row=request.GET.get("row", "")[:40],
        say=request.GET.get("say", ""),
    )
    return _page(request, form)


def _take_in(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            receipt = send_message(form.draft, key=form.cleaned_data["key"], by=visitor(request))
        except SameKeyOtherBody as refused:
            form.renew_key()
            form.add_error(None, refused.detail)
            return _page(request, form, refused.status)
        except Invalid as refused:
            form.complain(refused)
        except DomainError as refused:
            form.add_error(None, refused.detail)
            return _page(request, form, refused.status)
        else:
            remember(request.session, receipt.message)
            context = {"receipt": receipt, "code": spaced(receipt.code), "message": receipt.message}
            return render(request, "messages/receipt.html", context)
    return _page(request, form, Invalid.status)


def _page(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    village = unit_of(str(form["village"].value() or ""))
    target = row_of(village, str(form["record"].value() or ""), str(form["row"].value() or ""))
    return render(request, "messages/new.html", {"form": form, "village": village, "target": target}, status=status)
