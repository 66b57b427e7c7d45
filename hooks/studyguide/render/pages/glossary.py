"""Pages that list terms: A to Z, by family, by kind, and the two doors Services and Concepts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from studyguide.model.glossary import AliasKind, Family, Term, definition_sentence, shown_names
from studyguide.model.note import Page, PagePath
from studyguide.model.texts import text_of
from studyguide.render.asset_names import FILTER_SCRIPT
from studyguide.render.html.status import STATUS_MARKS
from studyguide.render.site_context import SiteContext, folder_of, to_page, to_term
from studyguide.render.templates import render_template
from studyguide.render.urls import GLOSSARY, asset_reference, term_anchor

FOLDERS = ("services", "concepts")
"""Where the pages of terms stand. A field whose kinds use only one of them has no page for the other."""
MAX_OPEN_ENTRIES = 200
"""Entries of a page up to which all of its groups are open at first."""


class ListedTerm(Struct, frozen=True):
    """A term in a list."""

    name: str
    href: str
    """'' for a term without a page: what is said here is all there is."""
    says: str
    state: str = ""
    """'' for what is active or has no status."""
    mark: str = ""
    anchor: str = ""
    """Its fragment in the glossary; '' for a term with a page."""


class EntryGroup(Struct, frozen=True):
    title: str
    slug: str
    about: str
    href: str
    entries: tuple[ListedTerm, ...]


def list_pages(ctx: SiteContext) -> Iterator[Page]:
    """Yield the A-Z glossary, Services, Concepts, and a page per family and per kind that has terms."""
    terms = ctx.corpus.glossary.terms
    yield _glossary(ctx)
    for folder, title in folders(ctx):
        path = PagePath(f"{folder}/index.md")
        inside = [t for t in terms if folder_of(ctx, t) == folder]
        groups = [
            _entry_group(ctx, path, family.name, family.id, family.about, family_path(family), members)
            for family in ctx.families.values()
            if (members := [t for t in inside if ctx.family_of[t.id] == family.id])
        ]
        yield _list_page(
            ctx,
            path,
            title,
            text_of(
                ctx.texts,
                f"{folder}.about" if inside else f"{folder}.about_none",
                count=len(inside),
                field=ctx.corpus.glossary.field,
            ),
            groups,
        )
    for family in ctx.families.values():
        path = family_path(family)
        inside = [t for t in terms if ctx.family_of.get(t.id) == family.id]
        groups = [
            _entry_group(ctx, path, kind.plural, kind.id, "", None, members)
            for kind in ctx.kinds.values()
            if (members := [t for t in inside if t.kind == kind.id])
        ]
        yield _list_page(ctx, path, family.name, family.about, groups)
    for kind in ctx.kinds.values():
        path = PagePath(f"kinds/{kind.id}.md")
        members = [t for t in terms if t.kind == kind.id]
        group = _entry_group(
            ctx, path, text_of(ctx.texts, "glossary.all_of_kind", kind=kind.plural.lower()), "all", "", None, members
        )
        about = text_of(
            ctx.texts,
            "glossary.kind_about" if members else "glossary.kind_about_none",
            count=len(members),
            kind=(kind.name if len(members) == 1 else kind.plural).lower(),
        )
        yield _list_page(ctx, path, kind.plural, about, [group] if members else [], PagePath(f"{kind.folder}/index.md"))


def folders(ctx: SiteContext) -> tuple[tuple[str, str], ...]:
    """Return folder and title of the lists this field has, by its kinds."""
    used = {kind.folder for kind in ctx.kinds.values()}
    return tuple((folder, text_of(ctx.texts, f"{folder}.title")) for folder in FOLDERS if folder in used)


def _list_page(
    ctx: SiteContext, path: PagePath, title: str, about: str, groups: list[EntryGroup], parent: PagePath | None = None
) -> Page:
    script = asset_reference(path, FILTER_SCRIPT, ctx.site.addressing)
    markdown = render_template(
        ctx.templates,
        "list",
        title=title,
        about=about,
        groups=groups,
        folded=_is_long(groups),
        filter_script=script,
    )
    return Page(path, title, markdown, about, parent=parent)


def family_path(family: Family) -> PagePath:
    return PagePath(f"families/{family.id}.md")


def _entry_group(
    ctx: SiteContext,
    source: PagePath,
    title: str,
    slug: str,
    about: str,
    target: PagePath | None,
    terms: Iterable[Term],
) -> EntryGroup:
    ordered = sorted(terms, key=lambda t: t.name.casefold())
    return EntryGroup(
        title,
        slug,
        about,
        to_page(ctx, source, target) if target else "",
        tuple(entry(ctx, source, t) for t in ordered),
    )


def entry(ctx: SiteContext, source: PagePath, term: Term) -> ListedTerm:
    """Return a term as a list on `source` shows it."""
    state = term.status.state if term.status and term.status.state != "active" else ""
    href = "" if term.id in ctx.without_page else to_term(ctx, source, term.id)
    return ListedTerm(term.name, href, definition_sentence(term), state, STATUS_MARKS.get(state, ""))


def _glossary(ctx: SiteContext) -> Page:
    """Every name and every other spelling that is worth looking up, in alphabetical order."""
    letters: dict[str, list[ListedTerm]] = {}
    for term in ctx.corpus.glossary.terms:
        full = replace(entry(ctx, GLOSSARY, term), anchor=term_anchor(term.id) if term.id in ctx.without_page else "")
        letters.setdefault(letter_of(term.name), []).append(full)
        for alias in shown_names(term):
            if alias.kind in {AliasKind.ABBREVIATION, AliasKind.FORMER}:
                letters.setdefault(letter_of(alias.text), []).append(
                    ListedTerm(
                        alias.text, to_term(ctx, GLOSSARY, term.id), text_of(ctx.texts, "glossary.see", name=term.name)
                    )
                )
    groups = [
        EntryGroup(
            letter,
            letter.lower() if letter.isalpha() else "0-9",
            "",
            "",
            tuple(sorted(entries, key=lambda e: e.name.casefold())),
        )
        for letter, entries in sorted(letters.items())
    ]
    count = len(ctx.corpus.glossary.terms)
    about = text_of(ctx.texts, "glossary.about" if count > 1 else "glossary.about_few", count=count)
    script = asset_reference(GLOSSARY, FILTER_SCRIPT, ctx.site.addressing)
    markdown = render_template(
        ctx.templates, "glossary", about=about, groups=groups, folded=_is_long(groups), filter_script=script
    )
    return Page(GLOSSARY, text_of(ctx.texts, "glossary.title"), markdown, about)


def _is_long(groups: list[EntryGroup]) -> bool:
    """Returns whether a page has so many entries that its groups are closed at first."""
    return len(groups) > 1 and sum(len(group.entries) for group in groups) > MAX_OPEN_ENTRIES


def letter_of(name: str) -> str:
    """Returns the letter that a name is listed under, without its accent; "0-9" for anything but a letter."""
    first = unicodedata.normalize("NFKD", name[:1]).upper()[:1]
    return first if first.isalpha() else "0-9"
