"""The embedded engine as the dashboard sees it: when it is used, where it runs, how it is started.

With no AWS variable set, data lives in the engine of engine/, a process in an environment of its
own. `manage.py start` keeps it running; any other command of ours finds it there, or starts one for
as long as the command takes.
"""

import contextlib
import fcntl
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
LAUNCHER = ROOT / "engine" / "launcher.py"
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
    """The engine that holds one data directory, whether we started it or found it running."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.port = 0  # any free one, until it has run
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Make sure that an engine answers. Raises EngineFailed when none does."""
        if self._adopt():
            return
        if not PYTHON.exists():
            raise EngineFailed("The embedded engine is not installed: run `make install`")
        command = [PYTHON, LAUNCHER, "--data", self.directory, "--port", str(self.port)]
        # In a session of its own: Ctrl-C is for us, who stop the engine last.
        self._process = subprocess.Popen(
            [*command, "--parent", str(os.getpid())],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_PATIENCE
        while not self._answers(self._process.pid):
            if self._process.poll() is not None:
                raise EngineFailed("The embedded engine did not start: its message is above")
            if time.monotonic() > deadline:
                self.stop()
                raise EngineFailed(f"The embedded engine did not start in {START_PATIENCE} seconds")
            time.sleep(0.05)

    def is_running(self) -> bool:
        if self._process is not None:
            return self._process.poll() is None
        return _is_locked(self.directory)

    def stop(self) -> None:
        """Stop the engine if we started it: cleanly, so that it can take its snapshot."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()  # nothing is lost: the next start replays its journal
            self._process.wait()

    def _adopt(self) -> bool:
        """Use the engine that holds the directory, if there is one."""
        self._process = None
        return _is_locked(self.directory) and self._answers()

    def _answers(self, pid: int | None = None) -> bool:
        """Whether the engine that announced itself, this very process if given, takes calls."""
        try:
            announced = json.loads((self.directory / "engine.json").read_text())
            if pid not in (None, announced["pid"]):
                return False
            with socket.create_connection((LOOPBACK, announced["port"]), timeout=1):
                self.port = announced["port"]
                return True
        except (OSError, ValueError, KeyError):
            return False


def _is_locked(directory: Path) -> bool:
    """Whether a living engine holds the directory. The lock goes with its process."""
    try:
        with (directory / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True


@contextlib.contextmanager
def engine_for_command(arguments: list[str]) -> Iterator[None]:
    """Provide the embedded engine while one of our own commands runs, if it is wanted."""
    if not (is_wanted(os.environ) and _talks_to_dynamodb(arguments)):
        yield
        return
    engine = Engine(data_directory(os.environ))
    engine.start()
    os.environ.update(variables(engine.port))
    try:
        yield
    finally:
        engine.stop()


def _talks_to_dynamodb(arguments: list[str]) -> bool:
    """Whether this command line runs a command of ours, and not only to explain it."""
    name, *rest = [*arguments[1:], ""]
    if name == "start" or {"--help", "-h"} & set(rest):
        return False
    return name == "shell" or get_commands().get(name) == "entities"
