"""Defines every noun of the glossary as frozen records. They are also its schema: the loader validates YAML against
them, and their docstrings become the JSON Schema that editors complete from."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from studyguide.model.fields import RECORD_CONFIG, Dates, Id, Line, Name, PartialDate, Text, Web
from studyguide.model.note import NotePath, TermId


class Match(StrEnum):
    """How a spelling is compared with a note."""

    ANY = "any"
    """Case, hyphens, spaces and a regular plural are folded."""
    CAPITAL = "capital"
    """As `any`, but each word that has a capital here must have one in the note."""
    EXACT = "exact"
    """Letter for letter, apart from a plural s. The default of abbreviations in capitals."""
    NEVER = "never"
    """Found by the site's search, never linked in a note: too common a word."""


class AliasKind(StrEnum):
    """What an alias is. The first four are other names of the thing, and readers see them; the last three only link."""

    SYNONYM = "synonym"
    """Another name of the same thing."""
    ABBREVIATION = "abbreviation"
    FORMER = "former"
    """A name the thing had once."""
    VARIANT = "variant"
    """The same name in another form, or the name of nearly the same thing."""
    MENTION = "mention"
    """Text that this page explains but that names something else: a part, a broader or a narrower thing, an act."""
    MISSPELLING = "misspelling"
    SHORT = "short"
    """A short form people use that is no name by itself."""


SHOWN_KINDS = frozenset({AliasKind.SYNONYM, AliasKind.ABBREVIATION, AliasKind.FORMER, AliasKind.VARIANT})
"""Aliases of these kinds are names of the term: they are shown. All the others are linked and searched, never shown."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Alias:
    """Another spelling of a term. In YAML a plain string means `{text: ...}`."""

    text: Name
    """As people write it."""
    kind: AliasKind = AliasKind.SYNONYM
    """Synonym, abbreviation, former and variant are shown to readers as other names. Mention, misspelling and short are
    linked and found by the search, but never shown as names."""
    match: Match | None = None
    """Left out: exact for abbreviations in capitals, any for the rest."""
    cues: tuple[Text, ...] = ()
    """Senses: words of which at least one must be near: same line, the lines around it, or the headings above.
    `a b` is a phrase; a trailing * is a prefix."""
    unless: tuple[Text, ...] = ()
    """Words on the same line that show another sense is meant: then it is not linked, unless a cue stands nearer. The
    alias's own words do not count."""
    ellipsis: Name | None = None
    """The last word that may stand alone after a slash or comma, as `rye` in `bread of wheat/rye`."""


