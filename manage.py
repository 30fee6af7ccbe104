#!/usr/bin/env python
"""Runs a command: of Django, or one of ours (`manage.py help`)."""

import os
import sys

from django.core.management import execute_from_command_line

from adminsite import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adminsite.settings")
    with embedded.engine_for_command(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
