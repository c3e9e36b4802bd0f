"""Ratios against floors measured in the same run; `python -m benchmarks`."""

import sys
from importlib.util import find_spec

NEEDED = ("pytest", "sklearn")

if missing := [name for name in NEEDED if find_spec(name) is None]:
    sys.exit(
        f"error: the benchmarks need {' and '.join(missing)}.\n"
        'hint: Install what development needs: pip install -e ".[dev]"'
    )
