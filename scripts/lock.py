"""Write constraints/pyXY.txt: names and versions of everything the project installs, one file a Python version.

usage: python scripts/lock.py [3.11 3.12 ...]

Asks pip to resolve the dependencies of pyproject.toml for each Python without installing anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def requirements() -> list[str]:
    """Return every requirement of the project and of its extras."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    extras = [r for group in project["optional-dependencies"].values() for r in group]
    return [*project["dependencies"], *extras, *data["build-system"]["requires"]]


def resolve(python: str) -> list[str]:
    """Return `name==version` of everything pip would install for this Python, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--dry-run", "--ignore-installed", "--quiet", "--only-binary=:all:", "--report", str(report)]
        target = ["--python-version", python, "--target", folder]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, *target, *requirements()], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    pins = {f"{entry['metadata']['name'].lower()}=={entry['metadata']['version']}" for entry in found}
    return sorted(pins)


def main() -> None:
    for python in sys.argv[1:] or PYTHONS:
        path = ROOT / "constraints" / f"py{python.replace('.', '')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(resolve(python)) + "\n", encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
