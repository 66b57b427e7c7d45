"""The search in the browser agrees with the generator and the reference in Python: words, stems, order of hits."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from casefile import Case, agrees, cases
from node import run_script
from search_reference import opened
from studyguide.render.data.search_documents import SearchDocument
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_group import SearchGroup
from studyguide.render.data.search_index import search_index
from studyguide.text.search_words import joined_name, search_words, word_stem

RUNNER = Path(__file__).parent / "javascript" / "run_search_cases.js"
CASES = cases("search_words")
ROUNDS = 40
WORDS = re.findall(
    r"\S+",
    "tree trees forest forests random rand class classes classify classified classification color colour colours run"
    " running runner of the and vs to be or gradient gradients boost boosting boosted bag bags bagging bus"
    " analysis analyse analyze mean means k f1 score scores précision precision recall 学习 训练模型 模型 再現率 모델"
    " אימון שלום",
)


def test_words_of_texts_are_the_same() -> None:
    rows = json.loads(run_script(RUNNER, json.dumps({"words": [case.given for case in CASES]})))
    assert dict(zip(map(str, CASES), rows, strict=True)) == {str(case): _split(case.given) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_generator_splits(case: Case, accept: bool) -> None:
    agrees(case, _split(case.given), accept)


def test_the_browser_gives_the_order_of_the_reference() -> None:
    """Random small indexes, each asked with random queries made of their words, whole, cut, damaged and paired."""
    chance = random.Random(20)
    given: list[tuple[dict[str, str], list[str]]] = []
    for _ in range(ROUNDS):
        files = dict(search_files(search_index(_documents(chance))))
        given.append((files, [_query(chance) for _ in range(25)]))
    indexes = [{"files": files, "queries": queries} for files, queries in given]
    answers = json.loads(run_script(RUNNER, json.dumps({"indexes": indexes})))
    found = 0
    for (files, queries), of_index in zip(given, answers, strict=True):
        reference = opened(files)
        for query, answer in zip(queries, of_index, strict=True):
            expected = reference.find(query)
            rows = [[hit.location, hit.score, hit.is_complete] for hit in expected.hits]
            assert answer == {"hits": rows, "isExact": expected.is_exact}, query
            found += bool(rows)
    assert found > ROUNDS * 10, "too few queries found anything: the test tests little"


def _split(text: str) -> dict[str, object]:
    words = search_words(text)
    return {"words": words, "joined": joined_name(text), "stems": [word_stem(word) for word in words]}


def _documents(chance: random.Random) -> list[SearchDocument]:
    documents = []
    for number in range(chance.randint(1, 30)):
        group = chance.choice(list(SearchGroup))
        title = _text(chance, 1, 3)
        spellings = tuple(_text(chance, 1, 3) for _ in range(chance.randint(0, 2)))
        names = tuple(dict.fromkeys(filter(None, map(joined_name, (title, *spellings)))))
        documents.append(
            SearchDocument(
                f"p{number}/", title, group, group.value, _text(chance, 0, 8), names=names, mentions=names[2:],
                spellings=spellings,
                phrasings=(_text(chance, 0, 6),), lines=(_text(chance, 0, 12),),
                pairs=((f"p{chance.randint(0, 9)}/", f"p{chance.randint(0, 9)}/"),) if chance.random() < 0.3 else (),
            )
        )  # fmt: skip
    return documents


def _query(chance: random.Random) -> str:
    text = _text(chance, 1, 4)
    match chance.randint(0, 5):
        case 0:
            return text[: chance.randint(1, len(text))]
        case 1:
            at = chance.randrange(len(text))
            return text[:at] + chance.choice("aeiou ") + text[at + 1 :]
        case 2:
            return f"{text} vs {_text(chance, 1, 2)}"
        case 3:
            return text.replace(" ", "")
        case 4:
            return f"What is {text}?"
        case _:
            return text


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(least, most)))
