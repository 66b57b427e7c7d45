"""A build that starts from a cache folder makes the site of a fresh build, byte for byte, whatever is in the folder."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

import studyguide
from studyguide.execution import parallel
from studyguide.execution.memo import memoizing
from studyguide.hosts import stored_memo
from studyguide.hosts.stored_memo import CACHE_VARIABLE, StoredMemo, load_memo, save_memo
from test_preview_properties import edit, edits
from tiny import built_afresh, built_here, copied, differing, tree, write
from unprivileged import unprivileged

LINE = "\nAutolyse again, at dawn.\n"
Damage = Callable[[Path], object]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied(tmp_path / "project")


def cached(project: Path, site: Path, folder: Path) -> list[str]:
    """Builds with a cache folder; returns the warnings and errors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(folder))
        return built_here(project, site)


def fresh(project: Path, site: Path) -> dict[str, bytes]:
    """Builds without a cache folder; returns the files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(CACHE_VARIABLE, raising=False)
        built_here(project, site)
    return tree(site)


def results_in(folder: Path) -> Path:
    (file,) = folder.glob(f"*{stored_memo.RESULTS_ENDING}")
    return file


def reused(folder: Path) -> int:
    """Returns how many results a build would find in a folder."""
    return len(load_memo(folder).memory.now)


def steps_run_again(project: Path, site: Path, folder: Path) -> set[object]:
    """Builds with a cache folder; returns the steps whose result was not there."""
    stored = load_memo(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studyguide.hosts.mkdocs.build_cache.load_memo", lambda _: stored)
        cached(project, site, folder)
    memory = stored.memory
    return {stored_memo.step_name(key) for key, entry in memory.now.items() if memory.last.get(key) is not entry}


@settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.lists(edits, min_size=1, max_size=4))
def test_a_cached_build_is_a_fresh_build(rounds: list[list[tuple[str, str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        project, cache = copied(Path(folder) / "project"), Path(folder) / "cache"
        (project / "docs" / "corrections.yml").unlink()
        for together in ([], *rounds):
            for one in together:
                edit(project, *one)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
                cached(project, Path(folder) / "site", cache)
                assert reused(cache) > 100
                assert differing(tree(Path(folder) / "site"), fresh(project, Path(folder) / "whole")) == []


def test_an_unchanged_project_runs_no_step_again(project: Path, tmp_path: Path) -> None:
    first = built_afresh(project, tmp_path / "site", **{CACHE_VARIABLE: str(tmp_path / "cache")})
    assert first.returncode == 0, first.stderr
    assert steps_run_again(project, tmp_path / "site", tmp_path / "cache") <= stored_memo.NOT_STORED


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def of_another_engine(file: Path) -> None:
    body = file.read_bytes().split(b"\n", 3)[3]
    file.write_bytes(stored_memo._file_head("0" * 64, body))


def with_body(body: bytes) -> Damage:
    """Returns what puts other results into the file, with the right stamp and hash."""
    return lambda file: file.write_bytes(stored_memo._file_head(stored_memo.engine_stamp(), body) + body)


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


DAMAGES: dict[str, Damage] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "cut off in its head": lambda file: file.write_bytes(file.read_bytes()[:20]),
    "a bit flipped": flipped,
    "something behind it": lambda file: file.write_bytes(file.read_bytes() + b"x"),
    "of another engine": of_another_engine,
    "no pickle": with_body(b"not a pickle"),
    "another kind of value": with_body(pickle.dumps(["not", "results"])),
    "other results": with_body(pickle.dumps({"texts": ("no pair of inputs and value",)})),
    "a folder": replaced_by_a_folder,
    "unreadable": lambda file: file.chmod(0),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_not_used_and_made_again(name: str, project: Path, tmp_path: Path) -> None:
    cache, site = tmp_path / "cache", tmp_path / "site"
    cached(project, site, cache)
    DAMAGES[name](results_in(cache))
    with unprivileged():
        assert reused(cache) == 0
        assert load_memo(cache).problem.count("\n") == 0 != len(load_memo(cache).problem)
    write(project, "seeds/class.md", (project / "seeds/class.md").read_text("utf-8") + LINE)
    assert cached(project, site, cache) == []
    assert differing(tree(site), fresh(project, tmp_path / "whole")) == []
    if name != "a folder":
        assert reused(cache) > 100


def test_what_says_that_a_file_is_damaged_is_one_line(project: Path, tmp_path: Path) -> None:
    cached(project, tmp_path / "site", tmp_path / "cache")
    flipped(results_in(tmp_path / "cache"))
    said = built_afresh(project, tmp_path / "site", "--strict", **{CACHE_VARIABLE: str(tmp_path / "cache")})
    assert said.returncode == 0
    assert [line for line in said.stderr.splitlines() if "results" in line] == [
        f"INFO    -  studyguide: {results_in(tmp_path / 'cache')} is damaged: it is not used"
    ]


class Runs:
    """Would run a command when it is read."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self.marker}'",)


