"""Pictures as bytes: their size, and the same pixels without what a camera or an editor wrote beside them.

Nothing is decoded or encoded: only the parts that hold metadata are left out. The color profile stays, and so does the
orientation of a photograph.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from xml.etree import ElementTree

PNG, JPEG, GIF, RIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", (b"GIF87a", b"GIF89a"), b"RIFF"
PNG_KEPT = frozenset([
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT", b"cICP",
])  # fmt: skip
"""Chunks that say how a picture looks."""
JPEG_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
"""Application data and comments, but for JFIF, color profiles and what Adobe says of the colors."""
WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
ORIENTATION = 0x0112
SVG_ACTIVE = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|javascript:|data:text|\bon\w+\s*=|@import|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
SVG_ELEMENTS_REFUSED = frozenset(
    {"script", "style", "foreignobject", "iframe", "object", "embed", "animate", "set", "handler", "a", "use", "image"}
)


class ImageError(ValueError):
    """Says why a picture cannot be read."""


def image_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels as a picture is shown; zeros where an SVG does not say. Raises ImageError."""
    try:
        if data.startswith(PNG):
            width, height = struct.unpack(">II", data[16:24])
        elif data.startswith(GIF):
            width, height = struct.unpack("<HH", data[6:10])
        elif data.startswith(JPEG):
            width, height = _jpeg_size(data)
        elif data.startswith(RIFF) and data[8:12] == b"WEBP":
            width, height = _webp_size(data)
        else:
            return _svg_size(data)
    except (struct.error, IndexError, StopIteration) as error:
        raise ImageError("a picture that is cut short") from error
    return int(width), int(height)


def without_metadata(data: bytes) -> bytes:
    """Return a picture without what is not seen in it, such as the place where it was taken. Raises ImageError."""
    try:
        if data.startswith(PNG):
            return PNG + b"".join(chunk for kind, chunk in _png_chunks(data) if kind in PNG_KEPT)
        if data.startswith(JPEG):
            return _clean_jpeg(data)
        if data.startswith(RIFF) and data[8:12] == b"WEBP":
            return _clean_webp(data)
    except (struct.error, IndexError) as error:
        raise ImageError("a picture that is cut short") from error
    if data.startswith(GIF) or is_inert_svg(data):
        return data
    raise ImageError("not a picture of a kind that browsers show")


def is_inert_svg(data: bytes) -> bool:
    """Whether an SVG can do nothing but be looked at."""
    if SVG_ACTIVE.search(data):
        return False
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    names = {str(element.tag).rsplit("}", 1)[-1].lower() for element in root.iter()}
    addresses = (
        value for element in root.iter() for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == "href"
    )
    return (
        str(root.tag).rsplit("}", 1)[-1] == "svg"
        and not names & SVG_ELEMENTS_REFUSED
        and all(value.startswith("#") for value in addresses)
    )


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ImageError("a picture that is cut short")
        yield kind, data[at:end]
        at = end
        if kind == b"IEND":
            return


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to the pixels, which are the last."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ImageError("a picture that is damaged")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            yield marker, at, len(data)
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield marker, at, at + 2 + length
        at += 2 + length
    raise ImageError("a picture that is cut short")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    orientation, size = 1, (0, 0)
    for marker, start, end in _jpeg_segments(data):
        if marker == 0xE1:
            orientation = _orientation(data[start + 4 : end]) or orientation
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            size = (width, height)
    return (size[1], size[0]) if orientation >= 5 else size


def _clean_jpeg(data: bytes) -> bytes:
    parts: list[bytes] = [JPEG]
    orientation = 1
    for marker, start, end in _jpeg_segments(data):
        if marker == 0xE1:
            orientation = _orientation(data[start + 4 : end]) or orientation
        if marker == 0xE2 and not data[start + 4 :].startswith(b"ICC_PROFILE\0"):
            continue  # previews of the picture, among others
        if marker == 0xDA:
            # Behind the end of the picture some cameras keep another one.
            last = data.rfind(b"\xff\xd9", start, end)
            parts.append(data[start : last + 2 if last >= 0 else end])
        elif marker not in JPEG_DROPPED:
            parts.append(data[start:end])
    if 1 < orientation <= 8:
        jfif = 2 if len(parts) > 1 and parts[1][1] == 0xE0 else 1
        parts.insert(jfif, _orientation_segment(orientation))
    return b"".join(parts)


def _orientation(exif: bytes) -> int:
    """Return how a photograph is turned, 1 to 8; 0 if Exif does not say."""
    if not exif.startswith(b"Exif\0\0") or len(exif) < 14:
        return 0
    tiff = exif[6:]
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[first : first + 2])
    for number in range(count):
        entry = tiff[first + 2 + number * 12 : first + 14 + number * 12]
        tag, _, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == ORIENTATION:
            return int(value) if 1 <= value <= 8 else 0
    return 0


def _orientation_segment(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack("<I", data[at + 4 : at + 8])
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise ImageError("a picture that is cut short")
        yield kind, data[at:end]
        at = end


def _clean_webp(data: bytes) -> bytes:
    kept = []
    for kind, chunk in _webp_chunks(data):
        if kind == b"VP8X":  # Its flags say which of the others there are.
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind not in WEBP_DROPPED:
            kept.append(chunk)
    body = b"WEBP" + b"".join(kept)
    return RIFF + struct.pack("<I", len(body)) + body


def _webp_size(data: bytes) -> tuple[int, int]:
    kind, chunk = next(_webp_chunks(data))
    if kind == b"VP8X":
        return 1 + int.from_bytes(chunk[12:15], "little"), 1 + int.from_bytes(chunk[15:18], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", chunk[9:13])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", chunk[14:18])
    return width & 0x3FFF, height & 0x3FFF


def _svg_size(data: bytes) -> tuple[int, int]:
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ImageError("not a picture of a kind that browsers show") from error
    numbers = [re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*+(?:px\s*+)?$", root.get(key, "")) for key in ("width", "height")]
    if numbers[0] and numbers[1]:
        return int(numbers[0][1]), int(numbers[1][1])
    box = re.findall(r"-?\d{1,5}", re.sub(r"\.\d+", "", root.get("viewBox", "")))
    return (int(box[2]), int(box[3])) if len(box) == 4 else (0, 0)
