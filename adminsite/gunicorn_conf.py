"""How gunicorn serves the dashboard. Threads wait for DynamoDB, processes use the cores."""

import ctypes
import os
import signal
import sys

from prometheus_client import multiprocess

wsgi_app = "adminsite.wsgi:application"
_host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
keepalive = 5
timeout = 60  # seconds without a sign of life until a worker is replaced
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True

PR_SET_PDEATHSIG = 1


def on_starting(server):
    """Have Linux stop us when `manage.py start` goes, however it goes, so that the port is free."""
    supervisor = os.environ.get("SUPERVISOR_PID")
    if supervisor and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(supervisor):
            sys.exit("manage.py start has gone")


def child_exit(server, worker):
    """Let the figures of a worker that is gone stop counting as current."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
