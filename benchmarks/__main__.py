"""Run the benchmarks named on the command line, or all: `python -m benchmarks [--seed N] [obligations pages ...]`."""

import argparse
import importlib
import os
import sys

import django

# Finding and tables need no more than the regions; the demo province before routing: the last one enrols every unit.
NAMES = ("finding", "tables", "pages", "proxy", "lighthouse", "routing", "obligations")
SEED = 20261122


def main() -> int:
    """Prepare a province, measure, record; exit 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; without one, all")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanshu.settings")
    django.setup()
    harness = importlib.import_module("benchmarks.harness")
    importlib.import_module("benchmarks.province").prepare()
    results = []
    for name in options.names or NAMES:
        print(f"· {name} …", flush=True)
        results += importlib.import_module(f"benchmarks.{name}").measure(options.seed)
    harness.record(results, seed=options.seed)
    return int(not all(result.met for result in results))


if __name__ == "__main__":
    sys.exit(main())
