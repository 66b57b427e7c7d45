"""Measures how fair choices are: how many offer a term that people declared to be confused with the right one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from studyguide.model.glossary import Glossary
from studyguide.model.note import TermId
from studyguide.practice.card import Card, CardKind


class ConfusionShare(Struct, frozen=True):
    """Counts the generated choices."""

    choices: int
    possible: int
    """Those whose term is declared to be confused with another."""
    used: int
    """Those of them that offer such a term."""


def confusion_share(cards: Iterable[Card], glossary: Glossary) -> ConfusionShare:
    """Returns how many of the generated choices offer a declared confusion."""
    declared = declared_confusions(glossary)
    choices = [card for card in cards if card.options and card.kind is not CardKind.BANK]
    possible = [card for card in choices if card.term in declared]
    used = [card for card in possible if any(option.term in declared[card.term] for option in card.options)]
    return ConfusionShare(len(choices), len(possible), len(used))


def declared_confusions(glossary: Glossary) -> dict[TermId, set[TermId]]:
    """Returns the terms that each term is declared to be confused with, on either of the two."""
    declared: dict[TermId, set[TermId]] = {}
    for term in glossary.terms:
        for confusion in term.confused_with:
            declared.setdefault(term.id, set()).add(confusion.id)
            declared.setdefault(confusion.id, set()).add(term.id)
    return declared
