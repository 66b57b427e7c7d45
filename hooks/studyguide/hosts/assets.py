"""Joins small scripts without their comments, so that a page loads one: the reading script on every page, the scripts
of reviewing on the pages that ask questions or show progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pathspec import GitIgnoreSpec

from studyguide.model.texts import Texts
from studyguide.render.asset_names import (
    FILTER_SCRIPT,
    MOCK_SCRIPT,
    PLAN_SCRIPT,
    READING_SCRIPT,
    REVIEW_SCRIPT,
    SEARCH_SCRIPT,
    STATISTICS_SCRIPT,
    STUDY_SCRIPT,
    STYLE_SHEET,
    WATCH_SCRIPT,
)
from studyguide.render.data.offline import WORKER_SCRIPT
from studyguide.render.data.script_texts import script_texts
from studyguide.sources import DATA_FOLDERS

ENGINE_ASSETS = Path(__file__).resolve().parents[1] / "render" / "assets"
"""Styles and scripts that serve every project, published below `assets/`."""
TEXTS = ("texts", "formats")
PROGRESS = (
    *("fsrs", "store", "log_rows", "review_log", "backup_file", "progress", "days", "exam_order", "knowledge", "plan"),
    *("prefs", "exams", *TEXTS, "card"),
)
SEARCH = (
    "texts", "words", "search_words", "search_encoding", "search_names", "search_forms", "search_ranking",
    "search_index", "search_marks", "search_parts", "search_results", "search_box"
)  # fmt: skip
PARTS = {
    READING_SCRIPT: ("keys", "search_opener", "guide", "preview", "offline"),
    SEARCH_SCRIPT: SEARCH,
    REVIEW_SCRIPT: (
        *(*PROGRESS, "session", "deck", "order_list", "answers", "stats", "phrases"),
        *("review_scopes", "review_storage", "issue_address", "review", "study_marks"),
    ),
    PLAN_SCRIPT: (*PROGRESS, "session", "stats", "stats_chart", "phrases", "forecast", "plan_page", "study_marks"),
    MOCK_SCRIPT: (
        *(*PROGRESS, "deck", "order_list", "stats_chart", "mock", "mock_controls", "mock_store", "mock_result"),
        *("mock_page", "study_marks"),
    ),
    STATISTICS_SCRIPT: (*PROGRESS, "stats", "stats_chart", "stats_page", "study_marks"),
    STUDY_SCRIPT: (*PROGRESS, "stats_chart", "study_marks"),
    FILTER_SCRIPT: ("texts", "filter"),
    WATCH_SCRIPT: ("texts", "store", "watch"),
}
"""Joined script to its parts; each part may need those before it."""
ALONE_TOO = ("assets/fsrs.js", "assets/search_opener.js", "assets/words.js")
"""Parts that are published by themselves too: `fsrs.mjs`, for use elsewhere, imports the first; pages of projects
without the reading script load the second; the page for addresses without a page loads the third."""


def joined_scripts(assets: Mapping[str, bytes], texts: Texts) -> dict[str, bytes]:
    """Returns each joined script by its path, behind the texts that it shows."""
    scripts = {path: _joined_files(assets, (f"assets/{part}.js" for part in parts)) for path, parts in PARTS.items()}
    return {path: f"{script_texts(texts, script)}{script}".encode() for path, script in scripts.items()}


def worker_script() -> str:
    """Returns what the service worker does, without its comments."""
    return _without_comments((ENGINE_ASSETS.parent / WORKER_SCRIPT).read_text("utf-8"))


def _joined_files(assets: Mapping[str, bytes], parts: Iterable[str]) -> str:
    """Joins the parts that exist; each is a function of its own, so none can disturb another.

    Only whole lines of comment are left out: block comments that begin a line, and lines that begin with `//` or `/**`.
    """
    return "".join(_without_comments(assets[part].decode()) for part in parts if part in assets)


def _without_comments(script: str) -> str:
    kept: list[str] = []
    inside = False
    for line in script.splitlines():
        text = line.strip()
        inside = inside or text.startswith("/*")
        if not inside and text and not text.startswith("//"):
            kept.append(f"{text}\n")
        inside = inside and not text.endswith("*/")
    return "".join(kept)


STYLE_SHEET_PARTS = ("assets/look.css", "assets/pages.css", "assets/figures.css")


def style_sheet(assets: Mapping[str, bytes]) -> bytes:
    """Join the parts that are there; what comes later wins."""
    return b"\n".join(assets[part] for part in STYLE_SHEET_PARTS if part in assets)


def load_written(root: Path, texts: Texts, excluded: str = "") -> Iterator[tuple[str, bytes]]:
    """Yields hand-written pages and assets: path below docs/, and content, in order. Curated data is left out.

    What the project does not have itself comes from the engine's own assets, which show `texts`.
    """
    yield from sorted({**load_assets(texts), **written_files(root, excluded)}.items())


def written_files(root: Path, excluded: str = "") -> dict[str, bytes]:
    """Returns what people wrote below docs/ beside the curated data: content by path.

    `excluded` has patterns in the format of .gitignore, as `exclude_docs` of mkdocs.yml.
    """
    patterns = GitIgnoreSpec.from_lines(excluded.splitlines())
    return {path: data for path, data in _files_below(root / "docs", root / "docs") if not patterns.match_file(path)}


def load_assets(texts: Texts) -> dict[str, bytes]:
    """Return the engine's own styles and scripts: content by path below docs/, without the parts of joined
    files."""
    assets = dict(_files_below(ENGINE_ASSETS.parent, ENGINE_ASSETS))
    parts = {f"assets/{part}.js" for parts in PARTS.values() for part in parts} | set(STYLE_SHEET_PARTS)
    alone = {path: content for path, content in assets.items() if path not in parts or path in ALONE_TOO}
    return {**alone, **joined_scripts(assets, texts), STYLE_SHEET: style_sheet(assets)}


def _files_below(docs: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(docs)
        if relative.parts[0] in DATA_FOLDERS or path.suffix == ".yml" or any(p.startswith(".") for p in relative.parts):
            continue
        if path.is_file() and path.resolve().is_relative_to(docs.resolve()):
            yield relative.as_posix(), path.read_bytes()
