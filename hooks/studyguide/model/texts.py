"""Defines the catalog of the sentences and labels that a site shows, and fills their places.

A value of the catalog is plain text with named places: `{count} lines of {note}`. Two marks are allowed, and they
show only where a page takes HTML: `[words]({place})` is a link to the address in that place, `**words**` is bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape
from msgspec import Struct

ONE, OTHER = "one", "other"
"""The forms of a text that depends on a number: `one` is for the number 1, `other` for all the others."""
COUNT = "count"
"""The place whose number decides between the forms."""
TEXT_PLACE = re.compile(r"\{([a-z_]+)\}")
TEXT_LINK = re.compile(r"\[([^\[\]]+)\]\((\{[a-z_]+\})\)")
BOLD_IN_TEXT = re.compile(r"\*\*([^*]+)\*\*")
LEAST_SEPARATED = 1000
"""Smallest number that is written with a thousands separator."""


class SiteText(Struct, frozen=True):
    """Holds one form of a text. Both tuples have literal text and the names of places in turn."""

    plain: tuple[str, ...]
    html: tuple[str, ...]


class NumberSigns(Struct, frozen=True):
    """Holds the signs within a number."""

    thousands: str
    """What separates groups of three digits."""
    decimal: str
    """What separates the whole part from the decimals."""


class Texts(Struct, frozen=True):
    """Holds every text that the site shows, by keys such as `coverage.title`."""

    lang: str
    """The language of the texts, as HTML names it."""
    signs: NumberSigns
    forms: Mapping[str, Mapping[str, SiteText]]
    """By key and form; every text has `other`."""
    written: Mapping[str, str | Mapping[str, str]]
    """The texts as the catalog has them."""


def text_of(texts: Texts, key: str, **values: object) -> str:
    """Returns a text without markup, with its places filled."""
    pieces = _form_of(texts, key, values).plain
    if len(pieces) == 1:
        return pieces[0]
    return "".join(_plain_value(texts, values[piece]) if at % 2 else piece for at, piece in enumerate(pieces))


def html_of(texts: Texts, key: str, **values: object) -> Markup:
    """Returns a text as HTML. Values are escaped unless they are `Markup`."""
    pieces = _form_of(texts, key, values).html
    if len(pieces) == 1:
        return Markup(pieces[0])
    return Markup("".join(_html_value(texts, values[piece]) if at % 2 else piece for at, piece in enumerate(pieces)))


def number_of(texts: Texts, number: int) -> str:
    """Returns a number with the catalog's thousands separator."""
    return f"{number:,}".replace(",", texts.signs.thousands) if abs(number) >= LEAST_SEPARATED else str(number)


def plain_forms(texts: Texts, key: str) -> dict[str, str]:
    """Returns the forms of a text without markup, its places left as they are."""
    return {
        form: "".join(f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(text.plain))
        for form, text in texts.forms[key].items()
    }


def make_texts(lang: str, signs: NumberSigns, written: Mapping[str, str | Mapping[str, str]]) -> Texts:
    """Returns a catalog of texts as they are written in its file, split at their places."""
    forms = {
        key: {OTHER: _split_at_places(text)}
        if isinstance(text, str)
        else {form: _split_at_places(one) for form, one in text.items()}
        for key, text in written.items()
    }
    return Texts(lang, signs, forms, written)


def places_in(text: str) -> list[str]:
    """Returns the names of the places of a text, in order."""
    return TEXT_PLACE.findall(text)


def _form_of(texts: Texts, key: str, values: Mapping[str, object]) -> SiteText:
    forms = texts.forms[key]
    return forms[ONE] if values.get(COUNT) == 1 and ONE in forms else forms[OTHER]


def _plain_value(texts: Texts, value: object) -> str:
    return number_of(texts, value) if isinstance(value, int) else str(value)


def _html_value(texts: Texts, value: object) -> str:
    return number_of(texts, value) if isinstance(value, int) else str(escape(value))


def _split_at_places(text: str) -> SiteText:
    plain = BOLD_IN_TEXT.sub(r"\1", TEXT_LINK.sub(r"\1", text))
    return SiteText(tuple(TEXT_PLACE.split(plain)), tuple(TEXT_PLACE.split("".join(_html_of_text(text)))))


def _html_of_text(text: str) -> Iterator[str]:
    """Yields a text as HTML, its places left as they are. An apostrophe stays: every attribute has double quotes."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    yield BOLD_IN_TEXT.sub(r"<b>\1</b>", TEXT_LINK.sub(r'<a href="\2">\1</a>', safe))
