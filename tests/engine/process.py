"""An embedded engine of a test's own, which can be stopped, killed and started again."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-engine" / "bin" / "python"
LAUNCHER = ROOT / "engine" / "launcher.py"


class EngineProcess:
    def __init__(self, directory: Path):
        self.directory = directory
        self.port = 0
        self._process: subprocess.Popen | None = None

    def start(self, *options: str) -> None:
        """Start it with these options of the launcher, and wait until it answers."""
        self._process = self.launch(*options)
        line = self._process.stdout.readline()
        assert line.startswith("engine:"), line + self._process.stdout.read()
        self.port = json.loads((self.directory / "engine.json").read_text())["port"]

    def launch(self, *options: str) -> subprocess.Popen:
        """Start it and do not wait."""
        return subprocess.Popen(
            [PYTHON, LAUNCHER, "--data", self.directory, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def kill(self) -> None:
        """`kill -9`."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """A clean stop. Fails the test if the engine complained."""
        if self._process:
            process = self._process
            text = self._end(signal.SIGTERM)
            assert process.returncode == 0, text

    def restart_after_kill(self, *options: str) -> None:
        self.kill()
        self.start(*options)

    def wait(self) -> int:
        """Let it end by itself; return its exit status."""
        process, self._process = self._process, None
        process.communicate(timeout=30)
        return process.returncode

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def journal(self) -> Path:
        """The journal in use."""
        (path,) = self.directory.glob("journal-*.log")
        return path

    def client(self, service: str = "dynamodb"):
        return boto3.client(
            service,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 1}, connect_timeout=5, read_timeout=30),
        )

    def _end(self, number: int) -> str:
        os.kill(self._process.pid, number)
        text, _ = self._process.communicate(timeout=30)
        self._process = None
        return text


def wait_until(true, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.05)