def _alias_of_text(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Confusion:
    """A term that is often confused with this one. Written once, on either of the two; both pages show it."""

    id: Id
    apart: Text
    """One sentence on what sets the two apart; names both."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Related:
    """A term worth reading next, and why."""

    id: Id
    why: Text
    """A few words: how the other relates to this term, such as `feeds its training data`."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Example:
    """A worked number. The result is computed, never typed."""

    values: dict[str, float | tuple[float, ...]]
    """The givens: a number or a list of numbers by name."""
    computes: Text
    """An expression over the names: + - * / ** ( ), sum mean min max sqrt log log2 exp abs len round, comprehensions
    over zip(...)."""
    says: Text
    """The case in one sentence. `{name}` shows a value; the result follows by itself."""
    asks: Text | None = None
    """The same case as a question that names what is asked, such as `Of 10 eggs 8 hatch. What is the hatch rate?`.
    `{name}` shows a value. Left out: no card asks it."""
    unit: Line = ""
    """Follows the result, such as `%` or `ms`."""
    digits: int = 3
    """Digits kept after the point."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Training:
    """How an algorithm that a platform ships learns there."""

    learns_from: Text
    """Such as `labeled rows` or `unlabeled text`."""
    input: Text
    """Formats and input modes."""
    machines: Text
    """One machine or several, CPU or GPU."""
    incremental: Literal["yes", "no", "unconfirmed"] = "unconfirmed"
    """Whether training can start from an earlier model of the same algorithm."""
    source: Web | Literal["unconfirmed"] = "unconfirmed"


State = Literal["active", "renamed", "deprecated", "closed to new customers", "discontinued"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Status:
    """The life-cycle status of a product, with a source that a reader can open."""

    state: State
    checked: PartialDate
    """The day somebody last looked this up."""
    source: Web | Literal["unconfirmed"]
    """An address of the vendor's documentation that was looked up, or `unconfirmed`."""
    confidence: Confidence
    since: Dates = ()
    """When the present state began; several when sources disagree."""
    closed: Dates = ()
    """When it closed to new customers, if that came before the present state."""
    ends: Dates = ()
    """When it will end, if that has been announced."""
    formerly: Text | None = None
    """The name before a rename."""
    replacement: tuple[Id, ...] = ()
    """What to use instead."""
    note: Text | None = None
    """One sentence the reader needs, such as which part of the product changed."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Source:
    """Where a definition can be checked."""

    title: Text
    """The work or page, such as `Hastie, Tibshirani, Friedman: The Elements of Statistical Learning`."""
    url: Web | None = None


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class QuotedLine:
    """The line of a note that defines a term, in the writer's own words."""

    note: NotePath
    """Path of the note below `seeds/`."""
    line: Annotated[int, Field(ge=1)] | None = None
    """1-based. Left out: wherever the note says `text`."""
    text: Text | None = None
    """What the line says, so that it is found again where the note changes. Left out: the whole line."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Term:
    """One entry of the glossary, and one page of the guide."""

    id: Id
    """Stable, in kebab case; part of the page's address and of its cards' ids."""
    name: Name
    """As its page is titled."""
    kind: Id
    """One of the kinds in `kinds.yml`."""
    does: Text | None = None
    """Up to 25 words, a verb phrase, for what acts (services, algorithms, tools, techniques): `finds ...`. It does not
    contain the term's own name."""
    is_: Annotated[Text | None, Field(alias="is")] = None
    """Up to 25 words, a noun phrase, for what is (concepts, metrics): `share of ...`. A term has one of `does`, `is`
    and `quote`."""
    quote: QuotedLine | None = None
    """The line of the notes that defines it, in place of `does` and `is`. It may contain the term's own name."""
    in_sentence: Text | None = None
    """The name as it is read inside a sentence, with its article: `the hatch rate`. Left out: the texts of the glossary
    decide on article and capital."""
    plural: bool | None = None
    """Whether a verb after the name is in the plural. Left out: the last word decides."""
    part_of: Id | None = None
    """The term this is a feature or a special case of."""
    match: Match | None = None
    """How the name itself is compared with a note; as for aliases."""
    cues: tuple[Text, ...] = ()
    """As for aliases, for the name itself."""
    unless: tuple[Text, ...] = ()
    """As for aliases, for the name itself."""
    not_in: tuple[Name, ...] = ()
    """Longer phrases in which a name of the term means something else, as `rest home` for `rest`. The term is not
    linked inside them; other terms are."""
    aliases: tuple[Annotated[Alias, BeforeValidator(_alias_of_text, json_schema_input_type=str | Alias)], ...] = ()
    """Synonyms, abbreviations, former names and variants; also mentions and misspellings seen in notes."""
    more: Text | None = None
    """One or two more sentences, where the definition alone is not enough."""
    use_when: Text | None = None
    """When you would pick it (services, algorithms, techniques)."""
    not_when: Text | None = None
    """When you would not, and what you would take instead."""
    needs: tuple[Id, ...] = ()
    """What a learner should have read before: the learning path is made from it."""
    confused_with: tuple[Confusion, ...] = ()
    also_true: tuple[Id, ...] = ()
    """Terms for which this definition would be right as well: never offered as wrong answers."""
    formula: Text | None = None
    """LaTeX, rendered to MathML when the site is built."""
    formula_of: Line = ""
    """What the formula gives, where that is not the term itself, such as `updates per epoch`. Cards then ask for it."""
    where: Text | None = None
    """What the symbols of the formula mean, with the symbols in Unicode, such as `η: learning rate`."""
    example: Example | None = None
    training: Training | None = None
    status: Status | None = None
    """Products must have one."""
    see: tuple[Related, ...] = ()
    cards: bool = True
    """`false` for a term that no card asks, such as a loose synonym. Its page is made all the same."""
    page: Web | None = None
    """The official page."""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Kind:
    """What sort of thing a term is: a label, a place for its page, what its entry must have."""

    id: Id
    name: Text
    """Singular, as shown on a page."""
    plural: Text
    folder: Literal["services", "concepts"]
    """Where its pages stand."""
    icon: Line = ""
    """Name of an icon in the theme."""
    status: bool = False
    """Whether every term of this kind must have a life-cycle status."""
    advice: bool = False
    """Whether every term of this kind must say when to use it and when not."""
    formula: bool = False
    """Whether every term of this kind must have a formula or a reason in `more`."""


@dataclass(frozen=True, slots=True, config=RECORD_CONFIG)
class Family:
    """One file of the glossary: terms that are learned together."""

    id: Id
    """The file's name without `.yml`."""
    name: Text
    about: Text
    """One sentence on what holds the family together."""


class Glossary(Struct, frozen=True):
    """The whole field, checked: ids unique, references alive, spellings unambiguous or told apart by senses."""

    field: str
    """What the guide is about, such as `keeping bees`."""
    kinds: tuple[Kind, ...]
    families: tuple[Family, ...]
    terms: tuple[Term, ...]
    """In the order of the files and their entries."""
    family_of: tuple[tuple[TermId, str], ...]
    places: tuple[tuple[TermId, str, int], ...]
    """File (relative to the project) and 1-based line at which each term is written."""


def definition(term: Term) -> str:
    """Returns the term's definition as written: a verb phrase, a noun phrase, or a sentence quoted from the notes."""
    return term.does or term.is_ or (term.quote.text if term.quote else None) or ""


def definition_sentence(term: Term) -> str:
    """Returns the definition as a sentence of its own; a quoted one is returned letter for letter."""
    text = definition(term)
    if not text or not (term.does or term.is_):
        return text
    return f"{text[:1].upper()}{text[1:]}."


def names_of(term: Term) -> tuple[Alias, ...]:
    """Returns every spelling of the term, its name first, each with its way of matching filled in."""
    own = Alias(text=term.name, match=term.match, cues=term.cues, unless=term.unless)
    return tuple(_with_match(alias) for alias in (own, *term.aliases))


def spellings_of(term: Term) -> tuple[str, ...]:
    """Returns the text of every spelling of the term, its name first."""
    return (term.name, *(alias.text for alias in term.aliases))


def shown_names(term: Term) -> tuple[Alias, ...]:
    """Returns the names to show beside the term's own.

    Mentions, misspellings and short forms are left out; of names that differ by case alone the first is returned.
    """
    names = {alias.text.casefold(): alias for alias in reversed(term.aliases) if alias.kind in SHOWN_KINDS}
    names.pop(term.name.casefold(), None)
    return tuple(alias for alias in term.aliases if names.get(alias.text.casefold()) is alias)


def folded(text: str) -> str:
    """Folds case, hyphens and spaces, so that spellings that `any` treats as the same compare equal."""
    return re.sub(r"[\s\-_/]+", "", text).casefold()


def _with_match(alias: Alias) -> Alias:
    if alias.match is not None:
        return alias
    abbreviation = re.fullmatch(r"[A-Z][A-Z0-9&.+-]*s?", alias.text) is not None and len(alias.text) <= 6
    chosen = Match.EXACT if abbreviation else Match.ANY
    return Alias(alias.text, alias.kind, chosen, alias.cues, alias.unless, alias.ellipsis)
