"""Words of a note as inline markup: what their author wrote as markup, links on terms, labels for what is masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from markdown_it.token import Token

from studyguide.model.note import REDACTED_KINDS
from studyguide.render.html.inline.author_markup import embed_html, link_tags, picture_html, target_tags, target_words
from studyguide.render.html.inline.marked_text import (
    CLOSING_LINK,
    MARK,
    MarkedText,
    address_without_marks,
    marked_text,
    pieces_between_marks,
    term_link_opening,
    without_links,
    without_marks,
)
from studyguide.render.html.inline.open_elements import OpenElement, closing_tags, has_link
from studyguide.render.html.inline.parsers import PARSERS
from studyguide.render.html.inline.scope import JOINED, InlineScope, InlineSyntax, Row, RowStarts
from studyguide.render.html.line_formulas import with_unbroken_formulas
from studyguide.render.html.markup import reading
from studyguide.render.html.note_formula import note_formula
from studyguide.render.html.raw_html import ELEMENTS, VOID, element_shown, safe_tag

PLAIN_WORDS = re.compile(r"[^\\`*_~\[\]<>&$#=+^:]*(?::(?!//)[^\\`*_~\[\]<>&$#=+^:]*)*")
"""Words without anything that begins a construct in any of the markup languages but Org."""
TEXT = frozenset({"text", "text_special"})
LINE_ENDS = frozenset({"softbreak", "hardbreak"})
LABEL_MARKUP = re.compile(r"[`*_~=$]")
LABEL_TOKENS = (
    TEXT
    | {"code_inline", "formula"}
    | {f"{name}_{end}" for name in ("em", "strong", "s", "mark") for end in ("open", "close")}
)
"""What may be inside a link."""
HTML_ELEMENTS = frozenset(ELEMENTS)
"""What is left out with its attributes if it may not be shown; what looks like a tag and is none, such as
`List<Word>`, is text."""


def inline_html(rows: Sequence[Row], scope: InlineScope, starts: RowStarts = JOINED) -> str:
    """Return a paragraph's words as inline markup, not yet sanitized."""
    parts: list[str] = []
    for index, row in enumerate(rows):
        words = _unparsed(row, scope)
        if words is None:
            return parsed_html(rows, scope, starts)
        if index:
            above, _, end, _, _ = rows[index - 1]
            separator = "<br>" if above[:end].endswith("  ") else starts.separator(index)
            parts += (separator, _anchors(starts, index, index + 1))
        parts.append(words)
    return "".join(parts)


def parsed_html(rows: Iterable[Row], scope: InlineScope, starts: RowStarts = JOINED) -> str:
    """Return what the parser of the scope's syntax makes of the words."""
    words = marked_text(rows, scope.texts)
    text = words.text if starts.lines else words.text.strip()  # With anchors, each row has to keep its number.
    return _words_html(text, words, scope, starts)


def cell_html(row: Row, scope: InlineScope) -> str:
    """Return the words of a table's cell; an escaped pipe is a pipe, also in code."""
    words = marked_text([row], scope.texts)
    return _words_html(words.text.replace("\\|", "|").strip(), words, scope, JOINED)


def is_plain(words: str, syntax: InlineSyntax) -> bool:
    """Return whether words have no sign that begins markup; `/` does so only in Org."""
    return bool(PLAIN_WORDS.fullmatch(words)) and (syntax is not InlineSyntax.ORG or "/" not in words)


def _words_html(text: str, words: MarkedText, scope: InlineScope, starts: RowStarts) -> str:
    env = {"footnotes": scope.footnotes, "references": scope.references}
    tokens = PARSERS[scope.syntax].parseInline(text, env)[0].children or []
    html = "".join(_tokens_html(tokens, words.marks, scope, starts)).replace("\n", " ").strip()
    return with_unbroken_formulas(html)


def _unparsed(row: Row, scope: InlineScope) -> str | None:
    """Return what parsing gives for a line in which nothing is to be parsed: most lines of notes, in a tenth of the
    time. None for any other."""
    text, start, end, links, zones = row
    words = text[start:end]
    if not words.isprintable() or not is_plain(words, scope.syntax):
        return None
    if zones and any(zone.kind in REDACTED_KINDS for zone in zones):
        return None
    if not words.isascii() and MARK.search(words):
        return None
    if not links:
        return words.strip()
    parts: list[str] = []
    at = start
    for link in sorted(links):
        if at <= link.start < link.end <= end:
            surface = text[link.start : link.end]
            parts += (text[at : link.start], term_link_opening(link), surface, CLOSING_LINK, reading(scope.texts, link))
            at = link.end
    return "".join((*parts, text[at:end])).strip()


