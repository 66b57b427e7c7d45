#!/usr/bin/env python3
"""Draw the pictures that are kept in the repository: the social image, and the two pages shown in the README.

    python scripts/pictures.py [SITE]

Without SITE the site is built for the occasion. Run it when the look has changed, and look at what it drew: letters
differ a little with the fonts of the machine.
"""

from __future__ import annotations

import argparse
import base64
import struct
import sys
import zlib
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from browsers import FLAGS, installed_browser
from queries import ROOT, built, served

SOCIAL = Path("hooks/studyguide/render/assets/social.png")
SHOWN = {
    Path("docs/manual/images/term.png"): "concepts/mxnet/#title",
    Path("docs/manual/images/note.png"): "notes/aws-ml-class/#L13",
}
"""Pictures of the README, and the addresses they show."""
SOCIAL_SIZE = (1200, 630)
README_SIZE = (1280, 800)
MAX_BYTES = {SOCIAL: 60_000, **dict.fromkeys(SHOWN, 150_000)}
PIXELS = """async (picture) => {
  const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const bytes = canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [bitmap.width, btoa(text)];
}"""
COLOURS = 256
DRAWING = """<!doctype html><meta charset="utf-8"><style>
* { box-sizing: border-box; margin: 0 }
body { width: 1200px; height: 630px; padding: 84px 80px 0; color: #23201b; background: #fdfcfa;
  font: 27px/1.45 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; border-top: 14px solid;
  border-image: linear-gradient(to right, #0b5a73 0 33.3%, #7a5b12 33.3% 66.6%, #9b2c3a 66.6%) 1 }
h1, .definition p { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, P052, Georgia, serif }
h1 { font-size: 68px; line-height: 1.15; letter-spacing: -.01em }
h1 + p { margin: 18px 0 46px; color: #625c51; font-size: 30px }
div { padding: 10px 26px; margin-bottom: 18px; border-left: 9px solid }
b { display: block; font-size: 18px; letter-spacing: .07em; text-transform: uppercase }
.definition { border-color: #0b5a73 } .definition b { color: #0b5a73 }
.noted { border-color: #7a5b12; background: #fbf5e4 } .noted b { color: #7a5b12 }
.editor { border-color: #9b2c3a; border-left-style: double; background: #fbeeee } .editor b { color: #9b2c3a }
</style>
<h1>A study guide from raw notes</h1><p>Read, searched, trusted and learned from</p>
<div class="definition"><b>Definition</b><p>In our own words, with its source and the day it was checked.</p></div>
<div class="noted"><b>From the notes</b><p>Letter for letter, with file and line.</p></div>
<div class="editor"><b>Editor's note</b><p>What is wrong or dated by now, and how we know.</p></div>
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, nargs="?", metavar="SITE", help="a site that is built already")
    options = parser.parse_args()
    with built(options.site) as site, served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        draw(browser, ROOT / SOCIAL)
        for path, address in SHOWN.items():
            photograph(browser, url + address, ROOT / path)
        browser.close()
    heavy = [path for path, most in MAX_BYTES.items() if (ROOT / path).stat().st_size > most]
    for path in MAX_BYTES:
        print(f"{path}: {(ROOT / path).stat().st_size / 1000:.0f} KB{', too heavy' if path in heavy else ''}")
    return int(bool(heavy))


def draw(browser: Browser, path: Path) -> None:
    """Draw the image that goes with a link to the site. It says what any guide is, so any project can use it."""
    width, height = SOCIAL_SIZE
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(DRAWING)
    path.write_bytes(lean(browser, page.screenshot()))
    page.close()


def photograph(browser: Browser, url: str, path: Path) -> None:
    width, height = README_SIZE
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce")
    page.goto(url, wait_until="networkidle")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lean(browser, page.screenshot()))
    page.close()


def lean(browser: Browser, picture: bytes) -> bytes:
    """Return a PNG of the 256 most frequent colours, others at their nearest: a third of the bytes, the same look."""
    page = browser.new_page()
    width, text = page.evaluate(PIXELS, base64.b64encode(picture).decode())
    page.close()
    channels = base64.b64decode(text)
    colours = list(zip(channels[::4], channels[1::4], channels[2::4], strict=True))
    counts = Counter(colours)
    palette = [colour for colour, _ in counts.most_common(COLOURS)]
    exact = {colour: n for n, colour in enumerate(palette)}
    places = {colour: exact[colour] if colour in exact else _nearest(colour, palette) for colour in counts}
    pixels = bytes(places[colour] for colour in colours)
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, len(pixels) // width, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _nearest(colour: tuple[int, ...], palette: list[tuple[int, int, int]]) -> int:
    return min(range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(palette[n], colour, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
