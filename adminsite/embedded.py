"""The embedded engine as the dashboard sees it: when it is used, where it runs, how it is started.

With no AWS variable set, data lives in the engine of engine/, a process in an environment of its
own. `manage.py start` keeps it running; any other command of ours finds it there, or starts one for
as long as the command takes.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
LAUNCHER = ROOT / "engine" / "launcher.py"
OUR_COMMANDS = ROOT / "entities" / "management" / "commands"
LOOPBACK = "127.0.0.1"
REGION = "us-east-1"
START_PATIENCE = 120  # seconds: a long journal takes a while to replay
STOP_PATIENCE = 30  # seconds: it takes a snapshot

# Any of these says that somebody has chosen a DynamoDB.
AWS_VARIABLES = (
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_ENDPOINT_URL",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
)


class EngineFailed(Exception):
    """The engine is missing or did not start; the message says what to do."""


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Whether nobody has chosen a DynamoDB, so that the embedded engine is the one.

    Outside dev nobody is given an engine that they did not ask for: a missing variable must not
    send production to an empty local database.
    """
    if environment.get("ENVIRONMENT", "dev") != "dev":
        return False
    return not any(environment.get(name) for name in AWS_VARIABLES)


def data_directory(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("VAR_DIR") or ROOT / "var") / "engine"


def variables(port: int) -> dict[str, str]:
    """What a program needs in its environment to talk to the engine on this port."""
    return {
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://{LOOPBACK}:{port}",
        "AWS_ENDPOINT_URL_S3": f"http://{LOOPBACK}:{port}",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "embedded",
        "AWS_SECRET_ACCESS_KEY": "embedded",
        "AWS_EC2_METADATA_DISABLED": "true",
        "EMBEDDED_ENGINE": "1",
    }


class Engine:
    """The engine of one data directory, shared by all processes that use it at the same time.

    Each user holds a shared lock on the file `users`; the engine stops when none does, so that
    neither a killed user leaves an engine behind nor a finished one takes it from the others.
    """

    def __init__(self, directory: Path):
        self.directory = directory
        self.port = 0  # any free one, until it has run
        self._users = None
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Make sure that an engine answers. Raises EngineFailed when none does."""
        self._enrol()
        if self.is_running() and self._answers():
            return
        if not PYTHON.exists():
            raise EngineFailed("The embedded engine is not installed: run `make install`")
        command = [PYTHON, LAUNCHER, "--data", self.directory, "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, "--while-used"],
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for its users
        )
        self._await_answer()
        if self._announced()["pid"] != self._process.pid:
            # Another user was first, and ours waits for the directory in vain.
            self._process.terminate()
            self._process.wait()

    def is_running(self) -> bool:
        """Whether an engine holds the directory. Its lock goes with its process."""
        try:
            with (self.directory / "lock").open("r+") as lock:
                return not _is_lockable(lock)
        except FileNotFoundError:
            return False

    def stop(self) -> None:
        """Use the engine no longer; if nobody else does, wait until it has ended cleanly."""
        if self._users is None:
            return
        if _is_lockable(self._users) and self.is_running():
            self._end()
        self._users.close()
        self._users = None

    def _enrol(self) -> None:
        """Count as a user. Waits while an engine that lost its last one is stopping."""
        if self._users is None:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._users = (self.directory / "users").open("a")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_PATIENCE
        while not self._answers():
            if self._process.poll() is not None:
                raise EngineFailed("The embedded engine did not start: its message is above")
            if time.monotonic() > deadline:
                self._process.kill()
                self._process.wait()
                raise EngineFailed(f"The embedded engine did not start in {START_PATIENCE} seconds")
            time.sleep(0.05)

    def _answers(self) -> bool:
        """Whether the engine that announced itself lives and takes calls."""
        try:
            announced = self._announced()
            os.kill(announced["pid"], 0)
            socket.create_connection((LOOPBACK, announced["port"]), timeout=1).close()
        except OSError:
            return False
        self.port = announced["port"]
        return True

    def _announced(self) -> dict:
        """Process id and port. Raises OSError while no engine says that it is there."""
        return json.loads((self.directory / "engine.json").read_text())

    def _end(self) -> None:
        with contextlib.suppress(OSError):  # it may be stopping already
            os.kill(self._announced()["pid"], signal.SIGTERM)
        deadline = time.monotonic() + STOP_PATIENCE
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.05)
        if self._process:  # its lock goes a moment before it
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1)


def _is_lockable(file) -> bool:
    """Whether no other process holds a lock on the file; if so, this one does from now on."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def engine_for_command(arguments: list[str]) -> Iterator[None]:
    """Provide the embedded engine while one of our own commands runs, if it is wanted."""
    if not (is_wanted(os.environ) and _talks_to_dynamodb(arguments)):
        yield
        return
    engine = Engine(data_directory(os.environ))
    try:
        engine.start()
        os.environ.update(variables(engine.port))
        yield
    finally:
        engine.stop()


def _talks_to_dynamodb(arguments: list[str]) -> bool:
    """Whether this command line runs a command of ours, and not only to explain it."""
    name, *rest = [*arguments[1:], ""]
    if name == "start" or {"--help", "-h"} & set(rest):
        return False
    return name == "shell" or (OUR_COMMANDS / f"{name}.py").exists()
