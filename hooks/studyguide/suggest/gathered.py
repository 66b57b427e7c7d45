"""Places that look like names, sorted by name: what is new, and what is another name of a known term."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from studyguide.records import NotePath, TermId
from studyguide.suggest.suggestion import Proposal, Seen, Sign, Suggestion
from studyguide.weave.spellings import Spellings
from studyguide.weave.words import singular, words_of


@dataclass(slots=True)
class Heap:
    """What was gathered about one name; grows while rows are read, and nobody changes it afterwards."""

    texts: Counter[str] = field(default_factory=Counter)
    signs: Counter[Sign] = field(default_factory=Counter)
    shorts: dict[str, None] = field(default_factory=dict)
    """Its abbreviations, in order."""
    beside: str = ""


def gathered(seen: Iterable[Seen], spellings: Spellings) -> tuple[dict[str, Heap], tuple[Suggestion, ...]]:
    """Sort what was seen by name. What explains a known term by an unknown abbreviation, or the other way, is apart."""
    heaps: dict[str, Heap] = defaultdict(Heap)
    aliases: dict[tuple[str, TermId], list[tuple[NotePath, int]]] = defaultdict(list)
    said: dict[tuple[str, TermId], str] = {}
    for one in seen:
        key = key_of(one.text)
        name = _known(key, spellings)
        short = _known(key_of(one.short), spellings) if one.short else None
        if name is not None and one.short and short is None:
            aliases[one.short, name].append((one.note, one.line))
            said[one.short, name] = f"`{one.text} ({one.short})`"
        elif name is None and short is not None:
            aliases[one.text, short].append((one.note, one.line))
            said[one.text, short] = f"`{one.text} ({one.short})`"
        elif name is None and key:
            heap = heaps[key]
            heap.texts[one.text] += 1
            heap.signs[one.sign] += 1
            heap.beside = heap.beside or one.beside
            if one.short:
                heap.shorts.setdefault(one.short)
    for abbreviation in [short for heap in heaps.values() for short in heap.shorts]:
        heaps.pop(key_of(abbreviation), None)
    return heaps, tuple(
        Suggestion(Proposal.ALIAS, text, tuple(places), f"the notes explain it: {said[text, of]}", len(places), of)
        for (text, of), places in aliases.items()
    )


def _known(key: str, spellings: Spellings) -> TermId | None:
    forms = spellings.forms.get(key, ())
    return forms[0].spelling.term if forms else None


def key_of(text: str) -> str:
    """Return what two spellings have in common: folded letters, without spaces and hyphens, the last word singular."""
    words = words_of(text)
    return "".join((*words[:-1], singular(words[-1]))) if words else ""
