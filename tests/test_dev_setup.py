"""The set-up of the repository: it repairs what is broken and says in one line what failed."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

import dev
import dev_setup


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".venv"
    monkeypatch.setattr(dev_setup, "VENV", folder)
    monkeypatch.setattr(dev_setup, "PYTHON", folder / "bin/python")
    return folder


def run_main(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def job(_: list[str]) -> int:
        raise error

    monkeypatch.setitem(dev.JOBS, "setup", job)
    monkeypatch.setattr(sys, "argv", ["dev.py", "setup"])
    return dev.main()


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "\nstopped; the same command goes on where this one ended\n"),
        (dev_setup.SetupError("no room"), 1, "set-up failed: no room\n"),
        (subprocess.CalledProcessError(3, ["npm", "ci"]), 1, "failed with exit code 3: npm ci\n"),
    ],
)
def test_a_failure_is_one_line(
    error: BaseException, code: int, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_main(monkeypatch, error) == code
    assert capsys.readouterr().err == line


def test_an_environment_without_pip_is_not_whole(environment: Path) -> None:
    assert not dev_setup._has_pip()
    venv.create(environment, with_pip=False)
    assert not dev_setup._has_pip()


def test_a_python_that_does_not_run_is_not_whole(environment: Path) -> None:
    (environment / "bin").mkdir(parents=True)
    (environment / "bin/python").write_text("")
    assert not dev_setup._has_pip()


def test_a_damaged_environment_is_made_again(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(venv, "create", lambda folder, **options: calls.append({"folder": folder, **options}))
    environment.mkdir()
    dev_setup._make_venv()
    assert calls == [{"folder": environment, "with_pip": True, "clear": True}]
    assert "making it again" in capsys.readouterr().out


def test_a_failing_pip_is_reported_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    program = "print('Collecting a'); print('ERROR: no such package'); raise SystemExit(1)"
    with pytest.raises(dev_setup.SetupError, match="pip failed: ERROR: no such package"):
        dev_setup._follow_pip([sys.executable, "-c", program], 2)
    assert capsys.readouterr().out == ""


def test_steps_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    program = "print('Collecting a'); print('Collecting b'); print('Installing collected packages: a, b')"
    dev_setup._follow_pip([sys.executable, "-c", program], 2)
    assert capsys.readouterr().out == "installing 2 packages\n"
