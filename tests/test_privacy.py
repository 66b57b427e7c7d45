"""Nothing that is published has what is private, wherever a note has it; each place is reported to the author.

The secrets here are drawn up for this test: documentation's own numbers, reserved domains, keys that open nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile import Case, agrees, cases
from studyguide.hosts.export import export
from studyguide.hosts.mkdocs.prerendered import prerender
from studyguide.model.diagnostics import Diagnostic, format_diagnostic
from studyguide.model.note import REDACTED_KINDS, Note, NoteMetadata, NotePath
from studyguide.parse.note import parse_note
from studyguide.parse.privacy import issued_tokens
from studyguide.parse.privacy.named_secrets import ANY_NAME, PARTS_OF_NAMES
from studyguide.parse.privacy.rules import Rule
from studyguide.parse.privacy.secrets import ALL_RULES
from studyguide.pipeline import build_guide
from studyguide.render.data.search_documents import search_texts
from studyguide.render.data.search_files import search_files
from studyguide.render.data.search_index import search_index
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site
from studyguide.sources import load_sources
from tiny import copied, write

ROOT = Path(__file__).parents[1]

SECRETS = {
    "mail": "jane.q@secret-mail.example",
    "spoken": "jo [at] secretplace [dot] org",
    "phone": "+1 212 555 0142",
    "brackets": "(212) 555-0177",
    "at home": "020 7946 0941",
    "at home, in pairs": "01 98 76 54 32",
    "said": "tel. 030 901877",
    "key": "AKIAQ7ZX2MLPOW3RTY5U",
    "token": "ghp_q7Zx2MLpow3Rty5Uq7Zx2MLpow3Rty5UabcD",
    "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI5OTk5In0.q7Zx2MLpow3Rty5U",
    "account": "481516234299",
    "dashed": "4815-1623-4299",
    "link": "https://queue.example.com/481516234277/rye",
    "bucket": "baker-eu-central-1-481516234266",
    "resource": "arn:xyz:iam::481516234288:role/baker",
    "password": "password = hunter2Secret9",
    "address": "https://baker:pa55word99@flour.example/x",
}
"""What of each must not be seen is `HIDDEN`."""
HIDDEN = (
    "secret-mail", "jane.q", "secretplace", "555 0142", "555-0177", "7946 0941", "76 54 32", "901877",
    "AKIAQ7ZX2", "q7Zx2MLpow3R", "481516234299",
    "1623-4299", "481516234288", "481516234277", "481516234266",
    "hunter2Secret9", "pa55word99", "WITHHELD", "COMMENTED", "EXPORTLESS", "PERCENTED", "UNPUBLISHED",
    "MIIEpAIBAAKCAQEAq7", "b3BlbnNzaC1rZXk",
)  # fmt: skip
PLACES = (
    "Autolyse: {0} and proofing.",
    "# Autolyse {0}",
    "## {0}\n\nAutolyse below it.",
    "Autolyse {0}\n------------\n\n- proofing",
    "20201104 - Autolyse {0}\n\n- proofing {0}\n  - banneton {0}",
    "- Autolyse\n  - {0}\n    {0}  \n  {0}\n- [ ] {0} proofing",
    "{0}\n\n    {0}\n\n> Autolyse {0}\n> {0}",
    "| Autolyse | {0} |\n|---|---|\n| {0} | proofing |",
    "```\nAutolyse {0}\n{0}\n```\n\n- proofing\n\n  ```\n  autolyse {0}\n  ```",
    "`{0}` **autolyse {0}** [autolyse {0}](https://x.example/{0}) ![{0}](x.png) <{0}>",
    "To watch\n--------\n* Steam {0}\n* {0}\n",
    "Is autolyse {0} enough?\n\nLook up {0} what autolyse is?",
    "Autolyse by Ada Crumb, {0}, Mill Street",
)
BLOCK = """
- Autolyse and this:
  -----BEGIN RSA PRIVATE KEY-----
  MIIEpAIBAAKCAQEAq7Zx2MLpow3Rty5UMIIEpAIBAAKCAQEA
  MIIEpAIBAAKCAQEAq7Zx2MLpow3Rty5U+/9=
  -----END RSA PRIVATE KEY-----
- proofing

```
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAA
```
Autolyse <!-- COMMENTED autolyse --> here %% PERCENTED autolyse %% there

<!--
COMMENTED autolyse
-->

%%
PERCENTED autolyse
%%
"""
ORG = """
* Autolyse
  :PROPERTIES:
  :END:
** Proofing :noexport:
EXPORTLESS autolyse
*** Below it
EXPORTLESS banneton
** Shown again
# COMMENTED autolyse
Autolyse rests.
"""
ELSEWHERE = """
Autolyse of vpc-481516234299aabbc, of baker481516234288flour.example, and proofing.
hunter2Secret9 opens it, call 030 901877.

