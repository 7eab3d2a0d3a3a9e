#!/usr/bin/env python3
"""Commands of the registry; `manage.py demo` asks for demo mode before the settings are read."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wksbm.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["WKSBM_DEMO_ASKED"] = "1"
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