def _tokens_html(
    tokens: Sequence[Token], marks: tuple[str, ...], scope: InlineScope, starts: RowStarts
) -> Iterator[str]:
    """Yield the markup of tokens, with the markup of each mark in its place; whatever opens is closed again.

    In code and formulas a link on a term is left out, as it is inside a link of the author's. What Markdown took for
    an address or for emphasis can begin or end inside a link on a term: then that ends there.
    """
    opened: list[OpenElement] = []
    is_in_term, row = False, 1
    for token in _without_empty_links(tokens):
        if is_in_term and token.type not in TEXT and token.type not in LINE_ENDS:
            yield CLOSING_LINK
            is_in_term = False
        if token.type in TEXT:
            for html, is_tag in pieces_between_marks(token.content, marks):
                if is_tag:
                    opens = html != CLOSING_LINK
                    if opens == is_in_term or (opens and has_link(opened)):
                        continue
                    is_in_term = opens
                yield html
        elif token.type in LINE_ENDS:
            at = token.meta["row"]
            yield "<br>" if token.type == "hardbreak" else starts.separator(at)
            yield _anchors(starts, row, at + 1)
            row = at + 1
        elif token.type == "link_open":
            opening, closing = link_tags(str(token.attrGet("href") or ""), scope)
            opened.append(OpenElement("link", closing))
            yield opening
        elif token.type == "html_inline":
            yield from _author_tag(without_marks(token.content), scope, opened)
        elif token.nesting > 0:
            opened.append(OpenElement(token.tag, f"</{token.tag}>"))
            yield f"<{token.tag}>"
        elif token.nesting < 0:
            yield from closing_tags(opened, "link" if token.type == "link_close" else token.tag)
        else:
            yield _token_html(token, marks, scope)
    if is_in_term:
        yield CLOSING_LINK
    if scope.syntax is not InlineSyntax.HTML:  # A block of HTML may go on in the next block.
        yield from (element.closing for element in reversed(opened))
    yield _anchors(starts, row, len(starts.lines))


def _without_empty_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yields the tokens without links such as `[](#hive)`, which show nothing that could be clicked."""
    last = len(tokens) - 1
    for at, token in enumerate(tokens):
        opens_nothing = token.type == "link_open" and at < last and tokens[at + 1].type == "link_close"
        closes_nothing = token.type == "link_close" and at > 0 and tokens[at - 1].type == "link_open"
        if not (opens_nothing or closes_nothing):
            yield token


def _anchors(starts: RowStarts, first: int, end: int) -> str:
    return "".join(f'<span id="L{line}"></span>' for line in starts.lines[first:end])


def _token_html(token: Token, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return the markup of a token that holds no other."""
    match token.type:
        case "image":
            return picture_html(address_without_marks(token.attrGet("src")), without_marks(token.content), scope)
        case "code_inline":
            return f"<code>{without_links(token.content, marks)}</code>"
        case "formula":
            return _formula_html(token, marks, scope)
        case "wikilink":
            return _wikilink_html(token, marks, scope)
        case "embed":
            return embed_html(without_marks(token.meta["target"]), without_marks(token.meta["label"]), scope)
        case "footnote":
            number = scope.footnotes[token.meta["label"]]
            return f'<sup class="sg-fn"><a href="#fn-{number}">{number}</a></sup>'
        case "tag":
            name = escape(without_marks(token.content), quote=False)
            href = scope.tag_href(name[1:])
            return f'<a class="sg-tag" href="{escape(href)}">{name}</a>' if href else name
        case _:
            return escape(without_marks(token.content), quote=False)


def _formula_html(token: Token, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return a formula as MathML, or its source as code if it cannot be read."""
    try:
        return str(note_formula(without_marks(token.content), "block" if token.meta["display"] else "inline", scope))
    except ValueError:
        return f'<code class="sg-tex">{without_links(token.meta["source"], marks)}</code>'


def _wikilink_html(token: Token, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return a link between double brackets; without a target its words, which may have links on terms."""
    address, label = without_marks(token.meta["target"]), token.meta["label"]
    target = scope.targets.get(address)
    if target is None:
        words = Token("text", "", 0, content=label or token.meta["target"])
        return "".join(_tokens_html([words], marks, scope, JOINED))
    shown = _label_html(label, marks, scope) if label else escape(target_words(address), quote=False)
    opening, closing = target_tags(target)
    return f"{opening}{shown}{closing}"


def _label_html(label: str, marks: tuple[str, ...], scope: InlineScope) -> str:
    """Return the words of a link between double brackets, with the emphasis, code and formulas in them."""
    plain = without_links(label, marks)
    if not LABEL_MARKUP.search(label) or MARK.search(label):
        return plain
    tokens = PARSERS[InlineSyntax.MARKDOWN].parseInline(label, {})[0].children or []
    if any(token.type not in LABEL_TOKENS for token in tokens):
        return plain
    return "".join(_tokens_html(tokens, marks, scope, JOINED))


def _author_tag(source: str, scope: InlineScope, opened: list[OpenElement]) -> Iterator[str]:
    """Yield a tag as it may be shown; links and pictures as if they were Markdown's."""
    name, attributes, shown = safe_tag(source)
    bare = name.removeprefix("/")
    if name == "img":
        yield picture_html(address_without_marks(attributes.get("src")), attributes.get("alt", ""), scope)
    elif name == "a":
        opening, closing = link_tags(attributes.get("href", ""), scope)
        opened.append(OpenElement("<a", closing))
        yield opening
    elif bare and bare not in HTML_ELEMENTS and not shown:
        yield escape(source, quote=False)
    elif name == "/a" or (name.startswith("/") and bare in scope.elements and scope.syntax is not InlineSyntax.HTML):
        yield from closing_tags(opened, f"<{bare}")
    elif bare in scope.elements:
        if bare not in VOID and not name.startswith("/"):
            opened.append(OpenElement(f"<{bare}", f"</{element_shown(bare)}>"))
        yield shown
