"""Tells by their titles which lists are of talks and which name people who gave none."""

from __future__ import annotations

import re

OTHER_LISTS = re.compile(
    r"\b(?:books?|reading|papers?|articles?|blogs?|posts?|podcasts?|links?|resources?|references?|bibliograph\w+|tools?"
    r"|librar\w+|projects?|people|follow|thank\w*|credits?|acknowledg\w+|contribut\w+|authors?|contacts?|organi[sz]\w+"
    r"|sponsors?|actions?|attendees|participants|members|teams?|staff|committee|hiring|quotes?|questions?|q ?& ?a|panel"
    r"|discussion|interviews?|movies|films|music|songs|games|licen[sc]e|history|citations?|maintainers?|users?|testimonials?"
    r"|libros|lecturas|art[ií]culos|enlaces|recursos|referencias|herramientas|gracias|livres|liens|ressources"
    r"|merci|outils|bücher|sonstiges|weiteres|diverses|quellen|literatur|werkzeuge|danke|libri|letture|risorse|grazie|livros|leituras|boeken)\b",
    re.IGNORECASE,
)
"""Titles of lists that name people who gave no talk."""
LISTS_TALKS = re.compile(
    r"\b(?:days?|tracks?|schedule|agenda|program(?:me|m)?|videos?|recordings?|workshops?|presentations?|webinars?|slides"
    r"|tutorials|favou?rites?|highlights|tag|jour|día|giorno|dag|interventi|morning|afternoon|\w+day)\b",
    re.IGNORECASE,
)
"""Other titles that lists of talks have, in notes about talks."""
GROUP_OF_TALKS = re.compile(
    r"(?:the |some |my |other |more |favou?rite |key ?note |lightning |invited |die |las |les |os |as |gli |de )*"
    r"(?:talks?|sessions?|keynotes?|presentations?|charlas"
    r"|ponencias|vorträge|les conférences|palestras|(?:gli altri )?talk|föredrag|lezingen)\W*",
    re.IGNORECASE,
)
"""Titles of parts that have several talks."""
ENDS_IN_TALKS = re.compile(r"\stalks(?:\s?[-–—:]?\snotes)?$", re.IGNORECASE)
"""The end of a title of several talks."""
MOST_TITLE_WORDS = 2


def is_of_others(title: str) -> bool:
    """Returns whether a short title is one of a list of people who gave no talk, such as `Attendees`."""
    return len(title.split()) <= MOST_TITLE_WORDS and OTHER_LISTS.search(title) is not None
