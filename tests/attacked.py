"""The corpus of attacks, `tests/attacks/*.yml`, and a project with each of them in every field a person can fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tiny import copied, write

CORPUS = Path(__file__).parent / "attacks"
NAMES = "file_names"
WORDS = 20
"""Words of a definition; the glossary takes 25."""
SHORT = 90
"""Letters of a file's name; a disk takes 255 bytes."""
PLACES = ("{0}.md", "{0}/inside {0}.md", "{0} without an ending")
IN_NOTES = (
    "{0}",
    "## {0}",
    "{0}\n=====\n",
    "{0}\n-----\n",
    "20201104 - {0}\n\n- autolyse {0}",
    "# {0} - Ada Crumb, {0}, Mill Street",
    "- Autolyse {0}\n  - {0} proofing {0}",
    "1. {0}\n   continued {0}",
    "> Proofing {0}",
    "> [!note] {0}",
    "| Autolyse | {0} |\n|---|---|\n| {0} | banneton |",
    "```{0}\nAutolyse {0}\n```",
    "    autolyse {0}",
    "`{0}` banneton *{0}* **{0}** [{0}]({0}) ![{0}]({0}) <{0}>",
    "[[{0}]] [[{0}|{0}]] [^{0}]\n\n[{0}]: {0}\n\n[^{0}]: {0}",
    "To watch\n--------\n* Steam {0}\n",
    "$${0}$$ \\({0}\\)",
    "Autolyse{0}Proofing{0}",
    "<b {0}>Autolyse</b {0}>",
)  # fmt: skip
"""Where a note can have words: `{0}` is the attack."""


