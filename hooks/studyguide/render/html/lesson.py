"""Lessons as markup: paragraphs with linked terms, numbered sources, formulas, highlighted code and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape

from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct, field
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from studyguide.analysis.reading_time import lesson_minutes
from studyguide.model.figure import Figure
from studyguide.model.lesson import OWN, Lesson
from studyguide.model.note import Mention, PagePath
from studyguide.model.texts import Texts, html_of, text_of
from studyguide.model.work import Work
from studyguide.parse.curated.lesson_markdown import lesson_tokens, width
from studyguide.parse.curated.lessons import FIGURE_REFERENCE
from studyguide.render.html.figures import figure_html
from studyguide.render.html.line_formulas import line_formula, with_unbroken_formulas
from studyguide.render.html.markup import Link, line_html
from studyguide.render.site_context import SiteContext, links
from studyguide.text.mathml import mathml
from studyguide.text.slug import slug

PARAGRAPH_END = "</p>"
SIMPLE_TAGS = frozenset(
    {"p", "ul", "ol", "li", "em", "strong", "blockquote", "table", "thead", "tbody", "tr", "br", "hr"}
)


class LessonPart(Struct, frozen=True):
    """One section of a lesson, ready for a page."""

    id: str
    """Anchor of its heading."""
    heading: str
    html: Markup


class LessonSource(Struct, frozen=True):
    """One work of the list below a lesson."""

    id: str
    title: str
    url: str
    as_of: str


class LessonView(Struct, frozen=True):
    """A lesson, ready for the page of its term."""

    minutes: int
    outcome: str
    """What a reader can do afterwards, as the end of a sentence."""
    checked: str
    parts: tuple[LessonPart, ...]
    sources: tuple[LessonSource, ...]
    """In the order in which the text refers to them."""


class _Renderer(Struct, frozen=True):
    """Collects the numbers of sources while the sections are rendered."""

    texts: Texts
    figures: Mapping[str, Figure]
    links_by_line: Mapping[int, Sequence[Link]]
    shown: Collection[str]
    """Ids of the figures that are not shown where the text places them, since they are above."""
    numbers: dict[str, int] = field(default_factory=dict)


def lesson_view(ctx: SiteContext, source: PagePath, lesson: Lesson, lead: Figure | None = None) -> LessonView:
    """Return a lesson as the page `source` shows it.

    Its first figure, or else `lead`, comes right after the first paragraph: on a phone, too, a learner sees definition,
    problem and picture without scrolling far.
    """
    mentions: dict[int, list[Mention]] = {}
    for mention in ctx.corpus.lesson_mentions.get(lesson.term, ()):
        mentions.setdefault(mention.line, []).append(mention)
    by_line = {line: links(ctx, source, tuple(found)) for line, found in mentions.items()}
    first = ctx.corpus.figures[lesson.figures[0]] if lesson.figures else lead
    renderer = _Renderer(ctx.texts, ctx.corpus.figures, by_line, lesson.figures[:1])
    parts: list[LessonPart] = []
    line = 0
    for section in lesson.sections:
        tokens = lesson_tokens(section.markdown)
        html = "".join(_lesson_blocks(renderer, tokens, line))
        if first is not None and not parts:
            html = html.replace(PARAGRAPH_END, f"{PARAGRAPH_END}{figure_html(first)}", 1)
        parts.append(
            LessonPart(lesson_anchor(section.heading), lesson_heading(ctx.texts, section.heading), Markup(html))
        )
        line += sum(token.type == "inline" for token in tokens)
    works = {
        OWN: Work(text_of(ctx.texts, "lesson.own_work")),
        **{str(key): work for key, work in lesson.sources.items()},
    }
    return LessonView(
        minutes=lesson_minutes(lesson),
        outcome=f"{lesson.outcome[:1].lower()}{lesson.outcome[1:]}",
        checked=lesson.checked,
        parts=tuple(parts),
        sources=tuple(
            LessonSource(_source_id(number), works[key].title, works[key].url or "", works[key].as_of or "")
            for key, number in renderer.numbers.items()
        ),
    )


def lesson_anchor(heading: str) -> str:
    """Return the id of a section's heading on the term's page."""
    return f"lesson-{slug(heading)}"


def lesson_heading(texts: Texts, heading: str) -> str:
    """Return how the site calls a section; lesson files have the English headings in any language."""
    return text_of(texts, f"lesson.{heading.lower().replace(' ', '_')}")


def source_mark(texts: Texts, id_: str, number: int) -> Markup:
    """Return a small number that leads to an entry of a page's list of sources."""
    label = html_of(texts, "lesson.source", number=number)
    return Markup(f'<sup class="sg-source"><a href="#{id_}" aria-label="{label}">{number}</a></sup>')


