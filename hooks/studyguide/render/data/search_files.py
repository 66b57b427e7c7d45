"""The files of the search's index: scripts, so that a page that was opened from disk can load them, too.

`search/core.js` has what every query needs: the words of names and definitions, the names themselves, and a row for
each document. `search/words-<n>.js` has the other words in ranges of the alphabet, and `search/texts-<n>.js` the texts
around them, in ranges of documents. Each calls `sgSearch.push` with its name, the digest of the whole index and its
data, so that parts of two builds are never mixed. Lists are texts of lines and numbers are written in base 32: a
browser takes longer to read JSON of the same content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from studyguide.render.data.search_documents import SearchDocument
from studyguide.render.data.search_index import Postings, SearchIndex

SEARCH_FOLDER = "search/"
BASE_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
BASE = 32
"""A digit from here on says that more follow."""
PART_CHARACTERS = 8_000
"""Characters after which a part of words or texts ends."""
TEXT_CHARACTERS = 12_000
DIGEST_CHARACTERS = 12


def search_files(index: SearchIndex) -> Iterator[tuple[str, str]]:
    """Yields path and content of each file of an index."""
    words = list(_word_parts(index.others))
    texts = list(_text_parts(index.documents))
    core = _core_part(index, [first for first, _ in words], [first for first, _ in texts])
    parts: dict[str, object] = {"core": core}
    parts |= {f"words-{number}": part for number, (_, part) in enumerate(words)}
    parts |= {f"texts-{number}": part for number, (_, part) in enumerate(texts)}
    written = {name: json.dumps(part, ensure_ascii=False, separators=(",", ":")) for name, part in parts.items()}
    digest = hashlib.sha256("\0".join(written.values()).encode("utf-8", "surrogatepass")).hexdigest()
    for name, data in written.items():
        safe = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        call = f'(globalThis.sgSearch??=[]).push(["{name}","{digest[:DIGEST_CHARACTERS]}",{safe}]);\n'
        yield f"{SEARCH_FOLDER}{name}.js", call


def encoded_number(number: int) -> str:
    """Returns a number in base 32, its last digit first; all but the last are from the second half of `BASE_DIGITS`."""
    if number < BASE * BASE:  # nearly every one
        return BASE_DIGITS[number] if number < BASE else BASE_DIGITS[BASE + number % BASE] + BASE_DIGITS[number // BASE]
    digits = []
    while number >= BASE:
        digits.append(BASE_DIGITS[BASE + number % BASE])
        number //= BASE
    return "".join((*digits, BASE_DIGITS[number]))


def encoded_postings(postings: Iterable[tuple[int, int]]) -> str:
    """Returns documents with impacts as steps from document to document, each followed by one digit for the impact."""
    last, parts = 0, []
    for document, impact in postings:
        step = document - last
        parts.append((BASE_DIGITS[step] if step < BASE else encoded_number(step)) + BASE_DIGITS[impact])
        last = document
    return "".join(parts)


def _core_part(index: SearchIndex, words: list[str], texts: list[int]) -> dict[str, object]:
    documents = index.documents
    numbers = {document.location: number for number, document in enumerate(documents)}
    kinds = list(dict.fromkeys((document.kind, document.group) for document in documents))
    return {
        "kinds": [[kind, str(group)] for kind, group in kinds],
        "kindOf": "".join(encoded_number(kinds.index((one.kind, one.group))) for one in documents),
        "titles": "\n".join(document.title for document in documents),
        "locations": "\n".join(document.location for document in documents),
        "definitions": "\n".join(document.definition for document in documents),
        "spellings": {n: list(one.shown_spellings) for n, one in enumerate(documents) if one.shown_spellings},
        "status": {
            number: [one.status, [numbers[place] for place in one.replacements if place in numbers]]
            for number, one in enumerate(documents)
            if one.status
        },
        "words": "\n".join(index.core),
        "postings": "\n".join(encoded_postings(zip(*of_word, strict=True)) for of_word in index.core.values()),
        "names": "\n".join(index.names),
        "named": "\n".join(
            encoded_postings((one.document, one.strength) for one in named)
            for named in index.names.values()
        ),
        "pairs": "".join(encoded_number(number) for pair in index.pairs for number in pair),
        "wordParts": words,
        "textParts": texts,
    }  # fmt: skip


def _word_parts(words: dict[str, Postings]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields the first word and the content of each range of words."""
    part: list[str] = []
    postings: list[str] = []
    size = 0
    for word, of_word in words.items():
        encoded = encoded_postings(zip(*of_word, strict=True))
        if part and size + len(word) + len(encoded) > PART_CHARACTERS:
            yield part[0], {"words": "\n".join(part), "postings": "\n".join(postings)}
            part, postings, size = [], [], 0
        part.append(word)
        postings.append(encoded)
        size += len(word) + len(encoded)
    if part:
        yield part[0], {"words": "\n".join(part), "postings": "\n".join(postings)}


def _text_parts(documents: Sequence[SearchDocument]) -> Iterator[tuple[int, list[str]]]:
    """Yields the number of the first document and the texts of each range of documents that have lines."""
    part: list[str] = []
    first = size = 0
    for number, document in enumerate(documents):
        text = "\n".join(document.lines)
        if not text and not part:
            continue
        if not part:
            first = number
        part.append(text)
        size += len(text)
        if size > TEXT_CHARACTERS:
            yield first, part
            part, size = [], 0
    if part:
        yield first, part
