"""Hold files to 400 lines and functions to 60, and print the sizes that matter: median and 90th percentile."""

from __future__ import annotations

import ast
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES, MOST_FUNCTION_LINES = 400, 60


def functions(path: Path) -> list[tuple[str, int]]:
    """Return the name and length in lines of every function in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(n.name, (n.end_lineno or n.lineno) - n.lineno + 1) for n in ast.walk(tree) if isinstance(n, kinds)]


def main() -> None:
    paths = sorted((ROOT / "src").rglob("*.py"))
    too_large, sizes = [], []
    for path in paths:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            too_large.append(f"{path.relative_to(ROOT)}: {lines} lines (at most {MOST_LINES})")
        for name, size in functions(path):
            sizes.append(size)
            if size > MOST_FUNCTION_LINES:
                too_large.append(f"{path.relative_to(ROOT)}: {name} has {size} lines (at most {MOST_FUNCTION_LINES})")
    tenth = statistics.quantiles(sizes, n=10)[-1]
    print(f"{len(paths)} files, {len(sizes)} functions, median {statistics.median(sizes):.0f}, p90 {tenth:.0f} lines")
    print("\n".join(too_large))
    sys.exit(bool(too_large))


if __name__ == "__main__":
    main()
