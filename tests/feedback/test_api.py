"""The chain through the API: what a program sees, and what it is refused."""

from typing import Any

import pytest
from django.test import Client

from feedback.actions.route import route_message
from feedback.models import Message
from sanshu.core.models import Region
from sanshu.core.roles import Role
from tests.cast import AOHANTUN, LIUJIAWOBU, Cast, sign_in
from tests.feedback.conftest import ANSWER, accepted, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holidays")]

BODY = {"village": str(LIUJIAWOBU), "subject": "门前排水沟堵了", "text": "三组门前的排水沟堵了半年。"}


def post(client: Client, path: str, body: Any = None, **headers: str) -> Any:
    return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


def send(client: Client, body: Any = None, key: str = "abc-123") -> Any:
    return post(client, "messages/", BODY | (body or {}), **{"Idempotency-Key": key})


def test_a_stranger_sends_and_follows_by_receipt_code(client: Client) -> None:
    answer = send(client)
    assert answer.status_code == 201
    receipt = answer.json()
    assert (receipt["status"], receipt["owner_level"], receipt["due_on"]) == ("received", "township", "2026-11-18")
    assert len(receipt["receipt_code"]) == 16
    assert receipt["receipt_code"] not in str(list(Message.objects.values()))
    seen = client.get(f"/api/v1/messages/{receipt['id']}/", headers={"Receipt-Code": receipt["receipt_code"]}).json()
    assert (seen["status"], seen["village"], seen["replies"], seen["rating"]) == ("received", str(LIUJIAWOBU), [], None)
    assert [step["status"] for step in seen["timeline"]] == ["received"]
    assert seen["created_at"].endswith("+08:00")


def test_the_same_key_and_body_get_the_same_answer_even_later(client: Client, cast: Cast) -> None:
    first = send(client).json()
    route_message(Message.objects.get().pk)
    assert send(client).json() == first
    assert Message.objects.count() == 1


def test_the_same_key_with_another_body_is_422_and_saves_nothing(client: Client) -> None:
    send(client)
    answer = send(client, {"text": "换了一个内容"})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert Message.objects.count() == 1


def test_a_wrong_code_and_an_absent_message_get_the_same_answer(client: Client) -> None:
    receipt = send(client).json()
    wrong = client.get(f"/api/v1/messages/{receipt['id']}/", headers={"Receipt-Code": "0000000000000000"})
    none = client.get("/api/v1/messages/00000000-0000-4000-8000-000000000000/", headers={"Receipt-Code": "12"})
    bare = client.get(f"/api/v1/messages/{receipt['id']}/")
    assert (wrong.status_code, wrong.json()) == (404, none.json())
    assert bare.json() == none.json()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"village": "219999999999"}, "village"),
        ({"village": "abc"}, "village"),
        ({"village": "210123106000"}, "village"),
        ({"subject": ""}, "subject"),
        ({"subject": "长" * 61}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "长" * 2001}, "text"),
        ({"text": "空\u0000字符"}, "text"),
        ({"text": ["不", "是"]}, "text"),
        ({"about": "county"}, "about"),
        ({"category": "sport"}, "category"),
        ({"identity": "me"}, "identity"),
        ({"record": 999}, "record"),
        ({"record": "x"}, "record"),
    ],
)
def test_bad_input_names_the_field_in_chinese_and_saves_nothing(client: Client, change: Any, field: str) -> None:
    answer = send(client, change)
    assert answer.status_code == 400, answer.content
    problem = answer.json()
    assert problem["status"] == 400
    assert problem["detail"]
    assert field in problem["errors"]
    assert not Message.objects.exists()


def test_a_sending_without_a_key_is_refused(client: Client) -> None:
    assert post(client, "messages/", BODY).status_code == 400


def test_a_village_not_yet_enrolled_is_named(client: Client) -> None:
    Region.objects.filter(pk=AOHANTUN).update(live_from=None)
    assert "尚未开通" in str(send(client, {"village": str(AOHANTUN)}).json())


def test_a_number_in_the_text_is_never_stored(client: Client) -> None:
    send(client, {"text": "我的身份证是11010519491231002X，电话13800138000，低保没发。"})
    text = Message.objects.get().text
    assert "11010519491231002X" not in text
    assert "13800138000" not in text
    assert text == "我的身份证是［身份证号已隐去］，电话［手机号已隐去］，低保没发。"


