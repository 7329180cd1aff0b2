"""Says where this installation keeps its code and its data."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def data_dir() -> Path:
    """The folder of everything that must survive a restart: `SANSHU_DATA_DIR`, else `var/` beside `manage.py`."""
    chosen = os.environ.get("SANSHU_DATA_DIR", "")
    return Path(chosen).expanduser().absolute() if chosen else PROJECT / "var"
