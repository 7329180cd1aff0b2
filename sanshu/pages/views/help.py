"""How to use the portal, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publicity.views.public import Look, answer, page


@require_safe
def usage(request: HttpRequest) -> HttpResponse:
    """Say what can be done here and how, for somebody who has never been."""
    look = Look.of(request)
    return answer(look, "help", lambda: page(look, "pages/help.html", {}))
