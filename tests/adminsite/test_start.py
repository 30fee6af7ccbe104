"""`make run`: one command starts everything, and whatever is killed, nothing is left or lost."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from http.client import HTTPConnection
from pathlib import Path

import boto3
import pytest

from adminsite import embedded
from tests.engine.process import PYTHON, ROOT, wait_until

needs_engine = pytest.mark.skipif(
    not PYTHON.exists(), reason="the engine is not installed: run `make .venv-engine`"
)
TOKEN = "for the collector of the tests"
READY = 120  # seconds, demo data included
CONFIGURED = [*embedded.AWS_VARIABLES, "ENVIRONMENT", "DATABASE_URL", "ALLOWED_HOSTS", "HOST"]


class Dashboard:
    """What `make run` starts, on a port and in a folder of its own."""

    def __init__(self, var, **environment):
        self.var = var
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if name not in CONFIGURED}
        own = {"VAR_DIR": str(var), "PORT": str(self.port), "WEB_WORKERS": "1"}
        own["METRICS_TOKEN"] = TOKEN
        self.log = var / "start.log"
        self.process: subprocess.Popen | None = None
        self._environment = inherited | own | environment

    def start(self, *, measured: bool = True) -> None:
        """Start it with little demo data, and wait until it is ready.

        Not `measured` is for what will be killed, and so tells nothing of what it covered.
        """
        self.launch("--only-offices", "1", measured=measured)
        # The server of a killed run may still answer: only the greeting says that this one does.
        wait_until(lambda: self.process.poll() is not None or self.greets(), seconds=READY)
        assert self.process.poll() is None, self.log.read_text()
        assert self.serves()

    def launch(self, *options: str, measured: bool = True) -> None:
        environment = self._environment
        if not measured:
            environment = {n: v for n, v in environment.items() if not n.startswith("COVERAGE")}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "start", *options],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def refuses_to_start(self, *options: str) -> str:
        """Start it, expect it to give up, and return what it says."""
        self.launch(*options)
        assert self.process.wait(60) != 0
        return self.log.read_text()

    def stop(self) -> int:
        """Ctrl-C; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def has_engine_other_than(self, pid: int) -> bool:
        try:
            return self.engine["pid"] != pid
        except FileNotFoundError:
            return False

    def greets(self) -> bool:
        return "Ctrl-C stops it" in self.log.read_text()

    def serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as page:
                return page.status == 200
        except OSError:
            return False

    def keeps_figures_of(self, name: str) -> bool:
        return (self.var / "metrics" / f"counter_{self.child(name)}.db").exists()

    def figures(self) -> str:
        """What the web server tells a collector."""
        server = HTTPConnection("127.0.0.1", self.port, timeout=5)
        server.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        told = server.getresponse().read().decode()
        server.close()
        return told

    @property
    def engine(self) -> dict:
        """Process id and port of the engine."""
        return json.loads((self.var / "engine" / "engine.json").read_text())

    def child(self, name: str) -> int | None:
        """The process id of the child whose command line holds this, where there is one."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        lines = {pid: Path(f"/proc/{pid}/cmdline") for pid in children.read_text().split()}
        found = (pid for pid, line in lines.items() if name in line.read_text())
        return next(map(int, found), None)

    def table_names(self) -> list[str]:
        client = boto3.client(
            "dynamodb",
            endpoint_url=f"http://127.0.0.1:{self.engine['port']}",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        return client.list_tables()["TableNames"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One for all tests of the embedded engine, so that the demo data is loaded once."""
    shared = Dashboard(tmp_path_factory.mktemp("var"))
    yield shared
    if shared.is_running():
        shared.stop()


@pytest.fixture
def dashboard(shared):
    """One that runs."""
    if not shared.is_running():
        shared.start(measured=shared.process is not None)
    return shared


@needs_engine
def test_it_says_where_it_is_and_how_to_sign_in(dashboard):
    greeting = dashboard.log.read_text()

    assert f"http://localhost:{dashboard.port}/" in greeting
    assert "embedded DynamoDB" in greeting


@needs_engine
def test_the_web_server_tells_the_figures_of_the_worker_too(dashboard):
    runs = 'keyroom_dynamodb_calls_total{operation="Query",table="keyroom-dev-runs"}'

    wait_until(lambda: dashboard.keeps_figures_of("run_worker"), seconds=30)

    assert runs in dashboard.figures()
    assert "keyroom_store_reachable 1.0" in dashboard.figures()


@needs_engine
def test_a_killed_engine_comes_back_on_its_port_with_its_data(dashboard):
    tables, before = dashboard.table_names(), dashboard.engine

    os.kill(before["pid"], signal.SIGKILL)
    wait_until(lambda: dashboard.has_engine_other_than(before["pid"]), seconds=30)

    assert dashboard.engine["port"] == before["port"]
    assert dashboard.table_names() == tables
    assert dashboard.serves()


@needs_engine
def test_a_killed_worker_comes_back(dashboard):
    before = dashboard.child("run_worker")

    os.kill(before, signal.SIGKILL)
    wait_until(lambda: dashboard.child("run_worker") not in (None, before), seconds=30)

    assert dashboard.serves()


@needs_engine
def test_after_a_kill_of_the_whole_it_starts_again_with_its_data(dashboard):
    tables, engine = dashboard.table_names(), dashboard.engine

    dashboard.process.kill()
    os.kill(engine["pid"], signal.SIGKILL)
    dashboard.process.wait()
    dashboard.start(measured=False)

    assert dashboard.table_names() == tables


@needs_engine
def test_after_a_kill_of_the_command_alone_it_starts_again_at_once(dashboard):
    tables = dashboard.table_names()

    dashboard.process.kill()
    dashboard.process.wait()
    dashboard.start()

    assert dashboard.table_names() == tables


@needs_engine
def test_ctrl_c_stops_everything(dashboard):
    engine = dashboard.engine

    assert dashboard.stop() == 0

    assert is_free(dashboard.port)
    assert is_free(engine["port"])


@needs_engine
def test_a_server_that_dies_ends_the_whole_with_an_error(dashboard):
    engine = dashboard.engine

    os.kill(dashboard.child("gunicorn"), signal.SIGTERM)

    assert dashboard.process.wait(60) != 0
    assert "web server ended by itself" in dashboard.log.read_text()
    assert is_free(engine["port"])


def test_a_taken_port_is_named_and_nothing_is_prepared(tmp_path):
    dashboard = Dashboard(tmp_path)
    with socket.create_server(("127.0.0.1", dashboard.port)):
        message = dashboard.refuses_to_start("--port-patience", "0.5")

    assert f"port {dashboard.port}: Address already in use" in message
    assert not (tmp_path / "engine").exists()


def test_a_chosen_dynamodb_gets_no_engine_no_demo_data_and_no_demo_accounts(tmp_path):
    dashboard = Dashboard(tmp_path, AWS_ENDPOINT_URL_DYNAMODB="http://127.0.0.1:9")
    dashboard.start()

    assert "createsuperuser" in dashboard.log.read_text()
    assert not (tmp_path / "engine").exists()
    assert dashboard.stop() == 0


def test_a_preparation_that_fails_is_named(tmp_path):
    nowhere = f"sqlite:///{tmp_path}/absent/keyroom.sqlite3"
    dashboard = Dashboard(tmp_path, AWS_PROFILE="office", DATABASE_URL=nowhere)

    assert "`manage.py prepare` failed" in dashboard.refuses_to_start()
