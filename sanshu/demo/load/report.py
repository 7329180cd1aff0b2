"""Write down how a visitor gets in: var/demo.json, readable by its owner only."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from sanshu.core.models import Region
from sanshu.core.roles import ROLE_NAMES
from sanshu.demo.load.family import Playable
from sanshu.demo.load.messages import Played
from sanshu.demo.load.staff import Credentials

NOTE = "demo.json"


def path() -> Path:
    """Give the file."""
    return Path(settings.DATA_DIR) / NOTE


def write_note(
    visited: Iterable[Credentials],
    codes: Mapping[str, list[str]],
    played: Iterable[Played],
    family: Iterable[Playable],
) -> None:
    """Write the file whole or not at all."""
    credentials = list(visited)
    names = dict(Region.objects.filter(pk__in=[one.post.region for one in credentials]).values_list("pk", "full_name"))
    note = {
        "address": settings.SITE_URL,
        "notice": "演示数据，人物均为虚构。 Demo data: every person is made up.",
        "accounts": [
            {
                "role": one.post.role.value,
                "title": ROLE_NAMES[one.post.role],
                "place": names[one.post.region],
                "login": one.post.login,
                "password": one.password,
                "totp_secret": one.totp_secret,
            }
            for one in credentials
        ],
        # Their text messages are files in var/outbox/.
        "residents": [one.written() for one in family],
        "household_codes": codes,
        "receipt_codes": [
            {"village": f"{one.village:012d}", "subject": one.subject, "code": one.code} for one in played
        ],
    }
    unfinished = path().with_suffix(".new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(note, stream, ensure_ascii=False, indent=1)
    unfinished.replace(path())
