"""Runs the HTTP server on a gevent hub in a background thread, without monkey-patching.

thread = ServerThread("0.0.0.0", port=None, preferred=8765)    binds the socket; the port is thread.port
thread.start(make_app)                                         returns when the server answers
thread.call(function, *args)                                   runs the function on the hub, from any thread
thread.stop(close_sockets)                                     stops the server
"""

import contextlib
import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import gevent
from gevent.event import Event
from gevent.pool import Group, Pool
from gevent.pywsgi import WSGIServer

from chat_desktop import background
from chat_desktop.error_guard import guarded
from chat_desktop.errors import StartError
from chat_desktop.network.http import broken, descriptors
from chat_desktop.network.http.connection_limits import Connections
from chat_desktop.network.http.handler import Handler
from chat_desktop.network.http.hub import watch
from chat_desktop.network.http.hub.jobs import Job, run_logged
from chat_desktop.network.http.ports import listen
from chat_desktop.network.http.request_body import MAX_BODY_BYTES
from chat_desktop.network.transfers.lanes import Lanes
from chat_desktop.network.transfers.places import Places
from chat_desktop.network.transfers.small_files import SmallFiles

ACCEPTS_PER_LOOP = 16  # connections accepted in one turn of the event loop
START_SECONDS, CALL_SECONDS, STOP_SECONDS = 30.0, 10.0, 5.0
JOIN_SECONDS = 1.0  # for the thread to end after STOP_SECONDS
KILL_SECONDS = 0.5  # for greenlets that still run to end

Result = TypeVar("Result")
App = Callable[[dict[str, Any], Any], Any]
BodyLimit = Callable[[str, str], int]
Tls = Callable[[], Any]

log = logging.getLogger(__name__)


def default_body_limit(method: str, target: str) -> int:
    """Returns the largest body of a request in bytes, the same for all requests."""
    return MAX_BODY_BYTES


def no_tls() -> None:
    """Returns the gevent SSLContext for new TLS connections: None, since there is no TLS by default."""


class Server(WSGIServer):  # type: ignore[misc]
    """The WSGI server of gevent with the project's handler, on a listening socket. It is created on the hub."""

    handler_class = Handler
    max_accept = ACCEPTS_PER_LOOP

    def __init__(self, listener: Any, app: App, body_limit: BodyLimit, tls: Tls) -> None:
        self.tls = tls
        self.files_allowed = descriptors.raise_limit()
        self.connections = Connections(descriptors.connection_limit(self.files_allowed))
        self.places = Places(descriptors.transfer_limit(self.files_allowed))
        self.lanes = Lanes()
        self.small_files = SmallFiles()
        self.body_limit = body_limit
        self.stopping = False
        self.running = Pool()  # unlimited: Connections refuses with an error, whereas a full pool would not answer
        host, port = listener.getsockname()[:2]
        # Without these values pywsgi would look up the host name in DNS, which takes seconds without a DNS server.
        named = {"SERVER_NAME": host, "SERVER_PORT": str(port)}
        super().__init__(listener, app, spawn=self.running, log=None, error_log=None, environ=named)


