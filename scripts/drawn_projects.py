"""Draws projects nobody would write: the small project of tests/sites/tiny with one to four mutations."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from odd_texts import ENDINGS, LEDGER_LINES, NAMES, NOTE_TEXTS, SETTINGS, TEXTS, VALUES, WORDS
from studyguide.render.data.address_ledger import LEDGER
from studyguide.sources import NOTE_FACTS

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "sites" / "tiny"
CARDS, CARD_LEDGER = "docs/cards.yml", "docs/ledger/card-ids.txt"
EXTRA = {
    CARDS: "- {term: autolyse, id: rest, question: What rests?, answer: Flour and water, source: own words}\n",
    LEDGER: "/\nconcepts/autolyse/\nnotes/class/  seeds/class.md\nold/ -> concepts/autolyse/\n",
    CARD_LEDGER: "autolyse.does\n",
}

Files = dict[str, str]
"""A project: text by path."""


@dataclass(frozen=True, slots=True)
class Project:
    """One project to try, and what was done to it."""

    files: Files
    config: dict[str, Any]
    """mkdocs.yml as it was read."""
    links: dict[str, str]
    """Links, and pipes where the target is '', by path. They are there on a disk alone."""
    done: tuple[str, ...]


def base() -> Files:
    """Return the project that every other is made from."""
    files = {
        path.relative_to(TINY).as_posix(): path.read_text("utf-8")
        for folder in ("docs", "seeds")
        for path in sorted((TINY / folder).rglob("*"))
        if path.is_file()
    }
    return {**files, **EXTRA}


def drawn(chance: random.Random, files: Files) -> Project:
    """Draw a project: the given one with one to four mutations."""
    project = Project(dict(files), {"site_name": "Bread", "extra": {"studyguide": {"id": "bread"}}}, {}, ())
    done: list[str] = []
    for _ in range(chance.randint(1, 4)):
        mutation = chance.choice(MUTATIONS)
        mutation(chance, project)
        done.append(mutation.__name__.strip("_"))
    return Project(project.files, project.config, project.links, tuple(done))


def _value(chance: random.Random, project: Project) -> None:
    """Put another value, or none, into a place of a YAML file."""
    path = chance.choice([path for path in project.files if path.endswith(".yml")])
    try:
        document = yaml.load(project.files[path], yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, TypeError):
        return
    places = list(_places(document))
    if not places:
        project.files[path] = json.dumps(chance.choice(VALUES))
        return
    holder, key = chance.choice(places)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(chance.randint(0, len(holder)), copy.deepcopy(holder[key]))
        case 1:
            holder[str(chance.choice(WORDS))] = copy.deepcopy(holder[key])
        case 2:
            holder[key] = [copy.deepcopy(holder[key])]
        case 3:
            other, of_other = chance.choice(places)
            holder[key] = copy.deepcopy(other[of_other]) if other is not holder[key] else None
        case _:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
    try:
        project.files[path] = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    except (ValueError, TypeError, RecursionError):
        return


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a document: what holds it, and its key or index there."""
    keys: Iterable[Any] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _text(chance: random.Random, project: Project) -> None:
    """Damage the text of a file."""
    path = chance.choice(list(project.files))
    text = project.files[path]
    lines = text.split("\n")
    at = chance.randint(0, len(text))
    match chance.randrange(4):
        case 0:
            project.files[path] = text[:at] + chance.choice(TEXTS) + text[at:]
        case 1:
            project.files[path] = text[:at] + text[chance.randint(0, len(text)) :]
        case 2:
            del lines[chance.randrange(len(lines))]
            project.files[path] = "\n".join(lines)
        case _:
            lines.insert(chance.randint(0, len(lines)), chance.choice(lines))
            project.files[path] = "\n".join(lines)


def _ledger_line(chance: random.Random, project: Project) -> None:
    """Add lines to a ledger."""
    path = chance.choice([LEDGER, LEDGER, CARD_LEDGER])
    lines = [chance.choice(LEDGER_LINES) for _ in range(chance.randint(1, 3))]
    project.files[path] = project.files.get(path, "") + "\n".join(lines) + "\n"


def _name(chance: random.Random, project: Project) -> None:
    """Give a file another name."""
    path = chance.choice(list(project.files))
    folder = path.rpartition("/")[0]
    project.files[f"{folder}/{chance.choice(NAMES)}.{path.rpartition('.')[2]}"] = project.files.pop(path)


def _note(chance: random.Random, project: Project) -> None:
    """Add a note with an odd name."""
    name = f"{chance.choice(NAMES)}{chance.choice(ENDINGS)}"
    project.files[f"seeds/{name}"] = "".join(chance.choice(NOTE_TEXTS) for _ in range(chance.randint(1, 3)))


def _note_facts(chance: random.Random, project: Project) -> None:
    """Say something odd of a note."""
    keys = ("title", "slug", "year", "event", "author", "encoding", "publish", "withhold", "allow", "other")
    facts = {chance.choice(keys): chance.choice(VALUES) for _ in range(chance.randint(1, 3))}
    note = chance.choice(
        [path.removeprefix("seeds/") for path in project.files if path.startswith("seeds/")] or ["a.md"]
    )
    project.files[NOTE_FACTS] = json.dumps({note: facts, "class.md": {"slug": "class"}}, ensure_ascii=False)


def _setting(chance: random.Random, project: Project) -> None:
    """Set something odd in mkdocs.yml."""
    if chance.random() < 0.5:
        project.config[chance.choice(SETTINGS)] = copy.deepcopy(chance.choice(VALUES))
        return
    key, value = chance.choice(("id", "decks", "other")), copy.deepcopy(chance.choice(VALUES))
    project.config["extra"] = {"studyguide": {key: value}}


def _missing(chance: random.Random, project: Project) -> None:
    """Take a file away."""
    del project.files[chance.choice(list(project.files))]


def _link(chance: random.Random, project: Project) -> None:
    """Put a link, a loop or a pipe somewhere."""
    folder = chance.choice(("docs", "docs/about", "docs/glossary", "docs/ledger", "docs/exams", "seeds"))
    name = chance.choice(("x.md", "x.yml", "x", "addresses.txt", "a.txt", "index.md"))
    target = chance.choice(
        ("", "x", ".", "..", "../..", "/etc/passwd", "/etc", "../index.md", "nowhere", "../seeds/class.md")
    )
    project.links[f"{folder}/{name}"] = target


Mutation = Callable[[random.Random, Project], None]
MUTATIONS: tuple[Mutation, ...] = (
    _value, _value, _value, _text, _ledger_line, _name, _note, _note, _note_facts, _setting, _missing, _link,
)  # fmt: skip
