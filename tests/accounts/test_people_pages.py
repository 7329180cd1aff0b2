"""The administrators' pages: find, ask, confirm, hand over a slip, end a posting, read the record."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from feedback.actions.identity import open_identity
from sanshu.accounts.actions.ask_change import Newcomer
from sanshu.accounts.actions.decide_change import confirm_change
from sanshu.accounts.actions.staff import enrol_staff
from sanshu.accounts.models import StaffChange
from sanshu.core import clock
from sanshu.core.models import Posting, TimelineEntry, User
from sanshu.core.roles import Role
from tests.accounts.test_changes import NEWCOMER, SECRET, WHY, enrolment
from tests.accounts.test_staff import give_password, totp
from tests.cast import ERNIUSUOKOU, LIUJIAWOBU, NOW, TODAY, Cast, sign_in
from tests.feedback.conftest import accepted

pytestmark = pytest.mark.django_db
OWN_PASSWORD = "清雪要趁早 not-so-short"
FORM = {
    "login": "LN21012388",
    "name": "甲新人",
    "office_phone": "024-87312345",
    "role": "handler",
    "region": "康平县 二牛所口镇",
    "from_day": TODAY.isoformat(),
    "reason": WHY,
}


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"admin:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def security(cast: Cast) -> Client:
    return sign_in(Client(), cast.security_admin)


@pytest.fixture
def system(cast: Cast) -> Client:
    return sign_in(Client(), cast.system_admin)


def test_from_the_form_to_the_slip_to_the_first_day_of_work(security: Client, system: Client, client: Client) -> None:
    answer = security.post(reverse("admin:person_enrol"), FORM)
    address = answer.headers["Location"]
    assert 'value="confirm"' not in security.get(address).content.decode()
    assert "等您确认的申请" in page(system, "index")
    assert 'value="confirm"' in system.get(address).content.decode()
    slip = system.post(address, {"do": "confirm"})
    assert "no-store" in slip.headers["Cache-Control"]
    found = re.search(r"<code>([A-Z2-9-]+)</code>", slip.content.decode())
    assert found
    # Shown this once: neither the request's page nor pressing again shows it.
    assert system.post(address, {"do": "confirm"}).status_code == 409
    assert found[1] not in system.get(address).content.decode()
    _first_day(client, found[1])


def _first_day(client: Client, password: str) -> None:
    give_password(client, password, FORM["login"])
    change_password = reverse("account_change_password")
    for path in ("/", "/me/", "/desk/", "/admin/"):
        assert client.get(path).headers["Location"] == change_password
    assert client.get("/api/v1/regions/").status_code == 403
    assert "一次性密码" in client.get(change_password).content.decode()
    typed = {"oldpassword": password, "password1": password, "password2": password}
    assert "不要和纸上的一次性密码一样" in client.post(change_password, typed).content.decode()
    typed |= {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    assert client.post(change_password, typed).headers["Location"] == "/me/"
    setup = reverse("mfa_activate_totp")
    assert client.get("/me/").headers["Location"] == setup
    client.post(setup, {"code": totp(client.get(setup).context["form"].secret)})
    assert client.get("/desk/").status_code == 200


def test_a_one_time_password_is_over_after_a_week(cast: Cast, client: Client) -> None:
    confirmed = confirm_change(enrolment(cast).pk, by=cast.system_admin)
    with clock.at(NOW + timedelta(days=7, seconds=1)):
        answer = client.post(reverse("account_login"), {"login": NEWCOMER.login, "password": confirmed.password})
    assert answer.status_code == 403
    assert "已经过期" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_reset_ends_the_sessions_of_whoever_had_the_phone(cast: Cast, security: Client, system: Client) -> None:
    user = enrol_staff("LN1", "甲", OWN_PASSWORD, SECRET)
    thief = sign_in(Client(), user)
    assert thief.get("/me/").status_code == 200
    asked = security.post(reverse("admin:person_reset", args=[user.pk]), {"kind": "reset_factor", "reason": "手机丢了"})
    assert thief.get("/me/").status_code == 200
    assert "一次性密码" in system.post(asked.headers["Location"], {"do": "confirm"}).content.decode()
    assert thief.get("/me/").status_code == 302


def test_a_posting_that_was_ended_opens_nothing_at_the_next_request(cast: Cast, security: Client) -> None:
    handler = sign_in(Client(), cast.handler)
    assert handler.get("/desk/").status_code == 200
    posting = Posting.objects.get(user=cast.handler)
    end = reverse("admin:posting_end", args=[posting.pk])
    assert security.post(end, {"reason": ""}).status_code == 400
    empty = security.post(end)
    assert empty.status_code == 400
    assert "必填" in empty.content.decode()
    assert handler.get("/desk/").status_code == 200
    assert security.post(end, {"reason": "调离"}).status_code == 302
    assert handler.get("/desk/").status_code == 403
    assert handler.get("/admin/").status_code == 302
    assert "调离" in page(security, "person", cast.handler.pk)
    assert security.post(end, {"reason": "再来"}).status_code == 409


def test_a_further_posting_is_asked_for_and_confirmed_by_pages(cast: Cast, security: Client, system: Client) -> None:
    fields = {"role": "reviewer", "region": f"{ERNIUSUOKOU}", "from_day": TODAY.isoformat(), "reason": WHY}
    asked = security.post(reverse("admin:person_grant", args=[cast.handler.pk]), fields)
    answer = system.post(asked.headers["Location"], {"do": "confirm"}, follow=True)
    assert "岗位已经生效" in answer.content.decode()
    assert Posting.objects.filter(user=cast.handler, role=Role.REVIEWER).exists()


def test_a_request_is_refused_with_a_reason_or_taken_back(cast: Cast, security: Client, system: Client) -> None:
    first = reverse("admin:change", args=[enrolment(cast).pk])
    assert system.post(first, {"do": "refuse"}).status_code == 400
    system.post(first, {"do": "refuse", "reason": "没有这个人"})
    assert "没有这个人" in security.get(first).content.decode()
    second = reverse("admin:change", args=[enrolment(cast).pk])
    assert 'value="withdraw"' in security.get(second).content.decode()
    assert system.post(second, {"do": "withdraw"}).status_code == 403
    assert security.post(second, {"do": "withdraw"}).status_code == 302
    assert security.post(second, {"do": "nonsense"}).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"region": "没有这个地方"}, "没有找到"),
        ({"region": "县"}, "有几个地方叫这个名字"),
        ({"role": "clerk", "region": "康平县"}, "有几个地方叫这个名字"),
        ({"region": "999999999999"}, "没有找到"),
        ({"role": "resident"}, "resident"),
        ({"from_day": "2026-11-16"}, "不能早于今天"),
        ({"office_phone": "13800138000"}, "不填个人手机号"),
        ({"login": "有 空格"}, "工号用"),
        ({"reason": ""}, "必填"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    security: Client, wrong: dict[str, str], words: str
) -> None:
    answer = security.post(reverse("admin:person_enrol"), FORM | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert f'value="{FORM["name"]}"' in answer.content.decode()
    assert not StaffChange.objects.exists()


def test_people_are_found_by_number_name_and_place(cast: Cast, security: Client) -> None:
    clerk, resident = cast.clerk, cast.resident()
    for words in (clerk.login, clerk.name, "刘家窝堡", "刘家窝堡 clerk"):
        html = security.get(reverse("admin:people"), {"q": words}).content.decode()
        assert reverse("admin:person", args=[clerk.pk]) in html, words
        assert reverse("admin:person", args=[resident.pk]) not in html
    assert "没有找到" in security.get(reverse("admin:people"), {"q": "没有这个人\x00"}).content.decode()
    assert security.get(reverse("admin:person", args=[resident.pk])).status_code == 404


def test_the_auditor_reads_all_of_it_and_can_press_nothing(cast: Cast, security: Client, system: Client) -> None:
    change = enrolment(cast)
    system.post(reverse("admin:change", args=[change.pk]), {"do": "confirm"})
    auditor = sign_in(Client(), cast.auditor)
    html = page(auditor, "audit")
    for words in ("申请新增人员", "确认申请", "建立账号", "授予岗位", WHY, cast.system_admin.name, "甲新人"):
        assert words in html, words
    for name in ("people", "changes", "audit"):
        assert 'method="post"' not in page(auditor, name).split('id="content"')[1]
    for name, key in (("person", User.objects.get(login=NEWCOMER.login).pk), ("change", change.pk)):
        assert 'method="post"' not in page(auditor, name, key).split('id="content"')[1]
    before = TimelineEntry.objects.count()
    waiting = enrolment(cast, Newcomer("LN1234", "甲"))
    for address, fields in (
        (reverse("admin:change", args=[waiting.pk]), {"do": "confirm"}),
        (reverse("admin:person_enrol"), FORM),
        (reverse("admin:posting_end", args=[Posting.objects.get(user=cast.clerk).pk]), {"reason": "x"}),
    ):
        assert auditor.post(address, fields).status_code == 403
    assert auditor.post(reverse("admin:audit")).status_code == 405
    assert TimelineEntry.objects.count() == before + 1


def test_the_whole_record_tells_no_sender_and_nothing_they_wrote(cast: Cast) -> None:
    message = accepted(cast)
    open_identity(message.pk, by=cast.handler, reason="需要当面核实")
    auditor = sign_in(Client(), cast.auditor)
    html = auditor.get(reverse("admin:audit"), {"all": "1"}).content.decode()
    assert "需要当面核实" in html
    assert message.text not in html
    assert message.subject not in html


def test_the_record_gives_no_reason_of_a_clue_or_a_case(cast: Cast) -> None:
    TimelineEntry.objects.create(subject_kind="supervision.clue", subject_id="1", action="rectify", reason="查某某")
    html = sign_in(Client(), cast.auditor).get(reverse("admin:audit"), {"all": "1"}).content.decode()
    assert "supervision.clue" in html or "线索" in html
    assert "查某某" not in html


def test_the_office_of_an_administrator_is_not_offered_to_be_ended(cast: Cast, security: Client) -> None:
    posting = Posting.objects.get(user=cast.auditor)
    end = reverse("admin:posting_end", args=[posting.pk])
    assert end not in page(security, "person", cast.auditor.pk)
    assert security.post(end, {"reason": "不想被看"}).status_code == 403
    assert Posting.objects.filter(pk=posting.pk, until_day__isnull=True).exists()


def test_the_record_goes_on_page_by_page(cast: Cast) -> None:
    for number in range(120):
        TimelineEntry.objects.create(subject_kind="core.user", subject_id=str(number), action="enrol")
    auditor = sign_in(Client(), cast.auditor)
    first = auditor.get(reverse("admin:audit"))
    second = auditor.get(reverse("admin:audit") + first.context["older"])
    shown = [line.entry.pk for answer in (first, second) for line in answer.context["lines"]]
    assert shown == sorted(TimelineEntry.objects.values_list("pk", flat=True), reverse=True)
    assert second.context["older"] == ""
    assert auditor.get(reverse("admin:audit"), {"before": "x" * 30}).status_code == 200


def test_a_village_clerk_finds_none_of_these_pages(cast: Cast) -> None:
    clerk = sign_in(Client(), cast.clerk)
    assert "人员和岗位" not in page(clerk, "index")
    for name in ("people", "changes", "audit", "person_enrol"):
        assert clerk.get(reverse(f"admin:{name}")).status_code == 404
    assert Posting.objects.get(user=cast.clerk).region_id == LIUJIAWOBU
