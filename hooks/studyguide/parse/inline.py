"""Finds parts of running text that are not words: code, formulas, addresses, paths, and the markers around words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from studyguide.model.note import ZoneKind
from studyguide.parse.privacy.email_addresses import AT_IN_ADDRESS, EMAIL
from studyguide.parse.privacy.rules import Interval
from studyguide.parse.privacy.secrets import add_disjoint
from studyguide.text.lazy_pattern import lazy_pattern
from studyguide.text.small_letters import small_letters
from studyguide.text.words import CJK

TLD = (
    "com|org|net|edu|gov|mil|int|io|ai|dev|app|info|biz|co|me|tv|ml|tech|cloud|blog|site|online|xyz|page|wiki|news|science"
    "|us|uk|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|cz|pt|ie|ru|ua|eu|ca|au|nz|jp|cn|kr|tw|hk|sg|in|br|mx|ar|za|il|tr|gg|ly|gl"
)
INLINE_URL = lazy_pattern(
    r"(?<![\w@])(?:[a-z][a-z0-9+.-]{1,20}://|mailto:|www\.)[^\s<>\"`{}|\\^\[\]]+"
    rf"|(?<![\w@/.-])(?:[a-z0-9][a-z0-9-]{{0,62}}+(?<!-)\.){{1,6}}(?:{TLD})(?::\d+)?/[^\s<>\"`{{}}|\\^\[\]]*"
)
"""In small letters, as is the next one."""
HOST = lazy_pattern(rf"(?<![\w@/.-])(?:[a-z0-9][a-z0-9-]{{1,61}}+\.){{1,6}}(?:{TLD})(?![\w/@-]|\.\w)")
PATH = lazy_pattern(
    r"(?<![\w/.-])(?:(?<!:)(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][\w.@%+-]+){2,}/?"
    r"|(?<!:)(?:~|\.{1,2}|[A-Za-z]:)[/\\][\w.@%+-]+/?"
    r"|(?<!@)(?:[\w+-]{1,60}+/){0,20}[\w+-]{1,80}+\."
    r"(?:py|ipynb|js|ts|css|html?|json|jsonl|ya?ml|toml|xml|csv|tsv|txt|md|rst|org|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg"
    r"|sh|bat|java|cpp|cc|hpp?|go|rs|rb|php|sql|log|cfg|ini|conf|zip|tar|gz|tgz|whl|jar|parquet|pkl|h5|onnx|pt|pth|exe|dll|so)"
    r"(?![\w/-]|\.\w)"
    r"|(?=[^\W_]*+_)(?=\w*[^\W_])\w*[^\W_]_+[^\W_]\w*(?:\(\))?(?![\w/-]))",
)
INLINE_TAG = lazy_pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*|/)?>|<![A-Za-z\[][^<>]*>|<\?[^<>]*\?>")
AUTOLINK = lazy_pattern(r"<(?=[a-z][a-z0-9+.-]{1,20}:|www\.)[^\s<>]+>", re.IGNORECASE)
DESTINATION = lazy_pattern(
    r"\(\s*+<?([^\s()<>]*+(?>(?:\([^\s()<>]*+\)[^\s()<>]*+)*))>?(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
ATTRIBUTES = lazy_pattern(r"\{:[^{}\n]{1,200}\}")
"""Attributes of a link, as Kramdown and Jekyll write them directly behind it: `{:rel="nofollow"}`."""
WIKILINK_ZONE = lazy_pattern(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]*))?\]\]")
ORGLINK = lazy_pattern(r"\[\[([^\[\]\n]+)\]\[([^\[\]\n]+)\]\]")
NOTE_MARK = lazy_pattern(r"\[\^[\w-]{1,40}\]:?|\[![A-Za-z-]{1,20}\][+-]?")
"""A footnote, or the kind of a callout in a quote."""
ROLE_MARKUP = lazy_pattern(r"(:[a-zA-Z][\w:+.-]{0,40}:`)[^`<\n]++(?:\n\s*+)?(<[^`<>\n]*+>)?(`)")
RST_LINK = lazy_pattern(r"(`)[^`<\n]++(?:\n\s*+)?(<[^`<>\n]++>)(`__?)")
INLINE_MATH = lazy_pattern(
    r"\$\$(?=[^$\s])[^$]++\$\$"
    rf"|(?<![^\W{CJK}])(?<![$\\])\$(?=[^\s$])(?:[A-Za-z]|(?=[^$\n\\^_={{}}]*+[\\^_={{}}])[^$\n]++)(?<=[^\s\\])\$"
    rf"(?![^\W{CJK}]|\$)"
    r"|\\\((?>(?:[^\n\\]|\\(?![()]))*)\\\)"
)
EMPHASIS_DELIMITER = lazy_pattern(
    r"[*_~=](?:(?<=\*)\*{0,2}|(?<=_)(?:(?<!\w_)_{0,2}(?=\S)|(?<=\S_)_{0,2}(?!\w))|(?<=~)~|(?<==)=(?!=))"
)
"""It begins with the characters themselves, so that a search skips all others quickly."""
EMPHASIS_SIGN = re.compile("[*_~=]")
SPECIAL = lazy_pattern(r"[`<\[*_~$@:/\\=.](?:(?<!\.)|(?=\w))")
SIGNED_WORD = re.compile(r"(?<!\S)[^\s/\\_.:]*+[/\\_.:]\S+")
"""A word with a sign that every address and path has, and something behind it."""


def inline_zones(text: str) -> list[Interval]:
    """Returns the zones of `text` (one leaf, its lines joined by newlines), sorted and without overlaps."""
    if not SPECIAL.search(text):
        return []
    taken: list[Interval] = []
    if "`" in text:
        taken = add_disjoint(add_disjoint(taken, _roles(text)), _code_spans(text))
    if "$" in text or "\\(" in text:
        taken = add_disjoint(taken, _zone_matches(INLINE_MATH, text, ZoneKind.CODE))
    if "[" in text:
        taken = add_disjoint(taken, _link_zones(text))
    if "<" in text:
        taken = add_disjoint(taken, _tag_zones(text))
    taken = _with_addresses(taken, text)
    return add_disjoint(taken, _emphasis(text, taken)) if EMPHASIS_SIGN.search(text) else taken


def _with_addresses(taken: list[Interval], text: str) -> list[Interval]:
    """Adds addresses and paths, which are searched for only in words with signs of them."""
    small = small_letters(text)
    words = [word.span() for word in SIGNED_WORD.finditer(text)]
    if words:
        taken = add_disjoint(taken, _urls(small, words))
    if AT_IN_ADDRESS.search(small):
        taken = add_disjoint(taken, _zone_matches(EMAIL, small, ZoneKind.PATH))
    if words:
        taken = add_disjoint(taken, _zones_in(words, HOST, small, ZoneKind.PATH))
        taken = add_disjoint(taken, _zones_in(words, PATH, text, ZoneKind.PATH))
    return taken


def _roles(text: str) -> Iterable[Interval]:
    """Yields the markup of roles and links of reStructuredText: everything except their words."""
    for pattern in (ROLE_MARKUP, RST_LINK):
        for match in pattern.finditer(text):
            for group in (1, 2, 3):
                if match[group]:
                    kind = ZoneKind.URL if match[group][0] == "<" else ZoneKind.MARKUP
                    yield match.start(group), match.end(group), kind


def _code_spans(text: str) -> Iterable[Interval]:
    """Yields code spans: they close with as many backticks as they open with."""
    runs = [(m.start(), m.end()) for m in re.finditer("`+", text)]
    left = Counter(end - start for start, end in runs)
    opened: tuple[int, int] | None = None
    for start, end in runs:
        left[end - start] -= 1
        if opened is None:
            if left[end - start] and text[start - 1 : start] != "\\":
                opened = (start, end - start)
        elif end - start == opened[1]:
            yield opened[0], end, ZoneKind.CODE
            opened = None


def _link_zones(text: str) -> Iterable[Interval]:
    """Yields the markup of `[words](address)`, `![words](address)`, `[[page]]`, `[[page|words]]`, `[[address][words]]`,
    `[^1]`."""
    for match in ORGLINK.finditer(text):
        yield match.start(), match.start(1), ZoneKind.MARKUP
        yield match.start(1), match.end(1), ZoneKind.URL
        yield match.end(1), match.start(2), ZoneKind.MARKUP
        yield match.end(2), match.end(), ZoneKind.MARKUP
    for match in WIKILINK_ZONE.finditer(text):
        words = 2 if match[2] else 1
        if match[0][0] == "!" and not match[2]:
            yield match.start(), match.end(), ZoneKind.PATH
            continue
        yield match.start(), match.start(words), ZoneKind.MARKUP
        yield match.end(words), match.end(), ZoneKind.MARKUP
    yield from _zone_matches(NOTE_MARK, text, ZoneKind.MARKUP)
    opened: list[int] = []
    for match in re.finditer(r"!?\[|\]", text):
        if match[0] != "]":
            opened.append(match.start())
        elif opened:
            start, after = opened.pop(), match.end()
            if text[after : after + 1] == "(" and (target := DESTINATION.match(text, after)):
                yield start, start + (2 if text[start] == "!" else 1), ZoneKind.MARKUP
                yield match.start(), target.start(1), ZoneKind.MARKUP
                if target[1]:
                    yield target.start(1), target.end(1), ZoneKind.URL
                attributes = ATTRIBUTES.match(text, target.end())
                yield target.end(1), (attributes or target).end(), ZoneKind.MARKUP


def _tag_zones(text: str) -> Iterable[Interval]:
    for match in AUTOLINK.finditer(text):
        yield match.start(), match.start() + 1, ZoneKind.MARKUP
        yield match.start() + 1, match.end() - 1, ZoneKind.URL
        yield match.end() - 1, match.end(), ZoneKind.MARKUP
    yield from _zone_matches(INLINE_TAG, text, ZoneKind.MARKUP)


def _urls(small: str, words: Iterable[tuple[int, int]]) -> Iterable[Interval]:
    for start, end, kind in _zones_in(words, INLINE_URL, small, ZoneKind.URL):
        url = small[start:end].rstrip(".,;:!?'*_~")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?'*_~")
        if url:
            yield start, start + len(url), kind


def _emphasis(text: str, taken: list[Interval]) -> Iterable[Interval]:
    """Yields pairs of `*`, `**`, `_`, `~~`, `==` around words."""
    inside, index = [(start, end) for start, end, _ in taken], 0
    opened: dict[str, list[tuple[int, int]]] = {}
    for match in EMPHASIS_DELIMITER.finditer(text):
        start, end = match.span()
        while index < len(inside) and inside[index][1] <= start:
            index += 1
        if index < len(inside) and inside[index][0] < end:
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        closes = before.strip() != "" and (not after.isalnum() or match[0][0] == "*")
        opens = after.strip() != "" and (not before.isalnum() or match[0][0] == "*")
        if closes and opened.get(match[0]):
            pair = opened[match[0]].pop()
            for waiting in opened.values():
                while waiting and waiting[-1] > pair:
                    waiting.pop()
            yield *pair, ZoneKind.MARKUP
            yield start, end, ZoneKind.MARKUP
        elif opens:
            opened.setdefault(match[0], []).append((start, end))


def _zone_matches(pattern: re.Pattern[str], text: str, kind: ZoneKind) -> Iterable[Interval]:
    return ((m.start(), m.end(), kind) for m in pattern.finditer(text))


def _zones_in(
    words: Iterable[tuple[int, int]], pattern: re.Pattern[str], text: str, kind: ZoneKind
) -> Iterable[Interval]:
    return ((m.start(), m.end(), kind) for start, end in words for m in pattern.finditer(text, start, end))
