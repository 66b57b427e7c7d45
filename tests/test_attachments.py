"""Pictures lose what a camera wrote beside them and keep their pixels; what is not inert is left out."""

from __future__ import annotations

import struct
import zlib

import pytest

from studyguide.link.author_links import NoteLink
from studyguide.link.note_links import NoteLinks, ResolvedLink
from studyguide.model.attachment import Attachment
from studyguide.model.note import NotePath
from studyguide.render.attachments import MAX_BYTES, publish_attachments
from studyguide.render.images import ImageError, image_size, is_inert_svg, without_metadata

PLACE = b"48.8584 N, 2.2945 E"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\1\2\3" * 2))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + pixels + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*extra: bytes) -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, 20, 30, 1) + b"\1\x11\0")
    return b"\xff\xd8" + b"".join(extra) + frame + segment(0xDA, b"\1\1\0\0\x3f\0") + b"pixels" + b"\xff\xd9"


def exif(orientation: int, order: str = ">") -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0" + mark + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4) + PLACE)


def webp(*extra: bytes) -> bytes:
    head = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes([0x0C, 0, 0, 0])
        + (39).to_bytes(3, "little")
        + (9).to_bytes(3, "little")
    )
    body = b"WEBP" + head + b"VP8L" + struct.pack("<I", 6) + b"\x2fpixel" + b"".join(extra)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_png_loses_its_texts_and_keeps_its_pixels() -> None:
    profile = chunk(b"iCCP", b"name\0\0profile")
    clean = without_metadata(png(chunk(b"tEXt", PLACE), chunk(b"eXIf", PLACE), profile))
    assert PLACE not in clean
    assert clean == png(profile)
    assert image_size(clean) == (3, 2)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_loses_its_place_and_keeps_its_orientation(order: str) -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1profile")
    clean = without_metadata(jpeg(segment(0xE0, b"JFIF\0"), exif(6, order), profile, segment(0xFE, PLACE)) + PLACE)
    assert PLACE not in clean
    assert profile in clean and b"pixels\xff\xd9" in clean
    assert image_size(clean) == (20, 30), "turned by a quarter, so width and height change places"
    assert without_metadata(clean) == clean


def test_a_webp_loses_its_exif() -> None:
    clean = without_metadata(webp(b"EXIF" + struct.pack("<I", 20) + PLACE + b"\0"))
    assert PLACE not in clean
    assert struct.unpack("<I", clean[4:8])[0] == len(clean) - 8
    assert clean[20] & 0x0C == 0
    assert image_size(clean) == (40, 10)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"GIF89a", b"text", b"<svg"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ImageError):
        image_size(without_metadata(data))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="4" height="5">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x()</script>",
        '<rect onload="x()"/>',
        "<foreignObject/>",
        '<a href="https://example.org"><rect/></a>',
        '<image href="https://example.org/x.png"/>',
        '<use x:href="other.svg#a"/>',
        "<style>@import 'x'</style>",
        '<rect style="fill:url(https://example.org/x)"/>',
        '<animate attributeName="href" to="javascript:x()"/>',
    ],
)
def test_an_svg_that_does_anything_is_left_out(inside: str) -> None:
    assert not is_inert_svg(SVG.format(inside).encode())


def test_an_svg_that_is_only_a_picture_is_kept() -> None:
    data = SVG.format('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>').encode()
    assert is_inert_svg(data)
    assert image_size(without_metadata(data)) == (4, 5)


def test_only_files_that_notes_refer_to_are_read() -> None:
    def unread() -> bytes:
        raise AssertionError("read although no note refers to it, or although it is too large")

    links = tuple(ResolvedLink(NoteLink(1, 0, 1, name), file=name) for name in ("a.png", "big.pdf", "bad.svg", "p.pdf"))
    published, left_out = publish_attachments(
        NoteLinks({NotePath("n.md"): links}, {}),
        (
            Attachment("a.png", 1, 0, png),
            Attachment("b.png", 1, 0, unread),
            Attachment("big.pdf", MAX_BYTES + 1, 0, unread),
            Attachment("bad.svg", 1, 0, lambda: SVG.format("<script/>").encode()),
            Attachment("p.pdf", 4, 0, lambda: b"%PDF"),
        ),
    )
    assert sorted(published) == ["a.png", "p.pdf"]
    assert (published["a.png"].width, published["a.png"].height) == (3, 2)
    assert [problem.place.file for problem in left_out] == ["seeds/big.pdf", "seeds/bad.svg"]
