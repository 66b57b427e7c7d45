#!/usr/bin/env python3
"""List what changed between two releases of botocore, whose service models describe every public interface of AWS.

python scripts/watch_aws.py                            the locked release against the newest one
python scripts/watch_aws.py 1.42.97 1.44.8             two releases from the package index
python scripts/watch_aws.py OLD.whl NEW.whl --out dist/watch/changes.jsonl

Each row is one JSON object: services and operations that appear, vanish or are deprecated, and sentences of the
documentation that announce an end. `studyguide facts --changes FILE` compares the rows with a glossary. The models are
read as data from the downloaded package; nothing of it is installed or run.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CHANGES = ROOT / "dist" / "watch" / "changes.jsonl"
MODEL = re.compile(r"botocore/data/(?P<service>[^/]+)/(?P<version>[^/]+)/service-2\.json(?P<packed>\.gz)?$")
ANNOUNCES = re.compile(
    r"end[- ]of[- ](?:support|life) notice"
    r"|reach(?:es|ed)? end[- ]of[- ](?:support|life)"
    r"|\b(?:end|ends|ended|discontinue|discontinues|discontinued) support\b"
    r"|support (?:is|was|has been|will be) (?:discontinued|ended)"
    r"|\bno longer\b[^.]{0,40}\bnew customers|\bnot (?:open|available|accepting)\b[^.]{0,40}\bnew customers"
    r"|closed to new customers|entered maintenance mode"
    r"|will be (?:discontinued|retired|removed|shut down) (?:on|after|by|in)\b",
    re.IGNORECASE,
)
"""What a sentence says that announces an end. `deprecated` alone is left out: it is mostly said of single fields."""
VENDOR = ("Amazon ", "AWS ")


class Release(NamedTuple):
    """One release: its version, the day of its newest file, and the model of each service by its folder."""

    version: str
    day: str
    models: Mapping[str, Mapping[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", nargs="?", help="a wheel file or a version; left out: the locked version")
    parser.add_argument("new", nargs="?", help="a wheel file or a version; left out: the newest version")
    parser.add_argument("--out", type=Path, default=CHANGES, help="the file to write (default: %(default)s)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        old = read_release(_wheel(args.old or version("botocore"), Path(folder)))
        new = read_release(_wheel(args.new, Path(folder)))
    rows = list(changes(old, new))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    print(f"{len(rows)} changes between {old.version} and {new.version} ({new.day}) in {args.out}")
    return 0


def read_release(wheel: Path) -> Release:
    """Return what a wheel of botocore says of every service; of a service with several models, the newest."""
    models: dict[str, tuple[str, Mapping[str, Any]]] = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if match := MODEL.match(name):
                content = archive.read(name)
                text = gzip.decompress(content) if match["packed"] else content
                models[match["service"]] = (match["version"], json.loads(text))
        day = max(f"{year:04}-{month:02}-{at:02}" for year, month, at, *_ in (i.date_time for i in archive.infolist()))
    return Release(wheel.name.split("-")[1], day, {service: model for service, (_, model) in models.items()})


def changes(old: Release, new: Release) -> Iterator[dict[str, Any]]:
    """Yield a row for each change, sorted by service."""
    for service in sorted({*old.models, *new.models}):
        before, after = old.models.get(service), new.models.get(service)
        for row in _changes_of_service(before, after):
            names = names_of(service, after or before or {})
            yield {"product": names[0], "names": names[1:], **row, "release": new.version, "day": new.day}


def names_of(service: str, model: Mapping[str, Any]) -> list[str]:
    """Return the names by which a product may be known, its full name first, each with and without the vendor."""
    metadata = model.get("metadata", {})
    given = (metadata.get("serviceFullName"), metadata.get("serviceAbbreviation"), metadata.get("serviceId"), service)
    names = [name for name in given if name]
    for name in tuple(names):
        plain = next((name.removeprefix(vendor) for vendor in VENDOR if name.startswith(vendor)), name)
        names += [plain, *(vendor + plain for vendor in VENDOR)]
    return list(dict.fromkeys(names))


def _changes_of_service(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    if before is None or after is None:
        yield {"change": "appears" if before is None else "vanishes", "parts": [], "text": ""}
    if after is None:
        return
    old, new = (before or {}).get("operations", {}), after["operations"]
    if before is not None:
        for change, parts in (("appears", new.keys() - old.keys()), ("vanishes", old.keys() - new.keys())):
            if parts:
                yield {"change": change, "parts": sorted(parts), "text": ""}
    yield from _deprecations(old, new)
    known = _announcements(before) if before else {}
    for text, parts in _announcements(after).items():
        if text not in known:
            yield {"change": "announced", "parts": _whole(parts, new), "text": text}


def _deprecations(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the operations that are newly marked as deprecated, by the message that is given."""
    parts_of: dict[str, list[str]] = {}
    for name, operation in new.items():
        if operation.get("deprecated") and not old.get(name, {}).get("deprecated"):
            message = plain_text(operation.get("deprecatedMessage", ""))
            said = " ".join(text for text in sentences(message) if not text.startswith("For more information"))
            parts_of.setdefault(said, []).append(name)
    for text, parts in sorted(parts_of.items()):
        yield {"change": "deprecated", "parts": _whole(parts, new), "text": text}


def _whole(parts: list[str], operations: Mapping[str, Any]) -> list[str]:
    """Return no part if the whole service is meant: its own documentation says it, or all of its operations."""
    return [] if "" in parts or operations.keys() <= set(parts) else sorted(set(parts))


def _announcements(model: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the sentences that announce an end, each with the operations and fields that say it."""
    parts_of: dict[str, list[str]] = {}
    for part, markup in _documentation(model):
        if ANNOUNCES.search(markup):
            for sentence in sentences(plain_text(markup)):
                if ANNOUNCES.search(sentence):
                    parts_of.setdefault(sentence, []).append(part)
    return parts_of


def _documentation(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each documentation text with the operation, shape or member that it describes; '' is the service."""
    yield "", model.get("documentation", "")
    for name, operation in model["operations"].items():
        yield name, operation.get("documentation", "")
    for name, shape in model.get("shapes", {}).items():
        yield name, shape.get("documentation", "")
        for member, described in shape.get("members", {}).items():
            yield f"{name}.{member}", described.get("documentation", "")


def plain_text(markup: str) -> str:
    """Return documentation without tags, in one line, with the vendor's name as people write it."""
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
    return re.sub(r" (?=[.,;])", "", text.replace("Amazon Web Services", "AWS"))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; the label of a notice belongs to the sentence after it."""
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text)


def _wheel(named: str | None, folder: Path) -> Path:
    """Return a wheel: the file that is named, or the release with this version, downloaded into a folder."""
    if named and Path(named).is_file():
        return Path(named)
    target = folder / (named or "newest")
    wanted = f"botocore=={named}" if named else "botocore"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "--no-deps", "--only-binary=:all:", "--dest", str(target), wanted])
    return next(target.glob("botocore-*.whl"))


if __name__ == "__main__":
    sys.exit(main())
