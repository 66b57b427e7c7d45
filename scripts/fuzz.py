#!/usr/bin/env python3
"""Try to break reading, linking and rendering with texts nobody would write, and say how many were tried.

python scripts/fuzz.py                                  100,000 inputs
python scripts/fuzz.py --inputs 1000000 --seconds 1800  as many as fit into half an hour, at most a million
python scripts/fuzz.py --try FILE                       one input again, such as the one a failure left behind

Where atheris is installed (`pip install atheris`, Linux) it watches which branches an input takes and keeps and varies
those that take new ones; without it, inputs are drawn from a seeded generator. An input that breaks a law of `laws` is
written to the folder of `--found` and ends the run with exit code 1; the case belongs into tests/cases/fuzz.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

try:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError:
    atheris = None

if atheris is not None and "--try" not in sys.argv:
    with atheris.instrument_imports(include=["studyguide"], enable_loader_override=False):
        import studyguide.pipeline  # noqa: F401

from laws import obeys

TOLD = 50_000
"""Inputs between two lines that say how far a run is."""
SLOW = 2.0
"""Seconds above which one small input counts as a fault."""
ENDINGS = ("md", "txt", "org", "rst", "adoc")
LONGEST = 400
"""Bytes of one input: each is a fragment of a note, or itself."""
PARTS = r"""
# |## |### |- |* |+ |• |1. |1) |> |>> |    |~~~|---|===|+++|$$|<!--|-->|%%|<div>|</div>|<script>|<b>|```|[|](|)|[[|]]
**|_|`|``|$|\\|\[|\(|:|: |::| - | – |;|(|@|.|/|https://x.org/a_b|a.b@c.org|+1 212 555 0100|20201218 - |dec 08
2020-12-08|to watch:|Speaker: |by |Ann Lee|, engineer, |- [ ] |a , b , c|---+---|> [!NOTE]|x = f(1)|#+begin_src
#+end_src|:PROPERTIES:|:END:|:noexport:|.. note:: |== |----|////|!!! note|:::|word|Word two|é|机器|🙂
a long enough line of prose to be a sentence|-----BEGIN RSA PRIVATE KEY-----|AKIAABCDEFGHIJKLMNOP|123456789012
autolyse|Dutch oven|proofing|DH|Steam|starter|yeast|javascript:|&lt;|&#60;|"|'|onclick=|{#a}|{{ x }}|data:|![
<img src=x>|<a href=|{"cells": [{"cell_type": "markdown", "source": "|"}]}
"""
FRAGMENTS = (
    *PARTS.strip("\n").replace("\n", "|").split("|"), "|", "\n", "\n", "\n\n", "\n\n", "\n  ", "\n    ", "\n\t", "\r",
    "\r\n", " ", " ", "\t", "\0", "\x1b", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u00a0", "\u202e", "\u2066",
    "\u200b", "\ufeff", "\ufffc", "\U000f0000", "\U000f0001", "\ue000", "\u0301", "\u0130", "\ufdfa",
    "| a | b |\n|---|---|\n| c | d |\n", "---\na: b\n---\n",
)  # fmt: skip


def text_of(data: bytes) -> tuple[str, bytes]:
    """Turn fuzzed bytes into a note: its file's name, and its bytes. The first byte says which ending and which way."""
    first, rest = (data[0], data[1:]) if data else (0, b"")
    name = f"a.{ENDINGS[first % len(ENDINGS)]}"
    if first >= 240:
        return name, rest
    return name, "".join(FRAGMENTS[byte % len(FRAGMENTS)] for byte in rest).encode()


def drawn(chance: random.Random) -> bytes:
    """Draw one input: mostly fragments, now and then raw bytes, short ones more often than long ones."""
    return chance.randbytes(1 + min(LONGEST, int(chance.expovariate(1 / 14))))


def check(data: bytes) -> None:
    """Hold one input against every law. Raises whatever is wrong with it."""
    start = time.perf_counter()
    obeys(*text_of(data))
    took = time.perf_counter() - start
    if took > SLOW:
        raise AssertionError(f"took {took:.1f} seconds")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--try", dest="again", type=Path)
    given = parser.parse_args()
    if given.again:
        print(*text_of(given.again.read_bytes()), sep="\n")
        check(given.again.read_bytes())
        print("nothing is wrong with it")
        return 0
    if atheris is not None:
        given.found.mkdir(exist_ok=True)
        limits = [f"-runs={given.inputs}", f"-max_total_time={given.seconds}", f"-max_len={LONGEST}"]
        places = [f"-seed={given.seed}", f"-artifact_prefix={given.found}/", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *limits, *places], check)
        atheris.Fuzz()
    return generated(given.inputs, given.seconds, given.seed, given.found)


def generated(inputs: int, seconds: int, seed: int, found: Path) -> int:
    """Try inputs of a seeded generator until one of the limits is reached."""
    chance, start, tried = random.Random(seed), time.monotonic(), 0
    while tried < inputs and time.monotonic() - start < seconds:
        data = drawn(chance)
        try:
            check(data)
        except Exception:
            found.mkdir(exist_ok=True)
            (found / f"seed-{seed}-input-{tried}").write_bytes(data)
            print(f"input {tried} of seed {seed}, kept in {found}: {text_of(data)!r}", file=sys.stderr)
            raise
        tried += 1
        if tried % TOLD == 0:
            print(f"{tried} inputs in {time.monotonic() - start:.0f} s", flush=True)
    print(f"{tried} inputs of seed {seed} in {time.monotonic() - start:.0f} s, no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