- autolyse: x.481516234277, /481516234266b/, "pa55word99", baker:pa55word99
"""
"""What other notes say clearly enough to be masked."""
HELD = "- Autolyse\n  - WITHHELD proofing\n    WITHHELD banneton  \n- proofing\n"
FACTS = "held.md: {withhold: [2-3]}\ngone.md: {publish: false}\n"
HARMLESS = """
2020-12-08, 08/12/2020, 12:30:45, 2020-12-08T10:00:00Z, 20201208, 202012081530, versions 1.2.3 and 10.0.19041.1234
arn:xyz:s3:::some-bucket/key, ISBN 978-3-16-148410-0, ISBN 9783161484100, 10.1145/3292500.3330701, arXiv:1706.03762
1,234,567.89 of 1.000.000, 3.14159265358979, 192.168.10.120, 10.0.0.0/16, RFC 5545, 3 x 10^12, 1e-6, pages 117-123
@handle, v1@2x.png, user@host, key: value, token: a word, secret sauce: love, password: yours, ml.p3.16xlarge, resnet-50
commit 3f2a9bc, #1234567, 555-0100, 1999-2004, 2 147 483 647, 0.001-0.010, GPT-3 175B, sha256, utf-8, A4 210 297
0.001 0.01 0.1, 0 1 2 3 4 5 6 7 8 9, 0101 0101, 08 30 09 15, 02139-4307, 01 02 03 04 05, 0-306-40615-2, 0644 0755 600
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Guide, tuple[Diagnostic, ...]]:
    project = copied(tmp_path_factory.mktemp("private") / "project")
    for name, secret in SECRETS.items():
        write(project, f"seeds/{name}.md", "\n\n".join(place.replace("{0}", secret) for place in PLACES))
        write(project, f"seeds/front-{name}.md", f"---\ntitle: {secret}\ndate: 2020-01-02\n---\nAutolyse\n")
    write(project, "seeds/block.md", BLOCK)
    write(project, "seeds/tree.org", ORG)
    write(project, "seeds/0-elsewhere.md", ELSEWHERE)
    write(project, "seeds/held.md", HELD)
    write(project, "seeds/gone.md", "Autolyse UNPUBLISHED\n")
    write(project, "seeds/notes.yml", FACTS)
    sources, unread = load_sources(project)
    site = Site(blob_url="https://code.example/blob/main/", url="https://guide.example/")
    guide, diagnostics = build_guide(sources, site)
    return guide, (*unread, *diagnostics)


