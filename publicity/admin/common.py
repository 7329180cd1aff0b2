"""What the work pages share: the frame of a page, and which version of a draft was seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from sanshu.accounts.admin.common import framed


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str | Promise, status: int = 200
) -> HttpResponse:
    """Render a work page in the admin's frame."""
    return framed(request, f"publicity/work/{template}.html", context, title=title, status=status)


def version_of(request: HttpRequest) -> int:
    """Read which version of a draft the person saw; 0 for nonsense, which matches none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 - fits an integer
