"""Returns the texts that a script of the site shows, as a line of script to put before it.

A script names a text by its key in double quotes, as in `text("plan.saved")`. So a page loads just the texts that its
scripts can show, in a file that it loads anyway: nothing is inline, and a page from a disk has them too.
"""

from __future__ import annotations

import json
import re

from msgspec.structs import asdict

from studyguide.model.texts import ONE, OTHER, Texts, plain_forms

QUOTED = re.compile(r'"([a-z_]+\.[a-z_0-9 ]+)"')
SIGN_NAME = re.compile(r"\btexts\.([a-z]+)\b")


def script_texts(texts: Texts, script: str) -> str:
    """Returns the statement that hands over the texts and the signs of numbers that `script` names; '' for none."""
    signs = asdict(texts.signs)
    named: dict[str, object] = {name: signs[name] for name in sorted(set(SIGN_NAME.findall(script)) & signs.keys())}
    named |= {key: _forms(texts, key) for key in text_keys(texts, script)}
    if not named:
        return ""
    handed = json.dumps(named, ensure_ascii=False, separators=(",", ":"))
    return f"Object.assign((globalThis.studyguide ??= {{}}).texts ??= {{}}, {handed});\n"


def text_keys(texts: Texts, script: str) -> list[str]:
    """Returns the keys of the texts that a script names, in order."""
    return sorted(set(QUOTED.findall(script)) & texts.forms.keys())


def _forms(texts: Texts, key: str) -> str | dict[str, str]:
    """Returns the one form of a text, or both that depend on a number."""
    forms = plain_forms(texts, key)
    return forms if ONE in forms else forms[OTHER]
