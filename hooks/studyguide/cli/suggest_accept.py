"""The dialogue of `studyguide suggest --accept`: one key for each suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from studyguide.cli.project_edits import (
    FileEdit,
    apply_edits,
    new_glossary_faults,
    own_glossary,
    revert_edits,
    text_in,
    told,
    with_edits,
)
from studyguide.model.diagnostics import closest
from studyguide.model.glossary import AliasKind, Glossary, Term, folded, spellings_of
from studyguide.model.note import NotePath
from studyguide.model.pack import pack_of
from studyguide.model.suggestion_choices import SUGGESTION_CHOICES
from studyguide.parse.curated.strict_yaml import load
from studyguide.parse.curated.suggestion_choices import with_choice
from studyguide.parse.curated.yaml_edits import with_entry, with_item
from studyguide.sources import Sources
from studyguide.suggest.entries import NewEntry, abbreviation_aliases, alias_item, entry_rows, new_term_id
from studyguide.suggest.model import Proposal, Suggestion
from studyguide.suggest.yaml_output import alias_kind

KEYS = "a accept   e edit   k kind   l alias of   s skip   n never   u undo   q quit"
CANNOT_UNDO = "nothing to take back"


class NewTerms(Struct, frozen=True):
    """Says what new terms get unless the author says otherwise."""

    family: str
    """The file of `docs/glossary`, without .yml."""
    kind: str
    taken: frozenset[str]
    """The ids of all terms, those of packs included: a new term must not take the place of one."""


class AcceptState(Struct, frozen=True):
    """Holds what the dialogue has done so far."""

    sources: Sources
    """As they are after all edits."""
    done: tuple[tuple[FileEdit, ...], ...] = ()
    """The edits of each key, for undo."""
    position: int = 0
    kind: str = ""
    """The kind of the next terms."""
    message: str = ""


def accept_suggestions(
    root: Path,
    sources: Sources,
    suggestions: Sequence[Suggestion],
    seeds: Mapping[NotePath, NotePath],
    new_terms: NewTerms,
) -> AcceptState:
    """Asks about each suggestion until all are decided or the author quits. Each key writes at once, so that nothing is
    lost whenever the dialogue ends."""
    state = AcceptState(sources, kind=new_terms.kind)
    while state.position < len(suggestions):
        one = suggestions[state.position]
        click.echo(_shown_suggestion(one, state, len(suggestions), seeds))
        try:
            key = click.getchar()
        except (KeyboardInterrupt, EOFError):
            break
        except OSError as error:
            raise click.ClickException("--accept asks for keys and needs a terminal") from error
        if key in ("", "q", "\x03", "\x04", "\x1b"):
            break
        state = _after_key(key, root, one, state, seeds, new_terms)
        if state.message:
            click.echo(f"  {state.message}")
        state = replace(state, message="")
    accepted = sum(any(edit.path != SUGGESTION_CHOICES for edit in edits) for edits in state.done)
    left = len(suggestions) - state.position
    click.echo(f"\n{accepted} accepted, {left} left. The next `studyguide suggest --accept` goes on from here.")
    return state


def _shown_suggestion(one: Suggestion, state: AcceptState, total: int, seeds: Mapping[NotePath, NotePath]) -> str:
    notes = len({note for note, _ in one.places})
    seen = f"{len(one.places)} lines in {notes} note{'s' * (notes > 1)}" if len(one.places) > 1 else "1 line"
    rows = ["", click.style(f"[{state.position + 1} of {total}] {one.name}", bold=True) + f"   {seen}"]
    if one.proposal is not Proposal.TERM:
        rows.append(f"    {one.proposal} of `{one.of}`: {one.why}")
    else:
        also = [*one.abbreviations, *(text for text, _ in one.spellings)]
        rows += [f"    also: {', '.join(also)}"] if also else []
        rows.append(f"    kind: {state.kind}")
    if line := one.definition:
        quotable = "" if line.note in seeds else " (outside of seeds/, cannot be quoted)"
        rows += [f"    {line.note}:{line.line}{quotable}", f"      “{line.text}”"]
    elif one.proposal is Proposal.TERM:
        note, number = one.places[0]
        rows.append(f"    {note}:{number}: no line defines it; accepting asks what it is")
    return "\n".join([*rows, f"    {click.style(KEYS, dim=True)}"])


def _after_key(
    key: str, root: Path, one: Suggestion, state: AcceptState, seeds: Mapping[NotePath, NotePath], new_terms: NewTerms
) -> AcceptState:
    match key.lower():
        case "a" | "\r" | "\n" if one.proposal is not Proposal.TERM:
            return _with_alias(root, state, str(one.of), one.name, alias_kind(one))
        case "a" | "\r" | "\n":
            return _accepted_term(root, one, state, seeds, new_terms, asks=one.definition is None)
        case "e":
            return _accepted_term(root, one, state, seeds, new_terms, asks=True)
        case "k":
            kinds = _kinds(state.sources)
            after = kinds[(kinds.index(state.kind) + 1) % len(kinds)] if state.kind in kinds else state.kind
            return replace(state, kind=after)
        case "l":
            return _as_alias(root, one, state)
        case "s":
            return _chosen(root, state, "skipped", one.name)
        case "n":
            return _chosen(root, state, "never", one.name)
        case "u":
            return _undone(root, state)
    return replace(state, message=f"the keys are: {KEYS}")


def _accepted_term(
    root: Path,
    one: Suggestion,
    state: AcceptState,
    seeds: Mapping[NotePath, NotePath],
    new_terms: NewTerms,
    *,
    asks: bool,
) -> AcceptState:
    line = one.definition
    quote = (seeds[line.note], line.line, line.text) if line and line.note in seeds else None
    glossary = own_glossary(state.sources)[0]
    name, kind, meaning = one.name, state.kind, ""
    if asks or quote is None:
        try:
            name = click.prompt("    name", default=name)
            kind = click.prompt("    kind", default=kind) if len(_kinds(state.sources)) > 1 else kind
            own = "the quoted line" if quote else ""
            meaning = click.prompt("    what it is", default=own, show_default=bool(own))
        except (click.Abort, EOFError):
            return replace(state, message="nothing was written")
        quote, meaning = (quote, "") if quote and meaning == own else (None, meaning)
        if not quote and not meaning.strip():
            return replace(state, message="a term needs a definition: nothing was written")
    taken = new_terms.taken | {term.id for term in glossary.terms}
    shorts = abbreviation_aliases(one.abbreviations)
    rows = entry_rows(NewEntry(new_term_id(name, taken), name, kind, quote, meaning, shorts))
    path = f"docs/glossary/{new_terms.family}.yml"
    before = text_in(root, path)
    return _written_term(root, state, path, before, lambda: with_entry(before or "", rows))


def _as_alias(root: Path, one: Suggestion, state: AcceptState) -> AcceptState:
    glossary = own_glossary(state.sources)[0]
    try:
        wanted = click.prompt("    alias of (name or id, empty to go back)", default="", show_default=False)
    except (click.Abort, EOFError):
        return state
    if not wanted.strip():
        return state
    term = term_named(glossary, wanted)
    if term is None:
        known = {text: term for term in glossary.terms for text in spellings_of(term)}
        return replace(state, message=f"no term `{wanted}` {closest(wanted, known)}".rstrip())
    return _with_alias(root, state, term.id, one.name, alias_kind(one))


def _with_alias(root: Path, state: AcceptState, term: str, text: str, kind: AliasKind) -> AcceptState:
    edit = alias_edit(root, own_glossary(state.sources)[0], term, alias_item(text, kind))
    if isinstance(edit, str):
        return replace(state, message=edit)
    return _written_term(root, state, edit.path, edit.before, lambda: edit.after)


def alias_edit(root: Path, glossary: Glossary, term: str, item: str) -> FileEdit | str:
    """Returns the edit that adds an alias to a term, or what is wrong."""
    file = next((file for id_, file, _ in glossary.places if id_ == term), "")
    text = text_in(root, file) if file else None
    if text is None or pack_of(file):
        return pack_term_fault(term)
    index = entry_index(text, term)
    try:
        return FileEdit(file, text, with_item(text, (index,), "aliases", item))
    except ValueError as error:
        return f"{file}: {error}"


def pack_term_fault(term: str) -> str:
    """Says why a term of a pack cannot be edited."""
    return f"`{term}` is a term of a pack, whose files stay as they are: copy its entry into docs/glossary first"


def term_named(glossary: Glossary, wanted: str) -> Term | None:
    """Returns the term with an id or a name, whatever its case."""
    by_id = {str(term.id): term for term in glossary.terms}
    by_name = {folded(text): term for term in reversed(glossary.terms) for text in spellings_of(term)}
    return by_id.get(wanted.strip()) or by_name.get(folded(wanted))


def entry_index(text: str, term: str) -> int:
    document, _ = load("", text)
    return next(i for i, entry in enumerate(document.value) if isinstance(entry, dict) and entry.get("id") == term)


def _chosen(root: Path, state: AcceptState, key: str, name: str) -> AcceptState:
    before = text_in(root, SUGGESTION_CHOICES)
    return _written_term(root, state, SUGGESTION_CHOICES, before, lambda: with_choice(before or "", key, name))


def _written_term(
    root: Path, state: AcceptState, path: str, before: str | None, make: Callable[[], str]
) -> AcceptState:
    """Writes a file, unless the glossary would have an error that it does not have now, and goes on to the next."""
    try:
        after = make()
    except ValueError as error:
        return replace(state, message=f"{path}: {error}")
    edits = (FileEdit(path, before, after),)
    if faults := new_glossary_faults(state.sources, edits):
        return replace(state, message=f"nothing was written:\n{told(faults)}")
    apply_edits(root, edits)
    sources = replace(state.sources, families=with_edits(state.sources.families, edits, "docs/glossary"))
    return replace(state, sources=sources, done=(*state.done, edits), position=state.position + 1)


def _undone(root: Path, state: AcceptState) -> AcceptState:
    if not state.done:
        return replace(state, message=CANNOT_UNDO)
    edits = state.done[-1]
    revert_edits(root, edits)
    back = tuple(FileEdit(edit.path, edit.after, edit.before or "") for edit in edits)
    sources = replace(state.sources, families=with_edits(state.sources.families, back, "docs/glossary"))
    return replace(state, sources=sources, done=state.done[:-1], position=max(0, state.position - 1), message="undone")


def _kinds(sources: Sources) -> list[str]:
    return [kind.id for kind in own_glossary(sources)[0].kinds]


def undecided(suggestions: Iterable[Suggestion], never: Iterable[str], skipped: Iterable[str]) -> Iterator[Suggestion]:
    """Yields the suggestions about which nothing was decided, new terms first; those of the glossary itself are left
    out."""
    out = {*map(folded, never), *map(folded, skipped)}
    left = [one for one in suggestions if folded(one.name) not in out and one.proposal is not Proposal.DUPLICATE]
    yield from (one for one in left if one.proposal is Proposal.TERM)
    yield from (one for one in left if one.proposal is not Proposal.TERM)
