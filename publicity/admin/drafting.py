"""Write: start a draft on what is owed, fill in the typed form, send it for signature."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publicity.actions.drafts import WRITABLE, Typed, may_discard, save_draft, start_draft, submit_draft
from publicity.admin.common import page, version_of
from publicity.catalogue import ItemSpec
from publicity.forms.content import ContentForm
from publicity.forms.matters import HELP, offer_matters
from publicity.models import Draft
from publicity.queries.catalogue import current_edition, spec_of
from publicity.queries.work import visible_drafts, visible_obligations
from publicity.templatetags.reading import item_name
from sanshu.accounts.admin.common import done, person
from sanshu.core import clock
from sanshu.core.errors import DomainError, Invalid, Stale
from sanshu.core.models import User
from sanshu.core.permissions import Act
from sanshu.core.queries.scope import may

FIRST_ROWS = 3
#: More than anybody mends in one sitting; the next ones show when these are gone.
MOST_ERRORS = 100


@require_POST
def start_page(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Start a draft or a nil return, or go on with the one there is."""
    user = person(request)
    obligation = get_object_or_404(visible_obligations(user, on=clock.today()), pk=obligation_id)
    draft = Draft.objects.filter(record__obligation_id=obligation.event_id).first()
    if draft is None:
        draft = start_draft(obligation.pk, by=user, is_nil=request.POST.get("nil") == "1")
    return redirect("admin:work_draft", draft_id=draft.pk)


def draft_page(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show the typed form of a draft, save it, add rows, send it for signature."""
    user = person(request)
    draft = get_object_or_404(visible_drafts(user, on=clock.today()), pk=draft_id)
    writable = draft.status in WRITABLE and may(user, Act.DRAFT, draft.record.village_id)
    if not writable:
        return redirect("admin:work_review", draft_id=draft.pk)
    spec = spec_of(draft.record.item.code, edition_id=current_edition().pk)
    form = ContentForm(spec, draft.content, owner=f"{draft.pk}-{user.pk}")
    if request.method == "POST":
        return _posted(request, draft, form, user)
    if form.has_rows and not form.rows and not form.rows_kept:
        form.add_rows(FIRST_ROWS)
    return _show(request, draft, form)


def _posted(request: HttpRequest, draft: Draft, form: ContentForm, user: User) -> HttpResponse:
    header, rows = form.read(request.POST, on=clock.today())
    wish = request.POST.get("do", "save")
    if wish == "add":
        form.add_rows()
        return _show(request, draft, form, version=version_of(request))
    try:
        saved = save_draft(draft.pk, by=user, version=version_of(request), typed=Typed(header, rows))
    except (Invalid, Stale) as error:
        return _refused(request, draft, form, error, version=version_of(request))
    if wish == "submit":
        return _submit(request, saved, form.spec, user)
    if wish == "preview":
        return redirect("admin:work_review", draft_id=saved.pk)
    return done(request, _("已保存。"), "admin:work_draft", draft_id=saved.pk)


def _submit(request: HttpRequest, draft: Draft, spec: ItemSpec, user: User) -> HttpResponse:
    try:
        submit_draft(
            draft.pk, by=user, version=draft.version, explanation=request.POST.get("explanation", draft.explanation)
        )
    except Invalid as error:
        form = ContentForm(spec, draft.content, owner=f"{draft.pk}-{user.pk}")
        return _refused(request, draft, form, error, version=draft.version)
    return done(request, _("已送审。等签字和审核通过后，村民就能看到。"))


def _refused(
    request: HttpRequest, draft: Draft, form: ContentForm, error: DomainError, *, version: int
) -> HttpResponse:
    questions = error.errors.pop("explanation", [])
    if error.errors:
        form.show_errors(error.errors)
    elif not questions:
        form.general_errors.append(error.detail)
    return _show(request, draft, form, version=version, status=error.status, questions=questions)


def _show(
    request: HttpRequest,
    draft: Draft,
    form: ContentForm,
    *,
    version: int | None = None,
    status: int = 200,
    questions: Sequence[str] = (),
) -> HttpResponse:
    record = draft.record
    context = {
        "draft": draft,
        "record": record,
        "form": form,
        "version": version or draft.version,
        "may_discard": may_discard(draft),
        "questions": questions,
        "explanation": request.POST.get("explanation", draft.explanation),
        "carried": draft.version == 1 and draft.is_first and bool(draft.content["rows"]),
        "errors": [one for one in form.bound if one.errors],
        "general_errors": form.general_errors[:MOST_ERRORS],
        "offers": offer_matters(form, record),
        "matter_help": HELP,
    }
    return page(request, "draft", context, title=item_name(record.item), status=status)
