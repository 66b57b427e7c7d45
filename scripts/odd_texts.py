"""What nobody would write into a project: odd values, damaged text, names of files, lines of ledgers and notes."""

from __future__ import annotations

from typing import Any

WORDS = (
    "", " ", "index", "all", "con", "x" * 300, "../../x", "..\\x", "C:x", "a/b", "\ue000title\ue001", "\ue000",
    "<script>", "{{ x }}", "{% raw %}", "2020-13-45", "0000", "9999-12-31", "=1+1", "+1", "\u2028", "\u202e", "é",
    "e\u0301", "İ", "ﷺ" * 30, "💥", "https://", "https://[::1", "javascript:x", "autolyse", "banneton", "Autolyse",
    "dough", "oven", "class.md", "own words", "unconfirmed", "null", "~", "yes", "0", "-1", "1e400", "nan", "**",
    "`", "[a](b)", "a\nb", "mailto:a@b.example", "a" * 20_000, "\\(", "$x_a$", "1/0", "9**9**9", "sum(x)", "{x}",
    "\\frac{", "\ufeff", "\x1b[0m",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    0.5,
    [],
    {},
    [[]],
    [{}],
    {"a": {"b": ["c"]}},
    {"": ""},
    [None],
    *WORDS,
)
TEXTS = (
    "\n", "- ", "  ", "\t", ": ", "{", "}", "[", "]", '"', "'", "|", ">", "&a ", "*a", "!!x ", "---\n", "...\n",
    "#", "%", "\x00", "\x85", "\u2028", "\ufeff", "?", "<<: ", "- - - ", "{" * 60, "\r",
    "- {id: x, name: X, kind: thing, is: y}\n",
)  # fmt: skip
LEDGER_LINES = (
    "../../x/", "../x/ -> /", "a\\b/", "C:/x/", "/etc/passwd", "//x", "con/", "a//b/", "./", "x" * 300 + "/",
    "a/../b/ -> /", "feed.xml -> /", "assets/guide.css/x/ -> /", "ASSETS/ -> /", "glossary/ -> /", "old/ -> gone/",
    "old/ -> old/", "-> /", "old/ ->", "a -> b -> c", "notes/class/  seeds/other.md", "notes/class/  seeds/",
    "notes/none/  seeds/class.md", "notes/x/  seeds/a%00b.md", "notes/x/\tseeds/class.md",
    "concepts/autolyse/  seeds/class.md", "\x00/", "a\x1b/", "#/", "?x/ -> /", "index.html -> /",
    "notes/class -> /", "404.html -> /", "é/ -> /", "autolyse.does", "autolyse.own:rest",
)  # fmt: skip
NAMES = (
    "con", "index", "README", "404", "tags/a", "source", "a/source", "Class", "CLASS", "class.md", "a b", "a:b",
    "a?b", "a#b", "a%b", "a\\b", "a\nb", "..a", "...", "-", "💥", "💥/a", "x" * 240, "é" * 120, "ﷺ" * 60,
    "deep/" * 40 + "a", "a@b.example", "\u202ea", "\ue000title\ue001", "by-date", "watch-list", "no-term",
    "nul.txt", "aux/com1", "K", "ﬁ", "fi", "seeds/class",
)  # fmt: skip
NOTE_TEXTS = (
    "# Autolyse\n\nProofing\n", "[[class]] [[no]] ![[class]]\n", "[a](class.md) [b](../../x) [c](javascript:x)\n",
    "---\ntitle: \ue000title\ue001\n---\nAutolyse\n", "---\n- a\n---\n", "# \ue000contents\ue001\n\nDutch oven\n",
    "", "\n", "- dec 08\n  - to watch: Autolyse\n", "20201208 - talk by Ann Lee\n\nAutolyse\n", "\x00",
    "| a |\n|---|\n| Autolyse |\n",
)  # fmt: skip
SETTINGS = (
    "site_name",
    "site_url",
    "repo_url",
    "site_description",
    "copyright",
    "extra",
    "extra_css",
    "markdown_extensions",
)
ENDINGS = (".md", ".txt", ".org", "", ".yml")
