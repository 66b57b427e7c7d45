"""Pictures and other files that notes refer to, ready to be published by their content hash."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from studyguide.link.note_links import NoteLinks
from studyguide.model.attachment import Attachment
from studyguide.model.diagnostics import Diagnostic, Location, Severity
from studyguide.render.images import ImageError, image_size, is_inert_svg, without_metadata
from studyguide.text.slug import slug

ATTACHMENTS_FOLDER = "files"
"""Where attachments are, below the site's root."""
MAX_BYTES = 20 * 2**20
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
"""What is shown in a note; every other file is a link."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the notes' folder that a note refers to."""

    site_path: str
    """Where it is below the site's root."""
    kind: str
    """Its ending without the dot, in capitals, such as `PDF`."""
    size: int
    """Bytes."""
    width: int = 0
    """Pixels, as it is shown; 0 for what is no picture."""
    height: int = 0
    content: bytes = field(default=b"", compare=False, repr=False)


def publish_attachments(
    links: NoteLinks, attachments: Iterable[Attachment]
) -> tuple[Mapping[str, PublishedFile], tuple[Diagnostic, ...]]:
    """Return the files that notes refer to by their path, and what is left out with the reason."""
    wanted = {row.file for rows in links.resolved.values() for row in rows if row.file}
    published: dict[str, PublishedFile] = {}
    diagnostics: list[Diagnostic] = []
    for attachment in attachments:
        if attachment.path not in wanted and attachment.path.lower().endswith(".pdf"):
            place, name = Location(f"seeds/{attachment.path}"), posixpath.basename(attachment.path)
            what, hint = (
                "no note refers to this PDF: left out",
                f"`pdftotext -layout {name} {name}.txt` makes a note of it",
            )
            diagnostics.append(Diagnostic(place, "attachment", what, hint, severity=Severity.NOTICE))
        if attachment.path in wanted:
            one = _published(attachment)
            if isinstance(one, PublishedFile):
                published[attachment.path] = one
            else:
                place = Location(f"seeds/{attachment.path}")
                diagnostics.append(Diagnostic(place, "attachment", one, severity=Severity.NOTICE))
    return published, tuple(diagnostics)


def attachment_files(published: Mapping[str, PublishedFile]) -> Iterator[tuple[str, bytes]]:
    """Yield the path below the site's root and the content of each file, each once."""
    yield from sorted({one.site_path: one.content for one in published.values()}.items())


def _published(attachment: Attachment) -> PublishedFile | str:
    """Return a file ready to be published, or why it is left out."""
    if attachment.size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 2**20} MiB, left out"
    try:
        data = attachment.read()
    except OSError as error:
        return f"cannot be read: {(error.strerror or type(error).__name__).lower()}"
    stem, ending = posixpath.splitext(posixpath.basename(attachment.path).lower())
    width = height = 0
    if ending == ".svg" and not is_inert_svg(data):
        return "an SVG that holds script, style or references to other files, left out"
    if ending in IMAGES:
        try:
            data = without_metadata(data)
            width, height = image_size(data)
        except ImageError as error:
            return f"{error}, left out"
    name = f"{ATTACHMENTS_FOLDER}/{hashlib.sha256(data).hexdigest()[:16]}/{slug(stem) or 'file'}{ending}"
    return PublishedFile(name, ending[1:].upper(), len(data), width, height, data)