class ServerThread:
    """The thread of the HTTP server. The constructor binds the socket.

    When an error ends the thread, it is `crash`, and `on_crash(error)` is called in the thread at its end. The same
    happens in another thread when the hub hangs (hub/watch.py). Raises StartError from the constructor when the port or
    the address cannot be used."""

    def __init__(self, host: str = "0.0.0.0", port: int | None = None, preferred: int | None = None) -> None:
        self._listener = listen(host, port, preferred)
        self.host = host
        self.port: int = self._listener.getsockname()[1]
        self._thread: threading.Thread | None = None
        self._watch: watch.HubWatch | None = None
        self._jobs: deque[Job] = deque()
        self._wake: Any = None
        self._stopped: Any = None
        self._running: Any = None  # the greenlets of jobs
        self._server: Server | None = None
        self.crash: BaseException | None = None
        self.on_crash: Callable[[BaseException], None] = lambda error: None
        self._is_abandoned = False

    def start(
        self,
        make_app: Callable[[], App],
        body_limit: BodyLimit = default_body_limit,
        timeout: float = START_SECONDS,
        tls: Tls = no_tls,
    ) -> None:
        """Starts the server and returns when it answers.

        `make_app()` runs on the hub and returns the WSGI application. Raises StartError when the server does not start
        in TIMEOUT seconds, and every exception that `make_app` raises."""
        started = Job(lambda: None)
        self._thread = background.thread("server", self._run, make_app, body_limit, tls, started)
        self._thread.start()
        try:
            started.result(timeout)
        except TimeoutError:
            raise StartError("server_not_in_time") from None
        self._watch = watch.HubWatch(self._thread, self._ask, self._give_up)
        self._watch.start()

    def call(self, function: Callable[..., Result], *args: Any, timeout: float = CALL_SECONDS) -> Result:
        """Runs `function(*args)` in a greenlet of the hub and returns its result; called from any thread.

        Raises TimeoutError after TIMEOUT seconds, StartError when the server does not run, and every exception that
        the function raises."""
        if threading.current_thread() is self._thread:
            return function(*args)
        job = self._post(function, *args)
        return job.result(timeout)  # type: ignore[no-any-return]

    def post(self, function: Callable[..., Any], *args: Any) -> None:
        """Runs the function as `call` does, without waiting. Posted functions start in the order of their posting.

        Raises StartError when the server does not run."""
        self._post(run_logged, function, *args)

    def stop(self, before_close: Callable[[], Any] | None = None, timeout: float | None = None) -> None:
        """Stops the server; called from another thread.

        The server first accepts no more connections, then calls `before_close` on the hub (it closes the WebSockets),
        then ends the requests. Returns within `timeout` (STOP_SECONDS if None) plus JOIN_SECONDS, and abandons a thread
        that still runs then. A second call does nothing."""
        if self._is_abandoned:
            return
        seconds = STOP_SECONDS if timeout is None else timeout
        thread = self._thread
        if self._watch is not None:
            self._watch.stop()
        if thread is None or not thread.is_alive():
            self._listener.close()
            return
        if self.crash is not None:
            thread.join(JOIN_SECONDS)
            return
        with contextlib.suppress(TimeoutError, StartError):
            self.call(self._shut_down, before_close, seconds, timeout=seconds)
        with contextlib.suppress(StartError):
            self.post(self._stopped.set)
        thread.join(JOIN_SECONDS)
        if thread.is_alive():
            self._is_abandoned = True
            background.abandon(thread)

    @property
    def open_connections(self) -> int:
        """The number of open HTTP connections, without WebSockets."""
        return len(self._server.connections) if self._server is not None else 0

    def _post(self, function: Callable[..., Any], *args: Any) -> Job:
        if self._wake is None:
            raise StartError("server_does_not_run")
        job = Job(function, *args)
        self._jobs.append(job)
        with contextlib.suppress(Exception):  # the hub is ending
            self._wake.send()
        if self._wake is None:
            job.fail(StartError("server_does_not_run"))  # the hub has ended meanwhile, and looks at no more jobs
        return job

    def _fail_jobs(self) -> None:
        """Ends the jobs that have not begun."""
        while self._jobs:
            self._jobs.popleft().fail(StartError("server_does_not_run"))

    # On the thread that watches the hub

    def _ask(self, answer: Callable[[], None]) -> None:
        with contextlib.suppress(StartError):  # it ends just now
            self._post(answer)

    def _give_up(self, error: watch.HubHung) -> None:
        """Abandons the hub, which hangs. When it goes on after all, it ends by itself."""
        thread, wake = self._thread, self._wake
        if thread is None or wake is None or not thread.is_alive():
            return
        background.abandon(thread)
        self._listener.close()  # the next server listens at the same port
        self._end_by_crash(error, watch.places(thread))
        self._jobs.append(Job(self._stopped.set))
        wake.send()
        watch.interrupt(thread)

    # On the server's thread

    def _run(self, make_app: Callable[[], App], body_limit: BodyLimit, tls: Tls, started: Job) -> None:
        hub = gevent.get_hub()
        hub.print_exception = _log_failure  # gevent would print the request with its cookie to standard error
        # By default a SystemExit or SystemError of any greenlet would end the whole server.
        hub.SYSTEM_ERROR, hub.NOT_ERROR = (), (gevent.GreenletExit,)
        self._stopped, self._running = Event(), Group()
        wake = self._wake = hub.loop.async_()
        wake.start(self._run_jobs)
        try:
            self._server = Server(self._listener, make_app(), body_limit, tls)
            self._server.start()
        except BaseException as error:
            started.fail(error)
        else:
            started.run()
            try:
                self._stopped.wait()
            except BaseException as error:
                if self.crash is None:
                    self._end_by_crash(error, "".join(traceback.format_tb(error.__traceback__)))
                return
        self._finish(hub, wake)

    def _finish(self, hub: Any, wake: Any) -> None:
        self._wake = None
        self._fail_jobs()
        wake.stop()
        wake.close()
        self._listener.close()
        if self._server is not None:
            self._server.lanes.close()
        self._running.kill(timeout=KILL_SECONDS)
        hub.destroy(destroy_loop=True)

    def _end_by_crash(self, error: BaseException, places: str) -> None:
        """Ends all that waits for this thread. Nothing here may use the hub, which may be dead."""
        # Without the text of the error, which may quote a message.
        log.critical("An error has ended the server: %s\n%s", type(error).__name__, places)
        self.crash, self._wake = error, None
        guarded("Cutting the connections", broken.cut_connections, self.port)
        self._fail_jobs()
        if self._server is not None:
            guarded("Ending the threads for files", self._server.lanes.close)
        guarded("Telling that the server has ended", self.on_crash, error)

    def _run_jobs(self) -> None:
        while self._jobs:
            self._running.spawn(self._jobs.popleft().run)

    def _shut_down(self, before_close: Callable[[], Any] | None, timeout: float) -> None:
        server = self._server
        if server is None or server.stopping:
            return
        deadline = time.monotonic() + timeout * 0.9
        server.stopping = True
        server.close()
        server.connections.close_unanswered()
        server.places.cut_all()  # first, so that uploads can still store how far they came
        if before_close is not None:
            _within(deadline, before_close)
        server.running.join(timeout=max(0.0, deadline - time.monotonic()))
        server.running.kill(timeout=KILL_SECONDS)
        server.lanes.stop()


def _within(deadline: float, before_close: Callable[[], Any]) -> None:
    try:
        with gevent.Timeout(max(0.1, deadline - time.monotonic()), False):
            before_close()
    except Exception:
        log.exception("The WebSockets could not be closed in order")


def _log_failure(context: Any, kind: Any, error: Any, trace: Any) -> None:
    log.error("a greenlet failed", exc_info=(kind, error, trace))
