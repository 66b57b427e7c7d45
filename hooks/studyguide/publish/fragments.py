"""What a hand-written page may ask for with a comment: `<!-- guide: doors -->` into the guide, or honest numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from studyguide.publish.edition import Edition, to_page
from studyguide.publish.list_pages import GLOSSARY
from studyguide.publish.markup import assembled
from studyguide.publish.note_pages import NOTES
from studyguide.publish.path_pages import PATHS
from studyguide.publish.render import ENVIRONMENT
from studyguide.publish.review_page import REVIEW
from studyguide.publish.trust_pages import COVERAGE, FRESHNESS
from studyguide.records import PagePath
from studyguide.weave.freshness import changes
from studyguide.weave.gaps import unmentioned
from studyguide.weave.tally import tally

MARKER = re.compile(r"^<!-- guide: ([a-z-]+) -->$", re.MULTILINE)


def with_fragments(book: Edition, page: PagePath, markdown: str) -> tuple[str, tuple[str, ...]]:
    """Return a hand-written page with its fragments filled in, and the names nobody knows."""
    unknown = tuple(name for name in MARKER.findall(markdown) if name not in FRAGMENTS)

    def filled(match: re.Match[str]) -> str:
        return FRAGMENTS[match[1]](book, page) if match[1] in FRAGMENTS else match[0]

    return MARKER.sub(filled, markdown), unknown


def doors(book: Edition, page: PagePath) -> str:
    """Three doors: look something up, learn in order, test yourself; with numbers that were counted."""
    woven, studied = book.woven, book.studied
    return _rendered(
        "doors",
        terms=len(woven.terms),
        notes=len(woven.notes),
        lines=sum(account.lines for account in woven.accounting.values()),
        changed=len(changes(woven)),
        named=len(woven.terms) - len(unmentioned(woven)),
        steps=len(studied.paths[0].steps) if studied.paths else 0,
        questions=len(studied.cards),
        glossary=to_page(book, page, GLOSSARY),
        path=to_page(book, page, PATHS),
        review=to_page(book, page, REVIEW),
        notes_href=to_page(book, page, NOTES),
        freshness=to_page(book, page, FRESHNESS),
        coverage=to_page(book, page, COVERAGE),
    )


def counts(book: Edition, page: PagePath) -> str:
    """Terms per family, per status and per confidence."""
    counted = tally(book.woven.glossary)
    families = [
        (book.families[name].name, to_page(book, page, PagePath(f"families/{name}.md")), number)
        for name, number in counted.families
    ]
    return _rendered("counts", tally=counted, families=families)


def _rendered(template: str, **context: object) -> str:
    return assembled(ENVIRONMENT.get_template(f"{template}.jinja").generate(context)).strip()


FRAGMENTS: Mapping[str, Callable[[Edition, PagePath], str]] = {"doors": doors, "counts": counts}
