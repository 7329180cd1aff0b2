"""Hand tasks to the worker without ever making a request wait: a bounded queue, a thread, a circuit breaker.

Redis may be refused, frozen or flushed. A task that can't be sent is dropped and counted: the row it was about is in
PostgreSQL and the next sweep finds it.
"""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, Full, Queue

import structlog
from celery import Celery, current_app
from kombu import Connection
from prometheus_client import Counter

from sanshu.core import request_id

CAPACITY = 10_000
#: While the breaker is open nothing is tried: the thread drains the queue instead of piling up old news.
REST_SECONDS = 5.0
#: A broker that was restarted, or stood still for a moment, gets the task over a new line at once. Tasks may come twice.
ATTEMPTS = 2
#: The thread may wait this long for the broker each time; no request does.
SOCKET_SECONDS = 0.5

SENT = Counter("sanshu_dispatch_sent_total", "Tasks handed to the broker")
DROPPED = Counter("sanshu_dispatch_dropped_total", "Tasks left to the sweep", ["why"])

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Nudge:
    """One task to be sent: its name, ids, and the id of the request that caused it."""

    task: str
    ids: tuple[object, ...]
    request_id: str


Send = Callable[[Nudge], None]


@dataclass
class Dispatcher:
    """A bounded queue whose thread sends; `put` returns at once, whatever the broker does."""

    send: Send
    capacity: int = CAPACITY
    rest_seconds: float = REST_SECONDS
    _queue: "Queue[Nudge]" = field(init=False)
    _thread: threading.Thread | None = field(default=None, init=False)
    _process: int = field(default=0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _open_until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        """Make the queue of the asked capacity."""
        self._queue = Queue(self.capacity)

    def put(self, nudge: Nudge) -> bool:
        """Queue a task; False when it was dropped because the queue is full."""
        self._ensure_thread()
        try:
            self._queue.put_nowait(nudge)
        except Full:
            DROPPED.labels(why="full").inc()
            return False
        return True

    @property
    def is_open(self) -> bool:
        """Whether the breaker is open: the broker failed a moment ago."""
        return time.monotonic() < self._open_until

    def drain(self, seconds: float) -> bool:
        """Wait until the queue is worked off, at most so long; for commands that end and for tests."""
        deadline = time.monotonic() + seconds
        while self._queue.unfinished_tasks:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def _ensure_thread(self) -> None:
        # A forked web worker inherits the object but not the thread.
        if self._process == os.getpid() and self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._process != os.getpid():
                self._queue = Queue(self.capacity)
                self._process, self._thread = os.getpid(), None
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="dispatch", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            try:
                nudge = self._queue.get(timeout=60)
            except Empty:
                continue
            try:
                self._try(nudge)
            finally:
                self._queue.task_done()

    def _try(self, nudge: Nudge) -> None:
        if self.is_open:
            DROPPED.labels(why="open").inc()
            return
        problem = ""
        for _attempt in range(ATTEMPTS):
            try:
                self.send(nudge)
            except Exception as failure:  # the broker fails in many ways; none may end the thread
                problem = type(failure).__name__
            else:
                SENT.inc()
                return
        self._open_until = time.monotonic() + self.rest_seconds
        DROPPED.labels(why="failed").inc()
        _log.warning("broker_unreachable", task=nudge.task, problem=problem)


@dataclass
class CelerySender:
    """Sends over one connection of its own, with short socket timeouts; a broken one is thrown away."""

    #: None: the application that is current when the first task is sent.
    app: Celery | None = None
    _connection: Connection | None = None

    def __call__(self, nudge: Nudge) -> None:
        """Send one task, once, without retry; whatever goes wrong is raised."""
        app = self.app or current_app
        if self._connection is None:
            self._connection = _connect(app)
        headers = {request_id.TASK_HEADER: nudge.request_id} if nudge.request_id else {}
        try:
            app.send_task(
                nudge.task,
                args=nudge.ids,
                connection=self._connection,
                headers=headers,
                retry=False,
                ignore_result=True,
            )
        except Exception:
            broken, self._connection = self._connection, None
            broken.collect(socket_timeout=SOCKET_SECONDS)
            raise


def _connect(app: Celery) -> Connection:
    options = {
        **app.conf.broker_transport_options,
        "socket_timeout": SOCKET_SECONDS,
        "socket_connect_timeout": SOCKET_SECONDS,
        "max_retries": 0,
    }
    return Connection(app.conf.broker_write_url, transport_options=options, connect_timeout=SOCKET_SECONDS)


_dispatcher = Dispatcher(CelerySender())


def send_later(task_name: str, *ids: object) -> None:
    """Queue a task by name with ids only; returns at once and never raises for the broker's sake."""
    _dispatcher.put(Nudge(task_name, ids, request_id.current()))


def drain(seconds: float = 2.0) -> bool:
    """Wait until what was queued in this process has been sent or given up, at most so long."""
    return _dispatcher.drain(seconds)
