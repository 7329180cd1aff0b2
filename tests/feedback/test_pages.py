"""The chain through the pages: one screen to ask, a receipt, the way of a message, the desk, the briefs."""

import re
from typing import Any

import pytest
from django.test import Client

from feedback.actions.brief import send_brief
from feedback.actions.handle import accept_message
from feedback.actions.reply import reply_to_message
from feedback.actions.route import route_message
from feedback.models import Brief, IdentityOpening, Message
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, Cast, sign_in
from tests.feedback.conftest import ANSWER, accepted, replied, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]
NEW = f"/messages/new/?village={LIUJIAWOBU}"


def hidden(page: Any) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def fill(client: Client, **typed: str) -> Any:
    fields = {"text": "三组门前的排水沟堵了半年。", "about": "none", "category": "facilities", "identity": "anonymous"}
    return client.post("/messages/new/", hidden(client.get(NEW)) | fields | typed)


def code_on(page: Any) -> str:
    found = re.search(r'receipt-code">([\d ]+)<', page.content.decode())
    assert found
    return found[1]


def test_a_visitor_finds_the_village_by_its_first_characters_or_initials() -> None:
    for words in ("刘家", "liujiawo", "ljw"):
        page = Client().get("/messages/new/", {"q": words})
        assert f"village={LIUJIAWOBU}" in page.content.decode(), words


def test_a_visitor_without_account_asks_and_follows_by_code() -> None:
    receipt = fill(Client(enforce_csrf_checks=False))
    assert receipt.status_code == 200
    assert "no-store" in receipt["Cache-Control"]
    other = Client()
    assert other.get(f"/messages/{Message.objects.get().pk}/").status_code == 404
    answer = other.post("/messages/track/", {"code": code_on(receipt)}, follow=True)
    assert "三组门前的排水沟堵了半年。" in answer.content.decode()
    assert "最迟明天（11月18日）受理" in answer.content.decode()
    other.post("/messages/leave/")
    assert other.get(f"/messages/{Message.objects.get().pk}/").status_code == 404


def test_a_printed_receipt_leads_to_the_page_of_answers_and_its_code_is_in_no_address() -> None:
    receipt = fill(Client())
    body = receipt.content.decode()
    assert "http://localhost:8000/messages/track/，" in body
    assert 'src="data:image/svg+xml' in body
    assert code_on(receipt).replace(" ", "") not in body


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/messages/new/", {"text": "x"}).status_code == 403


def test_a_double_tap_is_one_message_and_shows_the_same_code() -> None:
    client = Client()
    sent = hidden(client.get(NEW)) | {"text": "路灯坏了", "about": "none", "category": "other", "identity": "anonymous"}
    first, second = client.post("/messages/new/", sent), client.post("/messages/new/", sent)
    assert code_on(first) == code_on(second)
    assert Message.objects.count() == 1
    changed = client.post("/messages/new/", sent | {"text": "路灯又坏了"})
    assert changed.status_code == 422
    assert hidden(changed)["key"] != sent["key"]
    assert "路灯又坏了" in changed.content.decode()


def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost() -> None:
    page = fill(Client(), text="", contact="024-87312345", name="甲某")
    text = page.content.decode()
    assert page.status_code == 400
    assert text.count("请写下您想问的事，一两句话就行。") == 2
    assert "024-87312345" in text
    assert "甲某" in text
    assert not Message.objects.exists()


def test_over_long_text_and_an_unknown_village_are_named() -> None:
    assert "最多 2000 个字" in fill(Client(), text="长" * 2001).content.decode()
    assert "没有这个村（社区）" in fill(Client(), village="219999999999").content.decode()


def test_a_wrong_code_gets_a_clear_answer_and_many_are_stopped() -> None:
    client = Client()
    wrong = client.post("/messages/track/", {"code": "1234 5678 9012 3456"})
    short = client.post("/messages/track/", {"code": "12"})
    assert (wrong.status_code, short.status_code) == (404, 404)
    assert "查询码不对" in wrong.content.decode()
    for _ in range(20):
        last = client.post("/messages/track/", {"code": "1234567890123456"})
    assert last.status_code == 429


def test_the_sender_grades_objects_and_takes_back_on_the_page(cast: Cast) -> None:
    client = Client()
    fill(client)
    message = Message.objects.get()
    path = f"/messages/{message.pk}/"
    route_message(message.pk)
    accept_message(message.pk, by=cast.handler)
    reply_to_message(message.pk, by=cast.handler, text=ANSWER)
    assert ANSWER in client.get(path).content.decode()
    refused = client.post(f"{path}rate/", {"score": "1", "reason": ""})
    assert refused.status_code == 400
    assert "请写明理由" in refused.content.decode()
    assert client.post(f"{path}rate/", {"score": "4", "reason": ""}).status_code == 302
    assert "您给这次答复打了4分" in client.get(path).content.decode()
    client.post(f"{path}reopen/", {"reason": "沟还堵着"})
    assert Message.objects.get().status == "reopened"
    client.post(f"{path}withdraw/")
    assert "您撤回了这条留言" in client.get(path).content.decode()


def test_a_resident_with_an_account_follows_without_a_code(cast: Cast) -> None:
    client = sign_in(Client(), cast.resident())
    fill(client)
    path = f"/messages/{Message.objects.get().pk}/"
    again = sign_in(Client(), cast.resident())
    assert again.get(path).status_code == 200
    assert sign_in(Client(), cast.resident(number=2)).get(path).status_code == 404


