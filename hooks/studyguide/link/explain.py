"""Explains in sentences why each part of a line was or was not linked."""

from __future__ import annotations

from studyguide.link.excluded_spans import ExcludedSpan, excluded_spans
from studyguide.link.line_index import index_lines
from studyguide.link.link_policy import links_to_render
from studyguide.link.mentions import find_mentions
from studyguide.link.surface_forms import SurfaceForms
from studyguide.model.note import REDACTED_KINDS, Note, Zone, ZoneKind
from studyguide.text.counted_noun import counted_noun

NOT_SEARCHED = {
    ZoneKind.CODE: "is code",
    ZoneKind.URL: "is an address",
    ZoneKind.PATH: "is a file, identifier or host name",
    ZoneKind.COMMENT: "is a comment, not for readers",
    ZoneKind.EMAIL: "is an e-mail address, kept from readers",
    ZoneKind.PHONE: "is a phone number, kept from readers",
    ZoneKind.KEY: "is a key, kept from readers",
    ZoneKind.WITHHELD: "is kept out by the author",
}


def explain_line(note: Note, line: int, surface_forms: SurfaceForms) -> tuple[str, ...]:
    """Returns one sentence for each part of the 1-based `line` that was linked, rejected or not searched, from left to
    right.

    Text that is redacted on pages is not repeated here either.
    """
    if not 1 <= line <= len(note.lines):
        return (f"the note has {counted_noun(len(note.lines), 'line')}, there is no line {line}",)
    mentions, rejections = find_mentions(note, surface_forms)
    on_page = {(m.line, m.start) for row in links_to_render(note, index_lines(note, mentions)).values() for m in row}
    said: list[tuple[int, str]] = []
    for mention in mentions:
        if mention.line == line:
            shown = (
                ""
                if (line, mention.start) in on_page
                else "; not drawn as a link here (a heading, a link, or named before in this section)"
            )
            name = surface_forms.names[mention.term]
            said.append(
                (
                    mention.start,
                    f"`{mention.surface}` at column {mention.start + 1} is {name}: {mention.why}{shown}",
                )
            )
    for refusal in rejections:
        if refusal.line == line:
            names = " or ".join(dict.fromkeys(surface_forms.names[term] for term in refusal.refused))
            said.append(
                (
                    refusal.start,
                    f"`{refusal.surface}` at column {refusal.start + 1} is not linked to {names}: {refusal.why}",
                )
            )
    for zone in note.zones:
        if zone.line == line and zone.kind in NOT_SEARCHED:
            text = "…" if zone.kind in REDACTED_KINDS else note.lines[line - 1][zone.start : zone.end]
            if not any(m.line == line and zone.start <= m.start < zone.end for m in mentions):
                said.append(
                    (
                        zone.start,
                        f"`{text}` at column {zone.start + 1} {NOT_SEARCHED[zone.kind]}: nothing in it is linked",
                    )
                )
    for span in excluded_spans(note).get(line, ()):
        if span.why and not any(
            zone.line == line and zone.kind in REDACTED_KINDS and _overlaps(zone, span) for zone in note.zones
        ):
            text = note.lines[line - 1][span.start : span.end]
            said.append((span.start, f"`{text}` at column {span.start + 1} {span.why}: nothing in it is linked"))
    if not said:
        return ("no spelling of the glossary is on this line" if note.lines[line - 1].strip() else "the line is blank",)
    return tuple(sentence for _, sentence in sorted(said))


def _overlaps(zone: Zone, span: ExcludedSpan) -> bool:
    return zone.start < span.end and span.start < zone.end