def attacks() -> dict[str, tuple[str, ...]]:
    """Every attack by the name of its file; each file has another name."""
    return {path.stem: tuple(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(CORPUS.glob("*.yml"))}


def every_text() -> tuple[str, ...]:
    """Every attack but for names of files, once each."""
    return tuple(dict.fromkeys(text for family, texts in attacks().items() if family != NAMES for text in texts))


def attacked(target: Path, texts: Sequence[str], together: int = 1) -> Path:
    """Make a project at `target` with every text in every field, `together` of them in one field; return it."""
    groups = [" ".join(texts[at : at + together]) for at in range(0, len(texts), together)]
    quoted = [quote(" ".join(group.split())) for group in groups]
    project = copied(target)
    for number, group in enumerate(groups):
        write(project, f"seeds/n{number}.md", "\n\n".join(_filled(number, group)))
        if group.startswith(("---", "+++", "title:", "#+", "= ")):
            write(project, f"seeds/head{number}.md", f"{group}\n\nAutolyse\n")
    briefly = [quote(" ".join(group.split()[:WORDS])) for group in groups]
    facts = [f"n{n}.md: {{title: {t}, event: {t}, author: {t}, allow: [{t}]}}" for n, t in enumerate(quoted)]
    write(project, "seeds/notes.yml", "\n".join(facts))
    ids = [f"h{number}" for number in range(len(groups))]
    write(project, "docs/glossary/oven.yml", "\n".join(map(_term, range(len(ids)), quoted, briefly)))
    kinds = (project / "docs/kinds.yml").read_text("utf-8").replace("baking bread", quoted[0])
    more = [
        f"  - {{id: {i}, name: {t}, plural: {t}, icon: {t}, folder: concepts}}"
        for i, t in zip(ids, quoted, strict=True)
    ]
    families = [f"  - {{id: {i}, name: {t}, about: {t}}}" for i, t in zip(ids, quoted, strict=True)]
    write(
        project,
        "docs/kinds.yml",
        "\n".join((kinds.replace("\nfamilies:", "\n".join((*more, "families:"))), *families, "")),
    )
    for name, text in zip(ids, briefly, strict=True):
        write(project, f"docs/glossary/{name}.yml", f"- {{id: in-{name}, name: In {name}, kind: {name}, is: {text}}}\n")
    write(project, "docs/corrections.yml", "\n".join(map(_correction, range(len(ids)), quoted)))
    write(project, "docs/cards.yml", "\n".join(map(_card, range(len(ids)), quoted)))
    write(project, "docs/exams/guild.yml", _exam(quoted))
    return project


def attacked_names(project: Path, names: Sequence[str], places: Sequence[str] = PLACES) -> int:
    """Add a note for each name the disk takes, in each of `places`; return how many there are."""
    count = 0
    for name in names:
        for place in places:
            try:
                write(project, f"seeds/{place.replace('{0}', fit(name))}", "Autolyse\n")
            except (OSError, ValueError):
                continue
            count += 1
    return count


def fit(name: str) -> str:
    """A text as one name on a disk."""
    return name.replace("\0", "").replace("/", "\u2215")[:SHORT]


def quote(text: str) -> str:
    """A text as a value of YAML; what YAML cannot hold raw is escaped."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else _escaped(c) for c in text) + '"'


def _escaped(char: str) -> str:
    return f"\\{char}" if char in '"\\' else f"\\U{ord(char):08x}"


def _filled(number: int, group: str) -> Iterator[str]:
    yield f"Found once, in {number} alone, with salt."
    yield "Bakers rest the dough. " * (3 * sum(not char.isprintable() for char in group))  # or it would be no text
    for place in IN_NOTES:
        yield place.replace("{0}", group)


def _term(number: int, text: str, brief: str) -> str:
    return f"""\
- id: h{number}
  name: {text}
  kind: supplier
  does: {brief}
  more: {text}
  use_when: {text}
  not_when: {text}
  match: any
  cues: [{text}]
  unless: [{text}]
  aliases: [{{text: {text}, kind: former, cues: [{text}], unless: [{text}], ellipsis: {text}}}, {text}]
  where: {text}
  confused_with: [{{id: autolyse, apart: {text}}}]
  see: [{{id: proofing, why: {text}}}]
  sources: [{{title: {text}, url: "https://example.org/"}}]
  training: {{learns_from: {text}, input: {text}, machines: {text}}}
  example: {{values: {{a: 1}}, computes: a + 1, says: {text}, unit: {text}}}
  status:
    {{state: renamed, checked: 2024, source: unconfirmed, confidence: low, formerly: {text}, note: {text}}}
- id: refused-{number}
  name: Refused {number}
  kind: method
  does: is left out, its formula, address or expression being none
  use_when: never
  not_when: always
  formula: {text}
- {{id: {text}, name: a, kind: {text}, is: {text}, page: {text}}}
- {{id: page-{number}, name: b, kind: thing, is: something, page: {text}, sources: [{{title: c, url: {text}}}]}}
"""


def _correction(number: int, text: str) -> str:
    return f"""\
- note: n{number}.md
  quote: Found once, in {number} alone
  kind: wrong
  says: {text}
  sources: [{{title: {text}}}]
  terms: [autolyse]
- {{note: {text}, quote: {text}, kind: {text}, says: {text}, source: {text}}}
"""


def _card(number: int, text: str) -> str:
    return (
        f"- {{term: autolyse, id: c{number}, question: {text}, answer: {text}, explanation: {text}, source: own words}}"
    )


def _exam(quoted: Sequence[str]) -> str:
    tasks = "\n".join(f"      - {{id: {text}, says: {text}, terms: [autolyse]}}" for text in quoted)
    items = "\n".join(f"              - {{name: {text}, waived: {text}}}" for text in quoted)
    keys = ("code", "name", "says", "level", "form_note", "scope_note", "leaves_out")
    fields = "\n".join(f"{name}: {quoted[n % len(quoted)]}" for n, name in enumerate(keys))
    return f"""\
id: guild
state: active
checked: 2024-02-01
source: unconfirmed
confidence: low
aliases: [{", ".join(quoted)}]
sources: [{", ".join(f"{{title: {text}}}" for text in quoted)}]
{fields}
domains:
  - name: {quoted[-1]}
    weight: 100
    tasks:
{tasks}
      - id: last
        says: {quoted[0]}
        objectives:
          - id: "1.1.1"
            says: {quoted[-1]}
            names:
{items}
in_scope: [{{name: {quoted[0]}, waived: {quoted[-1]}}}]
"""