def test_the_desk_works_through_a_message(cast: Cast) -> None:
    message = routed(contact="024-87312345", name="钱某", identity="sealed")
    desk = sign_in(Client(), cast.handler)
    path = f"/desk/messages/{message.pk}/"
    assert path in desk.get("/desk/").content.decode()
    page = desk.get(path).content.decode()
    assert "钱某" not in page
    assert "024-87312345" not in page
    desk.post(f"{path}accept/")
    refused = desk.post(f"{path}reply/", {"text": "已收悉，将尽快处理。", "reason": ""})
    assert refused.status_code == 400
    assert "答复太空了" in refused.content.decode()
    assert "已收悉，将尽快处理。" in refused.content.decode()
    desk.post(f"{path}brief/", {"text": "请核实三组排水沟现在通不通，几时清的。"})
    desk.post(f"{path}reply/", {"text": ANSWER, "reason": "solved"})
    county = sign_in(Client(), cast.follow_up)
    assert path in county.get("/desk/?clock=call_back").content.decode()
    county.post(f"{path}follow-up/", {"reason": "solved", "score": "5", "text": "说沟通了"})
    county.post(f"{path}close/", {"reason": "solved"})
    assert Message.objects.get().status == "closed"


def test_an_identity_opens_only_with_a_reason_and_on_record(cast: Cast) -> None:
    message = accepted(cast, contact="024-87312345", name="钱某", identity="sealed")
    desk = sign_in(Client(), cast.handler)
    path = f"/desk/messages/{message.pk}/identity/"
    assert desk.post(path, {"reason": ""}).status_code == 400
    assert not IdentityOpening.objects.exists()
    opened = desk.post(path, {"reason": "约时间上门看沟"}).content.decode()
    assert "钱某" in opened
    assert "024-87312345" in opened
    assert IdentityOpening.objects.get().reason == "约时间上门看沟"


def test_discipline_sees_money_but_opens_no_identity(cast: Cast) -> None:
    money, other = routed(category="money", name="钱某", identity="open"), routed(key="key-2")
    desk = sign_in(Client(), cast.discipline)
    assert desk.get(f"/desk/messages/{money.pk}/").status_code == 200
    assert desk.get(f"/desk/messages/{other.pk}/").status_code == 404
    assert "钱某" not in desk.post(f"/desk/messages/{money.pk}/identity/", {"reason": "想看看"}).content.decode()
    assert not IdentityOpening.objects.exists()


def test_the_village_sees_and_answers_only_the_brief(cast: Cast) -> None:
    message = accepted(cast, text="我是三组的钱某，门前的排水沟堵了半年。", name="钱某", identity="open")
    brief = send_brief(message.pk, by=cast.handler, text="请核实三组排水沟现在通不通。")
    village = sign_in(Client(), cast.clerk)
    assert village.get("/desk/")["Location"] == "/desk/briefs/"
    for path in ("/desk/briefs/", f"/desk/briefs/{brief.pk}/"):
        page = village.get(path).content.decode()
        assert "请核实三组排水沟现在通不通。" in page
        assert str(message.pk) not in page
        assert "钱某" not in page
    village.post(f"/desk/briefs/{brief.pk}/", {"text": "11月16日已经清通，附近三户都看过。"})
    assert Brief.objects.get().answered_by == cast.clerk
    assert "附近三户都看过" in sign_in(Client(), cast.handler).get(f"/desk/messages/{message.pk}/").content.decode()


def test_a_village_without_briefs_and_another_village_see_nothing(cast: Cast) -> None:
    message = accepted(cast)
    brief = send_brief(message.pk, by=cast.handler, text="请核实三组排水沟现在通不通。")
    other = sign_in(Client(), cast.staff(Role.CLERK, AOHANTUN))
    assert other.get(f"/desk/briefs/{brief.pk}/").status_code == 404
    assert "请核实" not in other.get("/desk/briefs/").content.decode()


def test_a_stranger_at_the_desk_is_sent_to_sign_in_and_others_are_refused(client: Client, cast: Cast) -> None:
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")
    assert sign_in(Client(), cast.reviewer).get("/desk/").status_code == 403
    assert sign_in(Client(), cast.resident()).get("/desk/").status_code == 403


def test_desk_pages_cost_the_same_however_much_lies_there(cast: Cast, django_assert_num_queries: Any) -> None:
    desk = sign_in(Client(), cast.handler)
    message = routed()
    with django_assert_num_queries(9):
        desk.get("/desk/")
    for number in range(60):
        routed(key=f"more-{number}")
    with django_assert_num_queries(9):
        page = desk.get("/desk/").content.decode()
    assert page.count("/desk/messages/") == 50
    after = re.search(r'rel="next"\s+href="([^"]+)"', page)
    assert after
    rest = desk.get(after[1].replace("&amp;", "&")).content.decode()
    assert rest.count("/desk/messages/") == 11
    assert str(message.pk) in page + rest


def test_pages_show_in_english_too(cast: Cast) -> None:
    message = replied(cast)
    assert sign_in(Client(), cast.follow_up).get(f"/en/desk/messages/{message.pk}/").status_code == 200
