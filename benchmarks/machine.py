"""What the figures were measured on."""

import os
import platform
import resource
import sys
from importlib.metadata import version

import botocore


def machine() -> str:
    """One line: cores, load, Python and the packages that matter."""
    load = os.getloadavg()[0]  # of the last minute: above the number of cores, figures are too high
    return (
        f"{os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}, "
        f"Django {version('django')}, botocore {botocore.__version__}, "
        f"engine MiniStack, {platform.system()} {platform.machine()}"
    )


def peak_memory() -> float:
    """The most memory this process has held so far, in MB."""
    return in_megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_megabytes(peak: int) -> float:
    """A peak as the operating system tells it: in bytes on macOS, else in KB."""
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
