"""No request waits for the broker, whatever state it is in; what can't be sent is left to the sweep."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from celery import Celery
from django.conf import LazySettings
from prometheus_client import Counter

from sanshu.core import dispatch, request_id
from sanshu.core.dispatch import ATTEMPTS, CelerySender, Dispatcher, Nudge

NUDGE = Nudge("sweep", (1,), "")
#: How long a wait may last that ends at once when all is well; whoever waits so long has been held up.
PATIENCE = 60.0


def count(counter: Counter) -> float:
    return float(counter._value.get())


def test_what_is_put_is_sent_in_order() -> None:
    sent: list[Nudge] = []
    dispatcher = Dispatcher(sent.append)
    nudges = [Nudge("sweep", (n,), "") for n in range(100)]
    assert all(dispatcher.put(nudge) for nudge in nudges)
    assert dispatcher.drain(5)
    assert sent == nudges


def test_a_full_queue_drops_at_once_and_counts_it() -> None:
    all_put = threading.Event()
    sent_after_all_were_put: list[bool] = []

    def held_up(_nudge: Nudge) -> None:
        sent_after_all_were_put.append(all_put.wait(PATIENCE))

    dispatcher = Dispatcher(held_up, capacity=2)
    before = count(dispatch.DROPPED.labels(why="full"))
    results = [dispatcher.put(NUDGE) for _ in range(10)]
    all_put.set()
    assert results.count(False) >= 7
    assert count(dispatch.DROPPED.labels(why="full")) - before == results.count(False)
    assert dispatcher.drain(5)
    # Nothing left the queue before the last was put: whoever had waited for room would have used up the patience.
    assert sent_after_all_were_put == [True] * results.count(True)


def test_after_a_failure_the_breaker_lets_nothing_through() -> None:
    tries: list[Nudge] = []

    def broken(nudge: Nudge) -> None:
        tries.append(nudge)
        raise ConnectionError

    dispatcher = Dispatcher(broken, rest_seconds=3600)
    for _ in range(50):
        dispatcher.put(NUDGE)
    assert dispatcher.drain(5)
    assert len(tries) == ATTEMPTS
    assert dispatcher.is_open


def test_a_broker_that_fails_once_gets_the_task_at_the_second_attempt() -> None:
    tries: list[Nudge] = []

    def broken_once(nudge: Nudge) -> None:
        tries.append(nudge)
        if len(tries) == 1:
            raise ConnectionResetError

    sent = count(dispatch.SENT)
    dispatcher = Dispatcher(broken_once, rest_seconds=3600)
    dispatcher.put(NUDGE)
    assert dispatcher.drain(5)
    assert tries == [NUDGE, NUDGE]
    assert count(dispatch.SENT) == sent + 1
    assert not dispatcher.is_open


def test_after_its_rest_the_breaker_tries_again() -> None:
    tries: list[Nudge] = []

    def broken(nudge: Nudge) -> None:
        tries.append(nudge)
        raise ConnectionError

    dispatcher = Dispatcher(broken, rest_seconds=0.2)
    for number in (1, 2):
        dispatcher.put(NUDGE)
        assert dispatcher.drain(5)
        assert len(tries) == number * ATTEMPTS
        until = time.monotonic() + PATIENCE
        while dispatcher.is_open:
            assert time.monotonic() < until
            time.sleep(0.01)


@pytest.fixture
def frozen_port() -> Iterator[int]:
    """A port that takes connections and never says a word, as a frozen Redis does."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


@pytest.fixture
def refused_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
    return port


@pytest.mark.parametrize("state", ["frozen_port", "refused_port"])
def test_a_request_does_not_notice_a_broker_that_is_frozen_or_gone(state: str, request: pytest.FixtureRequest) -> None:
    port = request.getfixturevalue(state)
    app = Celery("test", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    sender = CelerySender(app)
    all_put = threading.Event()
    tries: list[tuple[str, bool]] = []

    def after_all_were_put(nudge: Nudge) -> None:
        tries.append((threading.current_thread().name, all_put.wait(PATIENCE)))
        sender(nudge)

    dispatcher = Dispatcher(after_all_were_put, rest_seconds=3600)
    failed = count(dispatch.DROPPED.labels(why="failed"))
    assert all(dispatcher.put(NUDGE) for _ in range(100))
    all_put.set()
    # The thread gives up by its own short timeouts; the rest of the queue is not tried.
    assert dispatcher.drain(15)
    # Only the thread met the broker, for one task, and not before the last was put: no request waited for it.
    assert tries == [("dispatch", True)] * ATTEMPTS
    assert count(dispatch.DROPPED.labels(why="failed")) == failed + 1


def test_a_real_broker_gets_task_ids_and_request_id(settings: LazySettings) -> None:
    app = Celery("test", broker=settings.CELERY_BROKER_URL, set_as_current=False)
    app.conf.task_default_queue = "test-dispatch"
    sent = count(dispatch.SENT)
    dispatcher = Dispatcher(CelerySender(app))
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue("test-dispatch")
        queue.clear()
        dispatcher.put(Nudge("feedback.route", (7, "b"), "0123456789abcdef"))
        assert dispatcher.drain(5)
        message = queue.get(timeout=5)
        message.ack()
        queue.close()
    assert message.headers["task"] == "feedback.route"
    assert message.headers[request_id.TASK_HEADER] == "0123456789abcdef"
    assert message.payload[0] == [7, "b"]
    assert count(dispatch.SENT) == sent + 1
