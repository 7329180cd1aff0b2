"""Domain events: news that travels upward, announced only once the fact is committed.

Events nudge, sweeps decide: a receiver that fails or is lost costs a few seconds, never a fact.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from django.db import transaction

Receiver = Callable[..., None]
_receivers: defaultdict[str, list[Receiver]] = defaultdict(list)
_log = structlog.get_logger(__name__)


def on(name: str) -> Callable[[Receiver], Receiver]:
    """Register a receiver of an event; receivers live in each app's `receivers` module, imported when the app is ready."""

    def register(receiver: Receiver) -> Receiver:
        if receiver not in _receivers[name]:
            _receivers[name].append(receiver)
        return receiver

    return register


def announce(name: str, **ids: Any) -> None:
    """Tell every receiver of `name` once the present transaction is committed; nothing if it is rolled back."""
    transaction.on_commit(partial(_tell, name, ids))


def _tell(name: str, ids: dict[str, Any]) -> None:
    for receiver in _receivers[name]:
        try:
            receiver(**ids)
        except Exception:
            # The fact is committed; the sweep repeats what this receiver missed.
            _log.exception("event receiver failed", event_name=name, receiver=receiver.__qualname__)
