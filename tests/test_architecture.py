"""What importing costs, and what may not be loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("spacy", "ginza", "sudachipy", "numpy", "scipy", "networkx", "openpyxl", "pdfplumber", "docx", "lxml")


def loaded_after(code: str) -> set[str]:
    """Return which heavy packages a fresh interpreter holds after running the code."""
    tail = f"\nimport sys\nprint('\\n' + ' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(run.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing():
    assert loaded_after("import townmeeting") == set()


def test_every_public_name_is_there():
    import townmeeting as tm

    for name in tm.__all__:
        assert getattr(tm, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    import townmeeting as tm

    assert not hasattr(tm, "nonsense")


def test_the_command_line_defines_itself_without_any_heavy_package():
    assert loaded_after("import townmeeting.cli.app") == set()


def test_reading_a_text_file_loads_no_dictionary_and_no_model():
    code = "import townmeeting as tm\ntm.read('fixtures/documents/midorino-town-meeting.txt')"
    assert loaded_after(code) == set()


def test_analysis_loads_no_spacy():
    code = (
        "import townmeeting as tm\n"
        "a = tm.analyze(tm.read('fixtures/documents/midorino-town-meeting.txt'))\nassert a.points"
    )
    assert not {"spacy", "ginza"} & loaded_after(code)
