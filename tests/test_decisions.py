"""Decisions: each cue and each guide of `docs/decisions` leads to an option that a learner can choose.

Each rule is a function that yields what is wrong. `tests/cases/decisions/` shows each rule a fault in a table that is
sound otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from casefile import Case, agrees, cases
from test_lessons import BRITISH

ROOT = Path(__file__).parents[1]

COLUMNS = range(3, 7)
MOST_CHARACTERS_OF_A_CELL = 60
OPTIONS_WITHOUT_A_GUIDE = 2
DESCRIPTIONS = range(2, 4)
LEAST_DECISIONS, LEAST_CAUSES, LEAST_PHRASINGS = 40, 39, 150
ENDED = {"closed to new customers", "discontinued", "deprecated"}
COMMON = {"and", "for", "the", "with", "of", "in", "on", "to", "or", "amazon", "aws", "bedrock", "sagemaker", "model"}
WORD = re.compile(r"[a-z0-9]+")

Table = Mapping[str, Any]


def faults_of_decision(table: Table, ended: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a table; `ended` are the terms that are not open to everybody."""
    yield from _faults_of_answers(table, ended)
    yield from _faults_of_guide(table)
    yield from _faults_of_form(table)


def _faults_of_answers(table: Table, ended: Collection[str]) -> Iterator[str]:
    options = {row.get("term") for row in table["rows"]}
    answers = [(f"cue `{cue['cue']}` points", cue["answer"]) for cue in table["cues"]]
    targets = sorted(target for target in _targets(table) if not target.isdigit())
    for subject, answer in (*answers, *(("the guide leads", target) for target in targets)):
        if answer not in options:
            yield f"{subject} to `{answer}`, which is no option"
        elif answer in ended:
            yield f"{subject} to `{answer}`, which is not open to everybody"


def _faults_of_guide(table: Table) -> Iterator[str]:
    guide, options = table.get("guide", []), len(table["rows"])
    if not guide and options > OPTIONS_WITHOUT_A_GUIDE:
        yield f"it has {options} options and no guide"
    for number in range(2, len(guide) + 1):
        if str(number) not in _targets(table):
            yield f"question {number} of the guide is never reached"


def _faults_of_form(table: Table) -> Iterator[str]:
    if len(table["columns"]) not in COLUMNS:
        yield f"it has {len(table['columns'])} columns instead of {COLUMNS.start} to {COLUMNS.stop - 1}"
    for row in table["rows"]:
        for key, cell in row["cells"].items():
            text = cell if isinstance(cell, str) else cell["is"]
            if len(text) > MOST_CHARACTERS_OF_A_CELL:
                subject = f"the cell `{key}` of `{row.get('term') or row['name']}`"
                yield f"{subject} has more than {MOST_CHARACTERS_OF_A_CELL} characters"
    for cue, count in Counter(cue["cue"].lower() for cue in table["cues"]).items():
        if count > 1:
            yield f"two cues say `{cue}`"
    for match in BRITISH.finditer(yaml.safe_dump(table)):
        yield f"`{match.group()}` is British spelling"


def _targets(table: Table) -> set[str]:
    return {question[key] for question in table.get("guide", []) for key in ("yes", "no")}


def _loaded(text: str) -> Any:
    """Return YAML whose every scalar is a string, as the loader of the engine reads it."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def _changed(text: str, changes: list[list[str]]) -> str:
    for old, new in changes:
        assert old in text, f"the sound table does not contain {old!r}"
        text = text.replace(old, new, 1)
    return text


SOUND = (ROOT / "tests" / "cases" / "sound_decision.yml").read_text(encoding="utf-8")
DECISIONS = {path.stem: _loaded(path.read_text(encoding="utf-8")) for path in (ROOT / "docs/decisions").glob("*.yml")}
TERMS = {
    term["id"]: term
    for path in (ROOT / "docs" / "glossary").glob("*.yml")
    for term in _loaded(path.read_text(encoding="utf-8"))
}
NOT_OPEN = {id_ for id_, term in TERMS.items() if term.get("status", {}).get("state") in ENDED}


@pytest.mark.parametrize("case", cases("decision_rules"), ids=str)
def test_rules(case: Case, accept: bool) -> None:
    """Each case replaces texts in a sound table."""
    table = _loaded(_changed(SOUND, case.given["changes"]))
    agrees(case, list(faults_of_decision(table, case.given.get("ended", ()))), accept)


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_decision(name: str) -> None:
    assert not list(faults_of_decision(DECISIONS[name], NOT_OPEN))


def test_counts() -> None:
    causes = _loaded((ROOT / "docs" / "causes.yml").read_text(encoding="utf-8"))
    phrasings = _loaded((ROOT / "docs" / "phrasings.yml").read_text(encoding="utf-8"))
    assert len(DECISIONS) >= LEAST_DECISIONS
    assert len(causes) >= LEAST_CAUSES
    assert len(phrasings) >= LEAST_PHRASINGS


def test_a_description_has_no_word_of_the_name() -> None:
    phrasings = _loaded((ROOT / "docs" / "phrasings.yml").read_text(encoding="utf-8"))
    assert all(len(texts) in DESCRIPTIONS for texts in phrasings.values())
    names = {id_: set(WORD.findall(TERMS[id_]["name"].lower())) - COMMON for id_ in phrasings}
    assert not [
        (id_, text)
        for id_, texts in phrasings.items()
        for text in texts
        if names[id_] & set(WORD.findall(text.lower()))
    ]
