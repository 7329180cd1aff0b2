import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings


@dataclass
class Outbox:
    """The text messages that the service sent in this test."""

    folder: Path

    def messages(self) -> list[dict[str, str]]:
        return [json.loads(path.read_text()) for path in sorted(self.folder.glob("sms-*.json"))]

    def last_code(self) -> str:
        found = re.search(r"\d{6}", self.messages()[-1]["text"])
        assert found
        return found.group()


@pytest.fixture
def outbox(settings: LazySettings, tmp_path: Path) -> Outbox:
    """Let the file gateway write where the test can read."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    return Outbox(settings.OUTBOX_DIR)
