#!/bin/sh
# Print a Python between 3.11 and 3.13 that can make a virtual environment; say in one line what to do without one.
for python in "$@" python3 python3.13 python3.12 python3.11 python; do
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        command -v "$python"
        exit 0
    fi
done
echo "需要 Python 3.11 至 3.13（Debian 请装 python3 python3-venv）。 / Python 3.11 to 3.13 with venv is needed (Debian: apt-get install python3 python3-venv); or: make PYTHON=/path/to/python3.12" >&2
exit 1