def test_staff_accounts_send_no_messages(client: Client, cast: Cast) -> None:
    sign_in(client, cast.clerk)
    assert send(client).status_code == 403


def test_the_whole_chain_can_be_played(client: Client, cast: Cast) -> None:
    receipt = send(client, {"contact": "024-87312345"}).json()
    code = {"Receipt-Code": receipt["receipt_code"]}
    message_id = receipt["id"]
    assert route_message(Message.objects.get().pk)
    handler, county = sign_in(Client(), cast.handler), sign_in(Client(), cast.follow_up)
    assert [one["id"] for one in handler.get("/api/v1/desk/messages/?clock=week").json()["results"]] == [message_id]
    assert post(handler, f"desk/messages/{message_id}/accept/").json()["status"] == "accepted"
    assert post(handler, f"desk/messages/{message_id}/reply/", {"text": ANSWER}).json()["status"] == "replied"
    assert post(client, f"messages/{message_id}/rating/", {"score": 2}, **code).status_code == 400
    rated = post(client, f"messages/{message_id}/rating/", {"score": 2, "reason": "没有人来"}, **code)
    assert (rated.status_code, rated.json()["rating"]["score"]) == (201, 2)
    assert post(client, f"messages/{message_id}/rating/", {"score": 5}, **code).status_code == 409
    done = post(county, f"desk/messages/{message_id}/follow-up/", {"reason": "not_solved", "text": "没人来过"})
    assert (done.json()["status"], done.json()["owner_level"]) == ("reopened", "county")
    assert post(handler, f"desk/messages/{message_id}/accept/").status_code == 404
    for act, body in (("accept", {}), ("reply", {"text": ANSWER})):
        assert post(county, f"desk/messages/{message_id}/{act}/", body).status_code == 200
    city = sign_in(Client(), cast.city_follow_up)
    assert post(city, f"desk/messages/{message_id}/follow-up/", {"reason": "solved"}).json()["status"] == "followed_up"
    assert post(city, f"desk/messages/{message_id}/close/", {"reason": "solved"}).json()["status"] == "closed"
    seen = client.get(f"/api/v1/messages/{message_id}/", headers=code).json()
    assert [step["status"] for step in seen["timeline"]] == [
        "received",
        "routed",
        "accepted",
        "replied",
        "followed_up",
        "reopened",
        "accepted",
        "replied",
        "followed_up",
        "closed",
    ]
    assert post(client, f"messages/{message_id}/reopen/", {"reason": "又堵了"}, **code).json()["status"] == "reopened"


def test_a_sender_takes_a_message_back(client: Client) -> None:
    receipt = send(client).json()
    path, code = f"messages/{receipt['id']}/withdraw/", {"Receipt-Code": receipt["receipt_code"]}
    assert post(client, path).status_code == 404
    assert post(client, path, **code).json()["status"] == "withdrawn"
    assert post(client, path, **code).status_code == 409


def test_a_desk_needs_a_post(client: Client, cast: Cast) -> None:
    message = routed()
    assert client.get("/api/v1/desk/messages/").status_code == 401
    for user in (cast.clerk, cast.secretary, cast.oversight, cast.system_admin, cast.auditor, cast.reviewer):
        other = sign_in(Client(), user)
        assert other.get("/api/v1/desk/messages/").status_code == 403
        assert post(other, f"desk/messages/{message.pk}/accept/").status_code == 403


def test_anothers_message_and_no_message_look_alike(cast: Cast) -> None:
    message = accepted(cast)
    other = sign_in(Client(), cast.staff(Role.HANDLER, 210123103000))
    secret = post(other, f"desk/messages/{message.pk}/reply/", {"text": ANSWER})
    absent = post(other, "desk/messages/00000000-0000-4000-8000-000000000000/reply/", {"text": ANSWER})
    assert (secret.status_code, secret.json()) == (404, absent.json())


def test_the_list_costs_the_same_for_ten_as_for_one(cast: Cast, django_assert_num_queries: Any) -> None:
    client = sign_in(Client(), cast.handler)
    for number in range(10):
        routed(key=f"key-{number}")
    with django_assert_num_queries(5):
        answer = client.get("/api/v1/desk/messages/?page_size=1").json()
    assert len(answer["results"]) == 1
    with django_assert_num_queries(5):
        answer = client.get("/api/v1/desk/messages/").json()
    assert len(answer["results"]) == 10


def test_sending_costs_a_fixed_small_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(11):
        send(client)
