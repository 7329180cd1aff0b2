"""Residents sign in, and up, by one way: a code to their phone. The answer never tells whether an account existed."""

import hashlib
import hmac
import secrets
import uuid
from datetime import UTC, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanshu.accounts.gateways import sms_gateway
from sanshu.accounts.models import PhoneCode
from sanshu.core import clock, keys
from sanshu.core.digests import seal
from sanshu.core.errors import DomainError, Invalid, TooMany
from sanshu.core.identity import normalise_mobile
from sanshu.core.marks import gettext_noop
from sanshu.core.models import User
from sanshu.core.sealing import open_bytes, seal_bytes

CODE_DIGITS = 6
LIFETIME = timedelta(minutes=10)
#: Between two messages to one number, and how many in a day: nobody's phone can be flooded from here.
PAUSE = timedelta(seconds=60)
MOST_A_DAY = 5


class GatewayDown(DomainError):
    """The text message could not be handed over."""

    status = 503
    type = "gateway-down"
    title = gettext_noop("短信没有发出去")


def send_code(typed: str) -> PhoneCode:
    """Send a fresh code to a mobile number and give its row, whose id the browser's session keeps.

    Invalid for what is no mobile number, TooMany within a minute or beyond five a day, GatewayDown when the message
    could not be handed over (that try costs nothing). The message carries the code and nothing else.
    """
    try:
        phone = normalise_mobile(typed)
    except ValueError as problem:
        raise Invalid(str(problem), errors={"phone": [str(problem)]}) from problem
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row = _store(phone, code)
    try:
        sms_gateway().send(phone, f"验证码 {code}")
    except Exception as problem:
        row.delete()
        raise GatewayDown(_("短信没有发出去，请过一会儿再试，或带身份证到乡镇办理。")) from problem
    return row


@transaction.atomic
def _store(phone: str, code: str) -> PhoneCode:
    now = clock.now()
    digest = seal("phone", phone)
    with connection.cursor() as cursor:
        # Two requests for one number wait for each other, so the limits below are exact.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [digest])
    sent = list(
        PhoneCode.objects.filter(phone_digest=digest, sent_at__gt=now - timedelta(days=1))
        .order_by("-sent_at")
        .values_list("sent_at", flat=True)[:MOST_A_DAY]
    )
    if sent and sent[0] > now - PAUSE:
        raise TooMany(_("刚刚发过一条，请一分钟后再要新的验证码。"))
    if len(sent) >= MOST_A_DAY:
        raise TooMany(_("这个号码今天要的验证码太多了，请明天再试，或带身份证到乡镇办理。"))
    row = PhoneCode(
        phone_digest=digest,
        phone_sealed=seal_bytes("phone", phone.encode(), bound_to=digest),
        sent_at=now,
        expires_at=now + LIFETIME,
    )
    row.code_digest = _digest(row, code)
    row.save()
    return row


def _digest(row: PhoneCode, code: str) -> str:
    # The moment makes equal codes to one number differ; in UTC, as it reads the same before and after storing.
    moment = row.sent_at.astimezone(UTC).isoformat()
    text = f"{row.phone_digest}:{moment}:{code}"
    return hmac.new(keys.key("phone-code").secret, text.encode(), hashlib.sha256).hexdigest()


def redeem_code(row_id: int, typed: str) -> User:
    """Give the account of the phone whose code was typed, made now if it is the first time.

    Invalid when the code is wrong, used, expired or tried five times; every wrong try counts, in parallel too.
    """
    user = _try(row_id, typed)
    if user is None:
        message = _("验证码不对或已失效。请核对 6 位数字；10 分钟内有效，最多试 5 次。")
        raise Invalid(message, errors={"code": [message]})
    return user


@transaction.atomic
def _try(row_id: int, typed: str) -> User | None:
    now = clock.now()
    row = PhoneCode.objects.select_for_update().filter(pk=row_id).first()
    if row is None or not row.is_alive(now):
        return None
    row.tries += 1
    right = hmac.compare_digest(_digest(row, _digits(typed)), row.code_digest)
    if right:
        row.used_at = now
    row.save(update_fields=["tries", "used_at"])
    return _account(row) if right else None


def _digits(typed: str) -> str:
    return "".join(str(int(sign)) for sign in typed[:32] if sign.isdecimal())


def _account(row: PhoneCode) -> User | None:
    user, _ = User.objects.get_or_create(
        phone_digest=row.phone_digest,
        defaults={
            "login": f"r-{uuid.uuid4().hex}",
            "kind": User.Kind.RESIDENT,
            # Bound to the digest: a sealed number copied to another account does not open there.
            "phone_sealed": bytes(row.phone_sealed),
            "phone_verified": True,
            "password": "!",
        },
    )
    return user if user.is_active else None


def phone_of(user: User) -> str:
    """Open the sealed number of a resident, to send a message; empty when there is none."""
    if not user.phone_digest or not user.phone_sealed:
        return ""
    return open_bytes("phone", bytes(user.phone_sealed), bound_to=user.phone_digest).decode()
