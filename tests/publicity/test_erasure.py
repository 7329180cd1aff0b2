"""What the law wants gone is erased by two persons; a tombstone stays and the chain verifies."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from publicity.actions.corrections import Ground, start_correction, withdraw_record
from publicity.actions.drafts import Typed, save_draft
from publicity.actions.erasure import ask_erasure, erase_payload, refuse_erasure
from publicity.models import PayloadErasure, Revision, RevisionPayload
from sanshu.core import timeline
from sanshu.core.errors import Conflict, NotAllowed, WrongState
from sanshu.core.models import Posting
from sanshu.core.roles import Role
from tests.cast import ERNIUSUOKOU, LIVE_FROM, Cast, sign_in
from tests.publicity.chain import filled, published, spec
from tests.publicity.samples import typed_content

pytestmark = pytest.mark.django_db
REASON = "个人信息保护法第四十七条，当事人要求删除"
SECRET = "三组王家门前的排水沟"


@pytest.fixture
def replaced(cast: Cast) -> Revision:
    """The first version of a disclosure that a correction has replaced: it said too much."""
    first = published(cast, _with(cast, filled(cast, "F-03"), SECRET))
    correction = start_correction(first.record_id, by=cast.clerk, reason="摘要写得太细")
    published(cast, _with(cast, correction, "排水沟维修"))
    return first


def _with(cast: Cast, draft: Any, words: str) -> Any:
    fields, rows = typed_content(spec("F-03"), period=draft.record.period)
    typed = Typed(fields, [{**row, "id": f"r{place}", "summary": words} for place, row in enumerate(rows, start=1)])
    return save_draft(draft.pk, by=cast.clerk, version=draft.version, typed=typed)


def address(revision: Revision) -> str:
    return reverse("admin:work_erasure", args=[revision.record_id, revision.number])


def test_one_asks_another_erases_and_the_tombstone_is_shown(cast: Cast, client: Client, replaced: Revision) -> None:
    page = address(replaced)
    history = reverse("record_revisions", args=[replaced.record_id])
    assert SECRET in client.get(history).content.decode()
    sign_in(client, cast.reviewer)
    assert page in client.get(reverse("admin:work_record", args=[replaced.record_id])).content.decode()
    assert SECRET not in client.get(page).content.decode()
    assert client.post(page, {"do": "ask", "reason": " "}).status_code == 400
    assert client.post(page, {"do": "ask", "reason": REASON}).status_code == 302
    assert client.post(page, {"do": "ask", "reason": REASON}).status_code == 409
    assert "批准清除" not in client.get(page).content.decode()
    assert client.post(page, {"do": "erase"}).status_code == 403
    sign_in(client, cast.department)
    assert page in client.get(reverse("admin:index")).content.decode()
    asked = client.get(page).content.decode()
    assert REASON in asked
    assert SECRET not in asked
    assert client.post(page, {"do": "erase"}).status_code == 302
    assert page not in client.get(reverse("admin:index")).content.decode()
    assert "已在2026年11月17日依法清除" in client.get(page).content.decode()
    shown = Client().get(history).content.decode()
    assert SECRET not in shown
    assert f"依法清除。理由：<span >{REASON}" in shown
    assert not RevisionPayload.objects.filter(pk=replaced.pk).exists()
    erasure = PayloadErasure.objects.get(revision=replaced)
    assert (erasure.asked_by, erasure.approved_by) == (cast.reviewer, cast.department)
    assert client.post(page, {"do": "erase"}).status_code == 409
    call_command("verify_history")


def test_what_is_public_now_is_not_erased(cast: Cast, client: Client) -> None:
    shown = published(cast, filled(cast, "F-03"))
    sign_in(client, cast.reviewer)
    page = client.get(address(shown)).content.decode()
    assert "这一版正在公开，不能清除" in page
    assert 'name="do"' not in page
    assert client.post(address(shown), {"do": "ask", "reason": REASON}).status_code == 409
    withdraw_record(shown.record_id, by=cast.reviewer, reason="写了住址", ground=Ground.PRIVACY)
    assert client.post(address(shown), {"do": "ask", "reason": REASON}).status_code == 302


def test_a_refusal_says_why_and_one_may_ask_again(cast: Cast, client: Client, replaced: Revision) -> None:
    with pytest.raises(WrongState, match="还没有人提出"):
        refuse_erasure(replaced.pk, by=cast.department, reason="没有依据")
    ask_erasure(replaced.pk, by=cast.reviewer, reason=REASON)
    with pytest.raises(Conflict):
        ask_erasure(replaced.pk, by=cast.reviewer, reason=REASON)
    with pytest.raises(NotAllowed):
        refuse_erasure(replaced.pk, by=cast.reviewer, reason="没有依据")
    sign_in(client, cast.department)
    assert client.post(address(replaced), {"do": "refuse", "reason": ""}).status_code == 400
    assert client.post(address(replaced), {"do": "refuse", "reason": "没有依据"}).status_code == 302
    with pytest.raises(WrongState):
        erase_payload(replaced.pk, by=cast.department)
    assert RevisionPayload.objects.filter(pk=replaced.pk).exists()
    ask_erasure(replaced.pk, by=cast.reviewer, reason=REASON)
    steps = timeline.of(replaced).values_list("action", flat=True)
    assert list(steps) == ["ask_erasure", "refuse_erasure", "ask_erasure"]


def test_who_asked_never_decides_whatever_posts_they_hold(cast: Cast, client: Client, replaced: Revision) -> None:
    both = cast.department
    Posting.objects.create(user=both, role=Role.REVIEWER, region_id=ERNIUSUOKOU, from_day=LIVE_FROM)
    ask_erasure(replaced.pk, by=both, reason=REASON)
    sign_in(client, both)
    page = client.get(address(replaced)).content.decode()
    assert "要由另一个人批准" in page
    assert 'value="erase"' not in page
    assert client.post(address(replaced), {"do": "erase"}).status_code == 403


def test_an_erasure_waits_only_for_the_own_countys_department(cast: Cast, client: Client, replaced: Revision) -> None:
    ask_erasure(replaced.pk, by=cast.reviewer, reason=REASON)
    far = cast.staff(Role.DEPARTMENT, 210302000000)
    sign_in(client, far)
    assert client.get(address(replaced)).status_code == 404
    assert "等您决定的内容清除" not in client.get(reverse("admin:index")).content.decode()


def test_the_inbox_asks_the_same_few_questions_however_many_erasures_wait(
    cast: Cast, client: Client, django_assert_num_queries: Any
) -> None:
    sign_in(client, cast.department)
    for code in ("F-03", "F-04"):
        revision = published(cast, filled(cast, code))
        withdraw_record(revision.record_id, by=cast.reviewer, reason="写了住址", ground=Ground.PRIVACY)
        ask_erasure(revision.pk, by=cast.reviewer, reason=REASON)
        with django_assert_num_queries(21):
            client.get(reverse("admin:index"))
