#!/usr/bin/env python3
"""Run a management command of the portal: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanshu.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - only when settings are named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