def test_a_file_runs_no_code(tmp_path: Path) -> None:
    marker, body = tmp_path / "ran", pickle.dumps({"texts": ((), Runs(tmp_path / "ran"))})
    file = load_memo(tmp_path).file
    with_body(body)(file)
    assert load_memo(tmp_path).problem and not marker.exists()
    pickle.loads(body)
    assert marker.exists()


@pytest.mark.parametrize(
    "name",
    [
        ("os", "system"), ("builtins", "eval"), ("builtins", "getattr"), ("functools", "partial"),
        ("studyguide.hosts.staging", "discard"), ("studyguide.hosts.staging", "Staging"),
        ("studyguide.sources", "Path"),
        ("studyguide.execution.parallel", "parallel_map"), ("studyguide.execution.parallel", "os.system"),
        ("studyguide.model.note", "NotePath"), ("studyguide.cli.main", "LazyGroup"), ("studyguide.__main__", "main"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_file_names_records_only(name: tuple[str, str], tmp_path: Path) -> None:
    file = load_memo(tmp_path).file
    with_body(b"\x80\x05}\x8c\x01k)c" + "\n".join(name).encode() + b"\n\x86s.")(file)
    assert load_memo(tmp_path).problem


def test_an_engine_with_another_file_or_package_uses_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    cached(project, tmp_path / "site", cache)
    before = results_in(cache)
    (tmp_path / "packages" / "mkdocs_other-9.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    assert reused(cache) == 0 and load_memo(cache).problem == ""
    cached(project, tmp_path / "site", cache)
    assert results_in(cache) != before, "the results of the other engine are removed"
    monkeypatch.undo()
    shutil.copytree(Path(stored_memo.__file__).parents[1], tmp_path / "studyguide")
    monkeypatch.setattr(studyguide, "__file__", str(tmp_path / "studyguide" / "__init__.py"))
    same = stored_memo.engine_stamp()
    write(tmp_path / "studyguide", "render/templates/term.html", "changed")
    assert stored_memo.engine_stamp() != same


def test_a_folder_that_cannot_be_written_stops_nothing(project: Path, tmp_path: Path) -> None:
    write(tmp_path, "file", "no folder")
    assert cached(project, tmp_path / "site", tmp_path / "file" / "cache") == []
    assert differing(tree(tmp_path / "site"), fresh(project, tmp_path / "whole")) == []
    stored = load_memo(tmp_path / "file" / "cache")
    stored.memory.now["words"] = ((), "x")
    assert "are not kept" in save_memo(stored)


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permission")
def test_a_read_only_folder_is_read(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cached(project, tmp_path / "site", cache)
    cache.chmod(0o500)
    write(project, "seeds/class.md", (project / "seeds/class.md").read_text("utf-8") + LINE)
    try:
        with unprivileged():
            assert cached(project, tmp_path / "site", cache) == []
            assert list(cache.glob(f"*{stored_memo.PARTIAL_ENDING}")) == []
        assert differing(tree(tmp_path / "site"), fresh(project, tmp_path / "whole")) == []
    finally:
        cache.chmod(0o700)


@pytest.mark.parametrize("folder", ["seeds", "seeds/cache", "docs/cache", "site/cache"])
def test_the_folder_is_not_where_it_would_be_read_or_published(folder: str, project: Path) -> None:
    with pytest.raises(Abort, match="the cache cannot be in"):
        cached(project, project / "site", project / folder)
    assert not (project / "site").exists() and not list(project.glob(".site*"))


def test_the_folder_is_kept_out_of_git_and_from_other_users(project: Path, tmp_path: Path) -> None:
    cached(project, tmp_path / "site", tmp_path / "cache")
    assert (tmp_path / "cache" / ".gitignore").read_text("utf-8").endswith("\n*\n")
    if os.name != "nt":
        assert results_in(tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_few_new_results_are_not_written_and_many_are(tmp_path: Path) -> None:
    def built(folder: Path, values: range) -> StoredMemo:
        stored = load_memo(folder)
        memo = memoizing(stored.memory)
        for number in range(100):
            memo(("words", number), (values[number],), lambda: "made")
        assert save_memo(stored) == ""
        return stored

    built(tmp_path, range(100))
    first = results_in(tmp_path).stat()
    built(tmp_path, range(100))
    for value in (range(4, 104), range(0, 200, 2)):
        before = results_in(tmp_path).read_bytes()
        built(tmp_path, value)
        assert results_in(tmp_path).read_bytes() != before
    assert first.st_size
    before = results_in(tmp_path).read_bytes()
    stored = load_memo(tmp_path)
    memo = memoizing(stored.memory)
    for number in range(100):
        memo(("words", number), (-1 if number < 4 else number * 2,), lambda: "made")
    save_memo(stored)
    assert results_in(tmp_path).read_bytes() == before


def test_what_killed_builds_left_is_removed_and_that_of_running_ones_stays(tmp_path: Path) -> None:
    for name, age in (("killed", 7200), ("running", 10)):
        write(tmp_path, f"{name}{stored_memo.PARTIAL_ENDING}", "x")
        path, now = tmp_path / f"{name}{stored_memo.PARTIAL_ENDING}", tmp_path.stat().st_mtime
        os.utime(path, (now - age, now - age))
    stored = load_memo(tmp_path)
    stored.memory.now["words"] = ((), "x")
    assert save_memo(stored) == ""
    assert {path.stem for path in tmp_path.glob("*.part")} == {"running"}


def test_builds_at_once_in_one_folder(project: Path, tmp_path: Path) -> None:
    other = copied(tmp_path / "other", **{"seeds/more.md": LINE})
    whole = [fresh(project, tmp_path / "whole"), fresh(other, tmp_path / "whole-other")]
    variables = {**os.environ, CACHE_VARIABLE: str(tmp_path / "cache"), "NO_MKDOCS_2_WARNING": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", folder / "mkdocs.yml", "-d", site],
            env=variables,
        )
        for folder, site in ((project, tmp_path / "0"), (other, tmp_path / "1"), (project, tmp_path / "2"))
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    for number, expected in ((0, whole[0]), (1, whole[1]), (2, whole[0])):
        assert differing(tree(tmp_path / str(number)), expected) == []
    assert reused(tmp_path / "cache") > 100 and not list((tmp_path / "cache").glob("*.part"))


def test_workers_leave_the_same_results(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build of a folder runs in parallel; what it leaves is all that a build in one process leaves."""
    for number in range(40):
        write(project, f"seeds/more/note-{number}.md", f"# Note {number}\n\nProofing and autolyse.\n")
    monkeypatch.setattr(parallel, "_processor_count", lambda: 1)
    cached(project, tmp_path / "site", tmp_path / "one")
    monkeypatch.setattr(parallel, "_processor_count", lambda: 3)
    monkeypatch.setattr(parallel, "_can_fork", lambda: hasattr(os, "fork"))
    cached(project, tmp_path / "other-site", tmp_path / "more")
    assert differing(tree(tmp_path / "site"), tree(tmp_path / "other-site")) == []
    one, more = load_memo(tmp_path / "one").memory.now, load_memo(tmp_path / "more").memory.now
    assert len(more) > 500 and more.keys() <= one.keys()  # steps within a step of a worker stay there
    assert steps_run_again(project, tmp_path / "site", tmp_path / "more") <= stored_memo.NOT_STORED


def test_the_command_builds_with_a_folder_and_without(project: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != CACHE_VARIABLE}
    command = [sys.executable, "-m", "studyguide", "build", "-q"]

    def build(*options: str) -> tuple[int, str]:
        done = subprocess.run([*command, *options], cwd=project, env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    assert build()[0] == 0 and not (project / ".cache").exists()
    whole = tree(project / "site")
    for _ in range(2):
        assert build("--cache", ".cache/guide")[0] == 0
        assert differing(tree(project / "site"), whole) == []
        assert results_in(project / ".cache" / "guide").stat().st_size > 1000
    returncode, said = build("--cache", "docs")
    assert returncode == 1 and "the cache cannot be in" in said
