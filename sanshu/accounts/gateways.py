"""Text messages leave through a gateway named in the settings; two are built in, a provider's is a class with `send`."""

import json
import os
import sys
import uuid
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from sanshu.core import clock


class SmsGateway(Protocol):
    """Sends one text message; raises when it could not be handed over. It must bring its own short timeout."""

    def send(self, phone: str, text: str) -> None:
        """Send the text to the number (11 digits)."""


class FileGateway:
    """Writes each message to a file of its own below `SANSHU_DATA_DIR/outbox`, for the demo and for tests."""

    def send(self, phone: str, text: str) -> None:
        """Write one JSON file that only this service's owner can read; a reader never sees half of it."""
        settings.OUTBOX_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        moment = clock.now()
        name = f"sms-{moment:%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:8]}"
        unfinished = settings.OUTBOX_DIR / f".{name}"
        message = {"to": phone, "text": text, "at": moment.isoformat()}
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(message, file, ensure_ascii=False)
        unfinished.rename(settings.OUTBOX_DIR / f"{name}.json")


class ConsoleGateway:
    """Prints each message to standard error, for development."""

    def send(self, phone: str, text: str) -> None:
        """Print number and text, past the log and its scrubbing: this gateway is for one's own screen."""
        sys.stderr.write(f"[sms] {phone}: {text}\n")


def sms_gateway() -> SmsGateway:
    """Give the gateway that the settings name."""
    gateway: SmsGateway = import_string(settings.SMS_GATEWAY)()
    return gateway