def test_nothing_private_is_published_anywhere(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    guide, _ = made
    published = {page.path: page.markdown + page.title + page.description for page in guide.pages}
    published |= {f"{path}, as HTML": prerender(text).html for path, text in published.items()}
    published["search"] = "\n".join(text for document in guide.documents for text in search_texts(document))
    published |= {f"search {path}": text for path, text in search_files(search_index(guide.documents))}
    for file in (*guide.files, *export(guide, (), (), {"site_name": "x"})):
        published[f"file {file.path}"] = unpacked(file.path, file.content)
    for where, text in published.items():
        plain = unescape(re.sub(r"<[^>]*>", "", text))
        assert [secret for secret in HIDDEN if secret in text or secret in plain] == [], where


def test_each_is_reported_to_the_author_and_masked_there_too(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    messages = [format_diagnostic(problem) for problem in made[1]]
    for name in SECRETS:
        assert len([m for m in messages if m.startswith(f"seeds/{name}.md:")]) >= len(PLACES), name
    assert not [m for m in messages for secret in HIDDEN if secret in m]


def test_a_note_with_anything_masked_leads_to_no_raw_file(made: tuple[Guide, tuple[Diagnostic, ...]]) -> None:
    for page in made[0].pages:
        for name in (*SECRETS, "block", "held"):
            assert f"blob/main/seeds/{name}.md" not in page.markdown, page.path


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_each_kind_masks_its_sample_and_not_its_counter_sample(rule: Rule) -> None:
    for start in rule.starts or ("",):
        sample = written_out(rule.sample)
        if rule.starts:
            sample = start + sample.removeprefix(max(filter(sample.startswith, rule.starts), key=len))
            assert masked(f"see {sample}, then") == [sample]
            assert rule.accept(re.search(rule.pattern, sample[len(start) :])[0])  # type: ignore[index]
        else:
            assert masked(sample)
            match = re.search(rule.pattern, sample, re.IGNORECASE | re.MULTILINE)
            assert match, "the pattern itself finds the sample"
    assert masked(written_out(rule.counter_sample)) == []


def test_kinds_have_names_and_sources_of_their_own() -> None:
    names = [rule.name for rule in ALL_RULES]
    assert len(names) == len(set(names)) >= 100
    assert all(rule.source and rule.sample and rule.counter_sample for rule in ALL_RULES)


def test_the_pattern_of_all_beginnings_is_made_from_the_rules() -> None:
    sieve = issued_tokens._any_start({"ab", "abc", "b.", "a"})
    assert sieve == r"(?<![A-Za-z0-9])(?:a(?:bc|b|)|b(?:\.))"
    assert issued_tokens._any_start(issued_tokens.STARTS) == issued_tokens.SIEVE.pattern


def test_the_documentation_lists_every_kind_with_its_source() -> None:
    listed = (ROOT / "docs" / "dev" / "hardening.md").read_text("utf-8")
    assert [rule.name for rule in ALL_RULES if f"| {rule.name} | {rule.source} |" not in listed] == []


@pytest.mark.parametrize("case", cases("privacy"), ids=str)
def test_masked(case: Case, accept: bool) -> None:
    """What of a text is masked, one row each. `allow` is as in notes.yml. `<36>` and the like are as in the rules."""
    of_case = {"text": case.given} if isinstance(case.given, str) else case.given
    rows = masked(written_out(of_case["text"]), tuple(of_case.get("allow", ())))
    if FILLER.search(of_case["text"]):
        assert rows == [written_out(row) for row in case.expect]
    else:
        agrees(case, rows, accept)


def test_what_only_looks_private_is_shown() -> None:
    """A mask where nothing is private takes the words from a reader."""
    note = read(HARMLESS)
    hidden = [note.lines[z.line - 1][z.start : z.end] for z in note.zones if z.kind in REDACTED_KINDS]
    assert hidden == []


def test_an_author_can_allow_by_name() -> None:
    text = "Write to info@bakery.example or jane@bakery.example, of 481516234299 and 481516234288."
    facts = NoteMetadata(allow=("info@bakery.example", "481516234288"))
    note, diagnostics = parse_note(NotePath("a.md"), text.encode(), facts)
    assert note
    assert [text[z.start : z.end] for z in note.zones if z.kind in REDACTED_KINDS] == [
        "jane@bakery.example",
        "481516234299",
    ]
    assert [problem.kind for problem in diagnostics] == ["masked", "masked"]


def test_a_name_that_would_show_it_keeps_a_file_out() -> None:
    note, diagnostics = parse_note(NotePath("of jane@bakery.example.md"), b"Autolyse")
    assert note is None
    assert [problem.kind for problem in diagnostics] == ["private-name"]
    note, diagnostics = parse_note(
        NotePath("of jane@bakery.example.md"), b"Autolyse", NoteMetadata(allow=("jane@bakery.example",))
    )
    assert note
    assert diagnostics == ()


FILLERS = {
    "": "q7Zx2MLpow3Rty5UabcDk9VnHs4Jg8Fe6TiB1yC0",
    "h": "3f9a07c1e5b8d2644ac09e7f1b5d8236",
    "A": "Q7ZX2MLPOW3RTY5UABCDK9VNHS4JG8FE6TIB1YC0",
    "d": "7294618350",
    "l": "kqzvbnmwxytrpshgfdc",
}
FILLER = re.compile(r"<([hAdl]?)(\d{1,3})>|<u>")


def written_out(text: str) -> str:
    """Write out a sample: `<36>` as 36 letters and digits, `<h40>`, `<A16>`, `<d12>`, `<l8>` (small letters), `<u>`."""

    def filler(match: re.Match[str]) -> str:
        if match[0] == "<u>":
            return "3f9a07c1-e5b8-4264-8ac0-9e7f1b5d8236"
        letters = FILLERS[match[1]]
        return (letters * 20)[: int(match[2])]

    return FILLER.sub(filler, text)


def masked(text: str, allow: tuple[str, ...] = ()) -> list[str]:
    """Return what of a text is masked, in order."""
    note, _ = parse_note(NotePath("a.md"), text.encode(), NoteMetadata(allow=allow))
    assert note
    return [note.lines[z.line - 1][z.start : z.end] for z in note.zones if z.kind in REDACTED_KINDS]


def read(text: str) -> Note:
    note, _ = parse_note(NotePath("a.md"), text.encode())
    assert note
    return note


def unpacked(path: str, content: bytes) -> str:
    """A file's text; of a package, that of all its parts."""
    if not path.endswith(".apkg"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@given(st.from_regex(ANY_NAME.pattern))
def test_every_name_of_a_secret_has_one_of_the_parts(text: str) -> None:
    assert any(part in text.casefold() for part in PARTS_OF_NAMES)
