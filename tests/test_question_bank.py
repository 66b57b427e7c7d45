"""Question bank: every item of `docs/questions/*.yml` is well formed, gives nothing away and belongs to its exam.

Each rule is a function that yields what is wrong. `tests/cases/questions/` shows each rule a fault in an item that is
sound otherwise; `tests/cases/question_exams/` has the types that each exam asks, and counts what the bank holds.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from casefile import Case, agrees, cases

ROOT = Path(__file__).parents[1]

Item = Mapping[str, Any]

LISTS = {"single": "options", "multiple": "options", "ordering": "steps", "matching": "pairs"}
KEYS = {"id", "exam", "objective", "type", "difficulty", "stem", "source", "checked"}
PART_KEYS = {"options": {"text", "right", "term", "why"}, "steps": {"text", "term", "why"}}
PART_KEYS["pairs"] = {"prompt", "answer", "term", "why"}
SIZES = {"single": range(4, 5), "multiple": range(5, 7), "ordering": range(3, 6), "matching": range(3, 8)}
CHOOSE = {2: "(Choose two.)", 3: "(Choose three.)"}
STEM_WORDS = range(40, 91)
LEAST_WORDS_OF_A_REASON = 5
LONGEST_KEY_SHARE = SHORTEST_KEY_SHARE = 0.30
POSITION_TOLERANCE = 0.05
DOMAIN_TOLERANCE = 3
STEM_OVERLAP = 0.6
OPENING_WORDS, OPENING_USES = 4, 3
NO_OPTION = re.compile(
    r"\b(all|none|both|neither) of (the|these|those)\b|\b(all|none) (above|are right)\b", re.IGNORECASE
)
NEGATIVE = re.compile(r"\b(not|except|least likely)\b|n't\b")
NO_REASON = re.compile(r"^(this is )?(wrong|incorrect|correct)\b|^(yes|no|right|true|false)[,.:;]", re.IGNORECASE)


def faults_of_item(item: Item) -> Iterator[str]:
    """Yields what is wrong with one item on its own: its form first, then what its words give away."""
    if bad_form := list(_form(item)):
        yield from bad_form
        return
    yield from _stem(item)
    yield from _parts(item)
    yield from _given_away(item)


def faults_of_file(items: Sequence[Item]) -> Iterator[str]:
    """Yields what a guesser could use: the key is too often the longest or shortest option, or favors one position."""
    chosen = [item for item in items if item["type"] in ("single", "multiple")]
    longest = [item["id"] for item in chosen if _key_is_longest(item)]
    if chosen and len(longest) > LONGEST_KEY_SHARE * len(chosen):
        yield f"the key is the longest option in {len(longest)} of {len(chosen)} items: {', '.join(longest)}"
    single = [item for item in items if item["type"] == "single"]
    shortest = [item["id"] for item in single if _key_is_shortest(item)]
    if single and len(shortest) > SHORTEST_KEY_SHARE * len(single):
        yield f"the key is the shortest option in {len(shortest)} of {len(single)} items: {', '.join(shortest)}"
    places = Counter(_right_places(item)[0] for item in single)
    for place in range(4):
        if places and abs(places[place] / places.total() - 0.25) > POSITION_TOLERANCE:
            yield f"the key has position {place + 1} in {places[place]} of {places.total()} single-choice items"


def faults_of_bank(items: Sequence[Item]) -> Iterator[str]:
    """Yields what items repeat of each other: ids, reasons, openings and most words of a stem."""
    for id_, count in Counter(item["id"] for item in items).items():
        if count > 1:
            yield f"{id_}: the id is used {count} times"
    reasons = Counter(_folded(part["why"]) for item in items for part in _parts_of(item))
    for item in items:
        yield from (f"{item['id']}: reason used twice: {p['why']}" for p in _parts_of(item) if _twice(reasons, p))
    openings = Counter(_opening(item) for item in items)
    for opening, count in openings.items():
        if count > OPENING_USES:
            yield f"{count} stems begin with: {' '.join(opening)}"
    words = [(item["id"], frozenset(_words(item["stem"]))) for item in items]
    for (id_, one), (other_id, other) in itertools.combinations(words, 2):
        share = len(one & other) / min(len(one), len(other))
        if share > STEM_OVERLAP:
            yield f"{id_}, {other_id}: the stems share {share:.2f} of their words"


def faults_of_exam(items: Sequence[Item], outline: Mapping[str, Any], types: Sequence[str]) -> Iterator[str]:
    """Yields where the items of one exam leave its outline: types, tasks without an item, weights of the domains."""
    tasks = {task["id"]: domain["name"] for domain in outline["domains"] for task in domain["tasks"]}
    for item in items:
        if item["type"] not in types:
            yield f"{item['id']}: {outline['code']} has no questions of the type {item['type']}"
        if _task(item) not in tasks:
            yield f"{item['id']}: {outline['code']} has no task {_task(item)}"
    asked = Counter(_task(item) for item in items)
    yield from (f"{outline['code']} {task}: no item" for task in tasks if not asked[task])
    for domain in outline["domains"]:
        share = 100 * sum(asked[task["id"]] for task in domain["tasks"]) / max(1, len(items))
        if abs(share - domain["weight"]) > DOMAIN_TOLERANCE:
            yield f"{outline['code']}, {domain['name']}: {share:.1f} % of the items, {domain['weight']} % of the exam"


def _form(item: Item) -> Iterator[str]:
    id_, kind = item.get("id"), item.get("type")
    if kind not in LISTS:
        yield f"{id_}: the type is one of {', '.join(LISTS)}, not {kind}"
        return
    yield from (f"{id_}: {key} is missing" for key in sorted((KEYS | {LISTS[kind]}) - set(item)))
    yield from (f"{id_}: unknown key {key}" for key in sorted(set(item) - KEYS - {LISTS[kind]}))
    if not re.fullmatch(rf"{item.get('exam')}(-[a-z0-9]+)+", str(id_)):
        yield f"{id_}: the id is in kebab case and begins with the id of the exam"
    if not re.fullmatch(r"\d+\.\d+\.\d+", str(item.get("objective"))) or not isinstance(item.get("objective"), str):
        yield f"{id_}: the objective is an official number in quotes, such as '1.1.3'"
    if item.get("difficulty") not in (1, 2, 3):
        yield f"{id_}: the difficulty is 1, 2 or 3"
    if not isinstance(item.get("checked"), datetime.date):
        yield f"{id_}: checked is a date"
    source = item.get("source") or {}
    if (
        not source.get("title")
        or set(source) - {"title", "url"}
        or not source.get("url", "https://").startswith("https")
    ):
        yield f"{id_}: the source has a title, and the address only if it was read"
    for part in item.get(LISTS[kind]) or []:
        needed = PART_KEYS[LISTS[kind]]
        if not needed - {"right"} <= set(part) <= needed or not all(part.values()):
            yield f"{id_}: each of {LISTS[kind]} has {', '.join(sorted(needed))}"


def _stem(item: Item) -> Iterator[str]:
    count = len(item["stem"].split())
    if count not in STEM_WORDS:
        yield f"{item['id']}: the stem has {count} words"
    asks = re.findall(r"[^.?!]*\?", item["stem"])
    if len(asks) > 1 or (not asks and item["type"] in ("single", "multiple")):
        yield f"{item['id']}: the stem asks {len(asks)} questions"
    if any(NEGATIVE.search(question) for question in asks):
        yield f"{item['id']}: a negative in the question is avoided, or in capitals"


def _parts(item: Item) -> Iterator[str]:
    parts, kind = _parts_of(item), item["type"]
    if len(parts) not in SIZES[kind]:
        yield f"{item['id']}: {kind} with {len(parts)} {LISTS[kind]}"
    rights = sum(1 for part in parts if part.get("right"))
    if kind == "single" and rights != 1:
        yield f"{item['id']}: {rights} options are right"
    if kind == "multiple" and not item["stem"].rstrip().endswith(CHOOSE.get(rights, "(Choose some.)")):
        yield f"{item['id']}: {rights} options are right, and the stem ends with '(Choose two.)' or '(Choose three.)'"
    texts = [_folded(part.get("text") or part["answer"]) for part in parts]
    if len(set(texts)) < len(texts):
        yield f"{item['id']}: two of {LISTS[kind]} have the same text"
    yield from (f"{item['id']}: refers to other options: {text}" for text in texts if NO_OPTION.search(text))
    for part in parts:
        if len(part["why"].split()) < LEAST_WORDS_OF_A_REASON or NO_REASON.match(part["why"]):
            yield f"{item['id']}: no reason: {part['why']}"


def _given_away(item: Item) -> Iterator[str]:
    parts = _parts_of(item)
    if item["type"] == "matching":
        for pair in parts:
            others = {word for other in parts if other is not pair for word in _long_words(other["answer"])}
            yield from _shared(item, pair["prompt"], pair["answer"], others)
    elif item["type"] != "ordering":
        wrong = {word for part in parts if not part.get("right") for word in _long_words(part["text"])}
        key = " ".join(part["text"] for part in parts if part.get("right"))
        yield from _shared(item, item["stem"], key, wrong)


def _shared(item: Item, asked: str, key: str, others: set[str]) -> Iterator[str]:
    for word in sorted((_long_words(asked) & _long_words(key)) - others):
        yield f"{item['id']}: only the question and its answer have the word '{word}'"


def _key_is_longest(item: Item) -> bool:
    lengths = [(len(part["text"]), bool(part.get("right"))) for part in item["options"]]
    return min(n for n, right in lengths if right) >= max(n for n, right in lengths if not right)


def _key_is_shortest(item: Item) -> bool:
    lengths = [(len(part["text"]), bool(part.get("right"))) for part in item["options"]]
    return max(n for n, right in lengths if right) <= min(n for n, right in lengths if not right)


def _right_places(item: Item) -> list[int]:
    return [place for place, part in enumerate(item["options"]) if part.get("right")]


def _parts_of(item: Item) -> Sequence[Mapping[str, Any]]:
    parts: Sequence[Mapping[str, Any]] = item[LISTS[item["type"]]]
    return parts


def _task(item: Item) -> str:
    return str(item["objective"]).rpartition(".")[0]


def _twice(reasons: Counter[str], part: Mapping[str, Any]) -> bool:
    return reasons[_folded(part["why"])] > 1


def _opening(item: Item) -> tuple[str, ...]:
    return tuple(_words(item["stem"])[:OPENING_WORDS])


def _folded(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower())


def _long_words(text: str) -> set[str]:
    """Returns the words of five letters or more; a final s is dropped so that a plural counts as its singular."""
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{5,}", text.lower())}


def _read(folder: str) -> dict[str, Any]:
    paths = sorted((ROOT / "docs" / folder).glob("*.yml"))
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


SOUND: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "cases" / "sound_question.yml").read_text(encoding="utf-8"))
BANK = _read("questions")
ITEMS = [item for items in BANK.values() for item in items]


@pytest.mark.parametrize("case", cases("questions"), ids=str)
def test_rules(case: Case, accept: bool) -> None:
    """Each case changes an item in which nothing is wrong, once for each item that it wants; null takes a key away."""
    changed = [SOUND | change for change in case.given["changes"]]
    items = [{key: value for key, value in item.items() if value is not None} for item in changed]
    match case.given["rules"]:
        case "item":
            found = [fault for item in items for fault in faults_of_item(item)]
        case "file":
            found = list(faults_of_file(items))
        case "bank":
            found = list(faults_of_bank(items))
        case _:
            found = list(faults_of_exam(items, case.given["outline"], case.given["types"]))
    agrees(case, found, accept)


@pytest.mark.parametrize("name", BANK)
def test_items(name: str) -> None:
    assert not [fault for item in BANK[name] for fault in faults_of_item(item)]


@pytest.mark.parametrize("name", BANK)
def test_files_give_nothing_away(name: str) -> None:
    assert not list(faults_of_file(BANK[name]))


def test_items_repeat_nothing() -> None:
    assert not list(faults_of_bank(ITEMS))


def test_each_option_belongs_to_a_term() -> None:
    known = {term["id"] for terms in _read("glossary").values() for term in terms}
    named = {part["term"]: item["id"] for item in ITEMS for part in _parts_of(item)}
    assert not {term: id_ for term, id_ in named.items() if term not in known}


@pytest.mark.parametrize("case", cases("question_exams"), ids=str)
def test_exams(case: Case, accept: bool) -> None:
    outline = next(exam for exam in _read("exams").values() if exam["id"] == case.name)
    items = [item for item in ITEMS if item["exam"] == case.name]
    assert not list(faults_of_exam(items, outline, case.given["types"]))
    agrees(case, dict(Counter(item["type"] for item in items)), accept)


def test_each_exam_of_the_bank_has_its_case() -> None:
    assert {item["exam"] for item in ITEMS} == {case.name for case in cases("question_exams")}
