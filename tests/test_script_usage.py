"""Every script that can be run says how, without doing anything."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STARTS = '\nif __name__ == "__main__":'
"""How a script begins that can be run; the others are only imported."""
RUN_ALONE = [p for p in sorted((ROOT / "scripts").rglob("*.py")) if STARTS in p.read_text("utf-8")]


@pytest.mark.parametrize("script", RUN_ALONE, ids=lambda path: path.name)
def test_a_script_answers_help_with_its_usage(
    script: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if "ArgumentParser(" not in script.read_text("utf-8"):
        pytest.fail("reads its arguments without a parser, so `--help` would run it")
    monkeypatch.setattr(sys, "argv", [str(script), "--help"])
    monkeypatch.syspath_prepend(str(script.parent))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(script), run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ")


def test_scripts_are_found() -> None:
    assert {"dev.py", "draw.py", "score_habits.py"} <= {path.name for path in RUN_ALONE}
