"""Starts the dashboard, with the embedded engine if no DynamoDB is configured: `make run`."""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from adminsite import embedded

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104
START_PATIENCE = 60  # seconds until the web server has to answer
PORT_PATIENCE = 12.0  # seconds that the server of a killed run gets to finish its requests
STOP_PATIENCE = 15  # seconds: gunicorn gives requests under way ten of them
PULSE = 0.25  # seconds between two looks at the processes
WORKER_REST = 5.0  # seconds at least between two starts of a worker that keeps ending


class Command(BaseCommand):
    help = "Starts the dashboard on HOST:PORT, with an embedded DynamoDB if none is configured."
    requires_system_checks = ()  # the commands it runs do check, and name what is wrong

    def add_arguments(self, parser):
        parser.add_argument(
            "--port-patience",
            type=float,
            default=PORT_PATIENCE,
            help="seconds to wait for a port that is taken (%(default)s)",
        )
        parser.add_argument(
            "--only-offices", type=int, metavar="N", help="less demo data: see load_demo_data"
        )

    def handle(self, *args, port_patience: float, only_offices: int | None, **options):
        self.host = os.environ.get("HOST") or "127.0.0.1"
        self.port = int(os.environ.get("PORT") or 8000)
        self.engine = self.server = self.worker = None
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            self._await_port(port_patience)
            if embedded.is_wanted(os.environ):
                self._start_engine()
            sign_in = self._prepare(only_offices)
            self.figures = _empty_folder(settings.VAR_DIR / "metrics")
            self._serve()
            self._work()
            self._greet(sign_in)
            self._watch()
        except embedded.EngineFailed as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            self._stop()

    def _await_port(self, patience: float) -> None:
        """Give up on a taken port before the long preparations rather than after them."""
        deadline = time.monotonic() + patience
        said = False
        while error := self._port_error():
            if time.monotonic() > deadline or error.errno != errno.EADDRINUSE:
                raise CommandError(
                    f"Cannot serve on {self.host} port {self.port}: {error.strerror or error}. "
                    f"Choose another with PORT and HOST: make run PORT=8080"
                ) from error
            if not said:
                self._say(f"Port {self.port} is taken: waiting {patience:g} seconds for it …")
                said = True
            time.sleep(PULSE)

    def _port_error(self) -> OSError | None:
        """What keeps us from serving on this host and port."""
        try:
            addresses = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
            family, *_, address = addresses[0]
            socket.create_server(address, family=family).close()
        except OSError as error:
            return error
        return None

    def _start_engine(self) -> None:
        self._say("Starting the embedded DynamoDB …")
        self.engine = embedded.Engine(embedded.data_directory(os.environ))
        self.engine.start()
        os.environ.update(embedded.variables(self.engine.port))
        if self.host not in LOOPBACK_NAMES:
            # Who serves demo data beyond this machine means to be reached by whatever name it has.
            os.environ.setdefault("ALLOWED_HOSTS", "*")

    def _prepare(self, only_offices: int | None) -> str:
        """Make tables, data and accounts ready; return how to sign in.

        In processes of their own, since settings are read once and the engine is new to ours.
        """
        if not self.engine:
            self._manage("prepare")
            return "Sign in with a staff account; `manage.py createsuperuser` makes the first one."
        self._say("Preparing tables, demo data and accounts …")
        less = [] if only_offices is None else ["--only-offices", str(only_offices)]
        self._manage("prepare", "--demo", *less)
        return self._manage("make_demo_accounts", stdout=subprocess.PIPE).stdout.strip()

    def _manage(self, *arguments: str, stdout=None) -> subprocess.CompletedProcess:
        line = [sys.executable, "manage.py", *arguments]
        finished = subprocess.run(line, cwd=settings.BASE_DIR, stdout=stdout, text=True)
        if finished.returncode:
            raise CommandError(f"`manage.py {' '.join(arguments)}` failed, as said above")
        return finished

    def _serve(self) -> None:
        line = [sys.executable, "-m", "gunicorn", "--config", "python:adminsite.gunicorn_conf"]
        self.server = self._kept(line, HOST=self.host, PORT=str(self.port))
        deadline = time.monotonic() + START_PATIENCE
        while not self._answers():
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise CommandError("The web server did not start, as said above")
            time.sleep(PULSE)

    def _work(self) -> None:
        """Start the worker that takes up runs."""
        self.worker_started = time.monotonic()
        self.worker = self._kept([sys.executable, "manage.py", "run_worker"])

    def _kept(self, line: list[str], **variables: str) -> subprocess.Popen:
        """A process that ends when we do, however we end, and keeps its figures beside others'."""
        return subprocess.Popen(
            line,
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"SUPERVISOR_PID": str(os.getpid()), "PROMETHEUS_MULTIPROC_DIR": str(self.figures)}
            | variables,
            start_new_session=True,  # Ctrl-C is for us: we stop the engine after its users
        )

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        try:
            socket.create_connection((host, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _greet(self, sign_in: str) -> None:
        host = "localhost" if self.host in EVERYWHERE + LOOPBACK_NAMES else self.host
        self._say(f"\nKeyroom is ready: http://{host}:{self.port}/\n")
        if self.engine:
            self._say(f"Data: the embedded DynamoDB, kept in {self.engine.directory}")
        self._say(f"{sign_in}\n\nCtrl-C stops it.")

    def _watch(self) -> None:
        """Return when the server ends; bring engine and worker back whenever they are gone."""
        while self.server.poll() is None:
            if self.engine and not self.engine.is_running():
                self.stderr.write("The embedded DynamoDB is gone: starting it again")
                self.engine.start()
            rested = time.monotonic() - self.worker_started > WORKER_REST
            if self.worker.poll() is not None and rested:
                self.stderr.write("The worker is gone: starting it again")
                self._work()
            time.sleep(PULSE)
        raise CommandError(f"The web server ended by itself, with status {self.server.returncode}")

    def _stop(self) -> None:
        """Stop server and worker, then their engine. A second Ctrl-C does not cut this short."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        left = [p for p in (self.server, self.worker) if p and p.poll() is None]
        for process in left:
            process.terminate()
        for process in left:
            try:
                process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.engine:
            self.engine.stop()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def _empty_folder(path: Path) -> Path:
    """Figures of an earlier run would be counted as current."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
