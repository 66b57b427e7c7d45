"""Compare the links the guide makes with answers made by hand, and with those of a baseline: recall, precision, and
every difference to mend.

    python scripts/score_links.py tests/gold seeds
    python scripts/score_links.py tests/gold/birds tests/fields/birds/seeds --project tests/fields/birds

The arguments are GOLD_DIR and SEEDS_DIR; the glossary is that of the project.

GOLD_DIR holds `seed_gold.jsonl`, `seed_negatives.jsonl` and `canonical_ids.json`; SEEDS_DIR the notes they are about.
A core row counts as found when a link to a right term overlaps it. A link is wrong when it takes a negative, overlaps
a row and leads to another term than the row allows, or stands where no row is and leads to a term whose name occurs
among the answers. Other links are listed to be read and not counted.

The baseline needs nothing installed: it takes the longest run of words that is exactly a name of the glossary, in any
case, which is what Aho-Corasick over the same names with whole words finds. Shares have their 95 % intervals (Wilson).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from score_habits import interval
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import compile_surface_forms
from studyguide.model.glossary import Glossary, folded, names_of
from studyguide.model.note import Mention, Note, NoteMetadata, NotePath, Rejection, TermId
from studyguide.parse.curated.glossary import read_glossary
from studyguide.parse.curated.note_metadata import read_note_metadata
from studyguide.parse.note import parse_note
from studyguide.sources import load_sources

TOKEN = re.compile(r"\w+")
ROOT = Path(__file__).resolve().parent.parent

Row = Mapping[str, Any]


@dataclass
class Score:
    """What the comparison found, by what became of each row and each link."""

    found: list[Row] = field(default_factory=list)
    """Core rows that a link to a right term overlaps."""
    missed: list[Row] = field(default_factory=list)
    right: list[Mention] = field(default_factory=list)
    wrong: list[tuple[Mention, str]] = field(default_factory=list)
    negatives: list[tuple[Mention, Row]] = field(default_factory=list)
    """Links that take what must not be taken; they are among the wrong ones too."""
    unknown: list[Mention] = field(default_factory=list)
    """To terms the answers do not know."""
    optional_found: int = 0
    optional: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("--project", type=Path, default=ROOT)
    args = parser.parse_args()
    baseline, _, _ = score_folder(args.gold, args.seeds, args.project, baseline_mentions)
    print("Baseline", *figures(baseline), sep="\n  ")
    score, refused, texts = score_folder(args.gold, args.seeds, args.project)
    print("Guide", *figures(score), sep="\n  ")
    _report(score, refused, texts)


Linker = Callable[[Glossary], Callable[[Note], tuple[tuple[Mention, ...], tuple[Rejection, ...]]]]
"""Returns, for a glossary, what gives the mentions and rejections of a note."""


def engine_mentions(glossary: Glossary) -> Callable[[Note], tuple[tuple[Mention, ...], tuple[Rejection, ...]]]:
    """Returns what links a note as the guide does."""
    surface_forms = compile_surface_forms(glossary)
    return lambda note: find_mentions(note, surface_forms)


def baseline_mentions(glossary: Glossary) -> Callable[[Note], tuple[tuple[Mention, ...], tuple[Rejection, ...]]]:
    """Returns what links the longest runs of words that are exactly a name, in any case; of several terms the first."""
    names: dict[tuple[str, ...], TermId] = {}
    for term in glossary.terms:
        for alias in names_of(term):
            names.setdefault(tuple(TOKEN.findall(alias.text.lower())), TermId(term.id))
    longest = max(map(len, names))

    def link(note: Note) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        mentions: list[Mention] = []
        for number, text in enumerate(note.lines, 1):
            tokens = list(TOKEN.finditer(text))
            words, at = [token[0].lower() for token in tokens], 0
            while at < len(tokens):
                size = next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in names), 0)
                if size:
                    start, end = tokens[at].start(), tokens[min(at + size, len(tokens)) - 1].end()
                    key = names[tuple(words[at : at + size])]
                    mentions.append(Mention(note.path, number, start, end, text[start:end], key, "", "exact"))
                at += max(size, 1)
        return tuple(mentions), ()

    return link


def score_folder(
    gold: Path, seeds: Path, project: Path = ROOT, find: Linker = engine_mentions
) -> tuple[Score, Mapping[str, Sequence[Rejection]], Mapping[str, Sequence[str]]]:
    """Scores the links of the notes that a folder of answers is about; returns also what was refused, and the lines of
    each note, by its path."""
    sources, _ = load_sources(project)
    glossary, _ = read_glossary((sources.kinds.path, sources.kinds.text), {f.path: f.text for f in sources.families})
    facts, _ = read_note_metadata(sources.note_facts.path, sources.note_facts.text)
    linked = find(glossary)
    links: dict[str, tuple[Mention, ...]] = {}
    refused: dict[str, tuple[Rejection, ...]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    rows = _rows(gold / "seed_gold.jsonl")
    for path in sorted({row["path"] for row in rows}):
        name = NotePath(path)
        note, _ = parse_note(name, (seeds / path).read_bytes(), facts.get(name, NoteMetadata()))
        if note is not None:
            links[path], refused[path] = linked(note)
            texts[path] = note.lines
    canonical = json.loads((gold / "canonical_ids.json").read_text("utf-8"))
    score = compare(rows, _rows(gold / "seed_negatives.jsonl"), links, right_terms(glossary, canonical))
    return score, refused, texts


def right_terms(glossary: Glossary, canonical: Mapping[str, Sequence[str]]) -> Callable[[str], frozenset[TermId]]:
    """Return what gives the terms that are right for a canonical name: those listed, and those that bear it."""
    bearing: dict[str, set[TermId]] = defaultdict(set)
    for term in glossary.terms:
        for alias in names_of(term):
            bearing[folded(alias.text)].add(term.id)
    listed = {name: set(map(TermId, ids)) for name, ids in canonical.items()}
    return lambda name: frozenset(listed.get(name, set()) | bearing[folded(name)])


def compare(
    gold: Sequence[Row],
    negatives: Sequence[Row],
    links: Mapping[str, Sequence[Mention]],
    right: Callable[[str], frozenset[TermId]],
) -> Score:
    """Score links, by path of their note, against the answers."""
    score = Score()
    known = frozenset().union(*(right(row["canonical"]) for row in gold))
    line_index: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in gold:
        line_index[row["path"], row["line"]].append(row)
    never: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in negatives:
        never[row["path"], row["line"]].append(row)
    hit: set[int] = set()
    for path, found in links.items():
        for link in found:
            rows = [row for row in line_index[path, link.line] if _overlap(link, row)]
            good = [row for row in rows if link.term in right(row["canonical"])]
            hit.update(id(row) for row in good)
            taken = [row for row in never[path, link.line] if _overlap(link, row) and _forbids(row, link, right)]
            if taken and not good:
                score.negatives.append((link, taken[0]))
                score.wrong.append((link, f"must not be taken: {taken[0]['reason']}"))
            elif good:
                score.right.append(link)
            elif rows:
                score.wrong.append((link, f"the answer is {' or '.join(row['canonical'] for row in rows)}"))
            elif link.term in known:
                score.wrong.append((link, "no answer is here, and all mentions of this term are listed"))
            else:
                score.unknown.append(link)
    for row in gold:
        if row["tier"] == "core":
            (score.found if id(row) in hit else score.missed).append(row)
        else:
            score.optional += 1
            score.optional_found += id(row) in hit
    return score


def _forbids(row: Row, link: Mention, right: Callable[[str], frozenset[TermId]]) -> bool:
    return row["must_not_link_to"] == "*" or link.term in right(row["must_not_link_to"])


def _overlap(link: Mention, row: Row) -> bool:
    return bool(link.start < row["col"] + len(row["surface"]) and row["col"] < link.end)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def figures(score: Score) -> tuple[str, str, str]:
    """Return recall, precision and the negatives that were taken, each in one line."""
    core, counted = len(score.found) + len(score.missed), len(score.right) + len(score.wrong)
    return (
        f"core recall: {len(score.found)} of {core}, {interval(len(score.found), core)}",
        f"precision: {len(score.right)} of {counted}, {interval(len(score.right), counted)}",
        f"negatives taken: {len(score.negatives)}",
    )


def _report(score: Score, refused: Mapping[str, Sequence[Rejection]], texts: Mapping[str, Sequence[str]]) -> None:
    print(f"optional     {score.optional_found}/{score.optional} found")
    print(f"unknown      {len(score.unknown)} links to terms the answers do not know")
    for row in score.missed:
        path, line, surface, column = row["path"], row["line"], row["surface"], row["col"]
        print(f"MISSED {path[:3]}:{line}:{column} {surface!r} -> {row['canonical']}")
        print(f"       {_window(texts[path][line - 1], column)}")
        for refusal in refused[path]:
            if refusal.line == line and refusal.start < column + len(surface) and column < refusal.end:
                print(f"       refused {', '.join(refusal.refused)}: {refusal.why}")
    for link, why in score.wrong:
        print(f"WRONG {link.note[:3]}:{link.line}:{link.start} {link.surface!r} -> {link.term} ({link.why}): {why}")
        print(f"       {_window(texts[link.note][link.line - 1], link.start)}")
    for term, surfaces in _grouped(score.unknown):
        print(f"unknown {term}: {surfaces}")


def _grouped(links: Iterable[Mention]) -> list[tuple[str, str]]:
    by_term: dict[str, set[str]] = defaultdict(set)
    for link in links:
        by_term[link.term].add(f"{link.surface} ({link.note[:3]}:{link.line})")
    return [(term, ", ".join(sorted(by_term[term]))) for term in sorted(by_term)]


def _window(line: str, column: int) -> str:
    return line[max(0, column - 60) : column + 80]


if __name__ == "__main__":
    main()
