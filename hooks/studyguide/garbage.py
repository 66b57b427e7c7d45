"""How often Python looks for garbage that counting references leaves: objects that refer to each other in circles."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look for it once in a million new objects instead of once in seven hundred.

    Records refer to each other in no circle: there are hardly any to find, and the search takes a tenth of a build.
    """
    gc.set_threshold(1_000_000, 10, 10)
