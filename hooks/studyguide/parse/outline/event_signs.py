"""Tells by the folders of a note, and by words anywhere in it, that it is about talks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from studyguide.parse.outline.everyday_names import is_about_talks

YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LETTERS_IN_NAME = re.compile(r"[^\W\d_]{3}")
OTHER_FOLDERS = re.compile(
    r"_?(?:posts?|blogs?|notes?|journals?|daily|diar(?:y|ies)|archives?|content|docs?|src|images?|assets|books?|papers?"
    r"|reading|articles?|logs?|news|releases?|changelogs?|weekly|monthly|meetings?|wiki|data|static|public|uploads?|files?"
    r"|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)",
    re.IGNORECASE,
)
"""Names of folders that have years for other reasons than an event."""
OF_OTHER_THINGS = re.compile(
    r"(?<![^\W_])(?:books?|papers?|reading|people|contacts?|music|songs|quotes|recipes|articles|bookmarks?|journals?|diary"
    r"|libros|lecturas|livres|bücher)(?![^\W_])",
    re.IGNORECASE,
)
FIRST_LINES = 12
SAID_PARTS = (
    "talk",
    "keynote",
    "conférence",
    "speaker",
    "lecture",
    "charla",
    "ponenc",
    "palestra",
    "vortrag",
    "発表",
    "登壇",
    "演讲",
)
"""In small letters, what every match of the next pattern has one of."""
SAID_OF_TALKS = re.compile(
    r"(?<![^\W_])(?:(?:this|the|his|her|great|good|my|lightning|invited) (?:talks?|lecture)\b|keynotes?\b"
    r"|speakers?\s?[*_]*[:：]|(?:la|una|esta) (?:charla|ponencia)|cette conférence"
    r"|(?:der|dem|den|im) vortrag|(?:a|na|da|uma) palestra)|発表者|登壇者|演讲者|主讲"
)
"""In small letters, what is said of talks and hardly in other notes."""


def is_of_other_things(path: str, lines: Sequence[str]) -> bool:
    """Returns whether the path of a note or its first heading says that it is about books, papers, people and the like,
    and neither says that it is about talks."""
    heading = next((line for line in lines[:FIRST_LINES] if line.startswith("# ")), "")
    is_other = OF_OTHER_THINGS.search(path) or OF_OTHER_THINGS.search(heading)
    return is_other is not None and not is_about_talks((path, heading))


def is_in_folder_of_event(path: str) -> bool:
    """Returns whether a note is in a folder that is named after something and a year, in itself or with the next."""
    folders = path.split("/")[:-1]
    named = [LETTERS_IN_NAME.search(name) is not None and not OTHER_FOLDERS.fullmatch(name) for name in folders]
    years = [YEAR_IN_NAME.search(name) is not None for name in folders]
    beside = pairwise(zip(named, years, strict=True))
    return any(map(all, zip(named, years, strict=True))) or any(
        (name and year) or (other and first) for (name, first), (other, year) in beside
    )


def says_talk(text: str) -> bool:
    """Returns whether a text in small letters says of something that it is a talk, a keynote or a conference."""
    return any(part in text for part in SAID_PARTS) and SAID_OF_TALKS.search(text) is not None
