"""English pages of the administrators: whatever is Chinese there is a name or was typed by somebody, and says so."""

import pytest
from django.urls import reverse

from sanshu.accounts.actions.ask_change import ask_reset
from sanshu.accounts.models import StaffChange
from sanshu.core.models import Posting
from tests.accounts.test_changes import WHY, enrolment
from tests.accounts.test_people_pages import FORM
from tests.cast import Cast
from tests.pages.english import reading

pytestmark = pytest.mark.django_db


def test_people_their_changes_and_the_record_of_both(cast: Cast) -> None:
    change = enrolment(cast)
    ask_reset(cast.clerk.pk, StaffChange.Kind.RESET_FACTOR, by=cast.security_admin, reason=WHY)
    clerk, posting = cast.clerk.pk, Posting.objects.get(user=cast.clerk).pk
    security, system, auditor = reading(cast.security_admin), reading(cast.system_admin), reading(cast.auditor)
    both = [("index",), ("people",), ("person", clerk), ("changes",), ("change", change.pk)]
    asks = [("person_enrol",), ("person_grant", clerk), ("person_reset", clerk), ("posting_end", posting)]
    for name, *args in both + asks:
        security.get(reverse(f"admin:{name}", args=args))
    for name, *args in both:
        system.get(reverse(f"admin:{name}", args=args))
    security.get("/admin/people/?q=刘家窝堡")
    security.get("/admin/people/?q=没有这个人")
    system.post(reverse("admin:change", args=[change.pk]), {"do": "confirm"})
    for path in ("/admin/", reverse("admin:audit"), "/admin/audit/?all=1"):
        auditor.get(path)
    assert (security.found, system.found, auditor.found) == ({}, {}, {})


def test_what_the_administrators_pages_refuse(cast: Cast) -> None:
    change = enrolment(cast)
    clerk, posting = cast.clerk.pk, Posting.objects.get(user=cast.clerk).pk
    security, system = reading(cast.security_admin), reading(cast.system_admin)
    enrol = reverse("admin:person_enrol")
    for wrong in ({}, FORM | {"login": "LN 1"}, FORM | {"region": "没有这个地方"}, FORM | {"role": "secretary"}):
        security.post(enrol, wrong, status=400)
    security.post(enrol, FORM | {"login": cast.clerk.login}, status=409)
    security.post(enrol, FORM | {"reason": ""}, status=400)
    for name, about in (("person_grant", clerk), ("person_reset", clerk), ("posting_end", posting)):
        security.post(reverse(f"admin:{name}", args=[about]), {}, status=400)
    system.post(reverse("admin:change", args=[change.pk]), {"do": "refuse", "reason": ""}, status=400)
    again = system.post(reverse("admin:change", args=[change.pk]), {"do": "dance", "reason": "没有这个人"}, status=400)
    assert 'maxlength="300">没有这个人</textarea>' in again.content.decode()
    system.post(reverse("admin:change", args=[change.pk]), {"do": "refuse", "reason": "没有这个人"})
    security.get(reverse("admin:change", args=[change.pk]))
    assert (security.found, system.found) == ({}, {})
