"""Deleting an account: said beforehand, done at once; messages stay and lead to nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from feedback.actions.send import Receipt, send_message
from feedback.intake import read_draft
from feedback.models import Message, SealedIdentity
from feedback.queries.sender import Sender, messages_of
from sanshu.accounts.actions.in_person import ask_in_person
from sanshu.accounts.actions.own_number import register_own_number
from sanshu.accounts.models import InPersonRequest, OwnNumber, PhoneCode
from sanshu.accounts.queries.residencies import residencies_of
from sanshu.core import clock
from sanshu.core.errors import NotAllowed
from sanshu.core.models import Posting, TimelineEntry, User
from sanshu.core.roles import Role
from sanshu.pages.actions.close_account import close_account
from tests.accounts.conftest import Outbox
from tests.accounts.test_residents import PHONE, ask
from tests.cast import AOHANTUN, LIUJIAWOBU, NOW, TODAY, Cast, sign_in
from tests.publicity.samples import identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client, outbox: Outbox) -> User:
    """Somebody who signed up by phone, lives in 刘家窝堡 and has registered their number; signed in."""
    ask(client)
    client.post(reverse("phone_code"), {"code": outbox.last_code()})
    found = User.objects.get(phone_verified=True)
    Posting.objects.create(user=found, role=Role.RESIDENT, region_id=LIUJIAWOBU, from_day=TODAY)
    register_own_number(identity(1), by=found)
    return found


def write(by: User) -> Receipt:
    fields = {"village": str(LIUJIAWOBU), "text": "水费为什么涨了？", "identity": "sealed", "name": "李婶"}
    return send_message(read_draft(fields), key="closing", by=by)


def test_the_page_says_what_goes_and_what_stays_and_asks_once_more(client: Client, user: User) -> None:
    page = client.get(reverse("close-account")).content.decode()
    for said in ("马上清掉的", "留下来的", "和账号断开", "是一个新账号"):
        assert said in page
    assert client.post(reverse("close-account")).status_code == 400
    user.refresh_from_db()
    assert user.is_active


def test_closing_erases_who_it_was_and_signs_out_everywhere(client: Client, user: User) -> None:
    elsewhere = sign_in(Client(), user)
    ask_in_person(AOHANTUN, InPersonRequest.About.RESIDENCY, by=user, kind="home")
    answer = client.post(reverse("close-account"), {"is_sure": "on"}, follow=True)
    assert "账号已注销" in answer.content.decode()
    user.refresh_from_db()
    assert (user.phone_digest, user.phone_sealed, user.name, user.is_active) == (None, None, "", False)
    assert not residencies_of(user)
    assert not OwnNumber.objects.exists()
    assert not InPersonRequest.objects.exists()
    assert not PhoneCode.objects.exists()
    for gone in (client, elsewhere):
        assert gone.get("/me/").headers["Location"].startswith(reverse("phone_sign_in"))


def test_messages_stay_open_by_their_code_and_lead_to_no_account(user: User) -> None:
    receipt = write(user)
    assert messages_of(Sender.known_by(user)).count() == 1
    close_account(user)
    assert messages_of(Sender.known_by(user)).count() == 0
    assert messages_of(Sender.known_by(None, code=receipt.code)).get().pk == receipt.message.pk
    assert Message.objects.count() == 1
    assert SealedIdentity.objects.get().sender_digest == ""


def test_other_peoples_messages_keep_their_sender(cast: Cast, user: User) -> None:
    write(cast.resident())
    close_account(user)
    assert messages_of(Sender.known_by(cast.resident())).count() == 1


def test_the_same_phone_makes_a_new_account_that_remembers_nothing(client: Client, user: User, outbox: Outbox) -> None:
    close_account(user)
    with clock.at(NOW.replace(hour=12)):
        ask(client, PHONE)
        client.post(reverse("phone_code"), {"code": outbox.last_code()})
    fresh = User.objects.get(phone_verified=True)
    assert fresh.pk != user.pk
    assert residencies_of(fresh) == []
    assert not OwnNumber.objects.filter(user=fresh).exists()


def test_it_is_written_down_and_done_once(user: User) -> None:
    close_account(user)
    with pytest.raises(NotAllowed, match="已经注销"):
        close_account(user)
    assert TimelineEntry.objects.filter(action="close_account").count() == 1


def test_staff_do_not_close_their_account_here(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        close_account(cast.clerk)