def _source_id(number: int) -> str:
    return f"source-{number}"


def _lesson_blocks(renderer: _Renderer, tokens: Iterable[Token], line: int) -> Iterator[str]:
    """Yield the markup of a section's tokens; `line` is the number of the last piece of text before it."""
    rows = list(tokens)
    for at, token in enumerate(rows):
        if token.type == "inline":
            line += 1
            yield with_unbroken_formulas("".join(_lesson_inline(renderer, token, renderer.links_by_line.get(line, ()))))
        elif token.type in {"paragraph_open", "paragraph_close"}:
            inline = rows[at + 1] if token.nesting == 1 else rows[at - 1]
            if not token.hidden and not FIGURE_REFERENCE.fullmatch(inline.content.strip()):
                yield f"<{'/' * (token.nesting < 0)}p>"
        elif token.type in {"fence", "code_block"}:
            yield code_html(token.content, token.info)
        elif token.type == "formula_block":
            formula, label = mathml(token.content), html_of(renderer.texts, "lesson.formula")
            yield f'<div class="sg-formula" tabindex="0" role="group" aria-label="{label}">{formula}</div>'
        elif token.type == "table_open":
            label = html_of(renderer.texts, "lesson.table")
            yield f'<div class="sg-scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        elif token.type == "table_close":
            yield "</table></div>"
        elif token.tag in {"th", "td"}:
            scope = ' scope="col"' if token.tag == "th" and token.nesting == 1 else ""
            yield f"<{'/' * (token.nesting < 0)}{token.tag}{scope}>"
        else:
            yield _lesson_tag(token)


def _lesson_inline(renderer: _Renderer, inline: Token, line_links: Sequence[Link]) -> Iterator[str]:
    at = 0
    for child in inline.children or ():
        end = at + width(child)
        if child.type == "text":
            inside = [
                link._replace(start=link.start - at, end=link.end - at)
                for link in line_links
                if at <= link.start and link.end <= end
            ]
            yield line_html(child.content, inside)
        elif child.type == "source_mark":
            number = renderer.numbers.setdefault(child.content, len(renderer.numbers) + 1)
            yield source_mark(renderer.texts, _source_id(number), number)
        elif child.type == "formula":
            yield line_formula(mathml(child.content, "inline"), child.content, renderer.texts)
        elif child.type == "code_inline":
            yield f"<code>{escape(child.content)}</code>"
        elif child.type == "softbreak":
            yield " "
        elif child.type == "image":
            shown = FIGURE_REFERENCE.fullmatch(f"![]({child.attrGet('src')})")
            if shown is not None and shown[1] not in renderer.shown:
                yield figure_html(renderer.figures[shown[1]])
        else:
            yield _lesson_tag(child)
        at = end


def _lesson_tag(token: Token) -> str:
    """Return an element that has no attributes; nothing for one that lessons have no use for."""
    if token.tag not in SIMPLE_TAGS:
        return ""
    if token.tag in {"br", "hr"}:
        return f"<{token.tag}>"
    if token.nesting < 0:
        return f"</{token.tag}>"
    start = token.attrGet("start") if token.tag == "ol" else None
    return f'<{token.tag} start="{start}">' if start else f"<{token.tag}>"


def code_html(text: str, language: str = "") -> str:
    """Return code on one line of source, with the classes of Pygments where the language is known."""
    try:
        lexer = get_lexer_by_name(language.strip() or "text")
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    html = highlight(text.rstrip("\n"), lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    lines = html.replace("\n", "&#10;").replace("\t", "&#9;")
    return f'<div class="highlight"><pre tabindex="0"><code>{lines}</code></pre></div>'
