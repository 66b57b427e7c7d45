"""Lists the most frequent words of English that are no subject of anything: verbs, adjectives, adverbs, small words.

A text has them on every line, so that one of them as a name says nothing by itself.
"""

from __future__ import annotations

from studyguide.text.english_words import is_english_word

_BASIC = """
a about above accept across actual after again ago ahead all allow almost alone along already also although always am
among an and another any anyone anything apart are around as at available away be became because become before began
begin behind believe below best better between beyond both bring but by came can certain come could did different
difficult do does done down during each early easy eat either else enough ever every everyone everything except expect
false far fast few first for found free from gave get give go goes good got great had half happen happy has have he
hear her here him his how however huge if important in inside instead into is it its just keep kept knew large last
late later least less let like likely little made make many may maybe me mean might more most much my near nearly
never new next nice no nobody none nor not nothing now of off often old on once one only onto or other our out over
perhaps please possible quick quite rather ready really remain safe said same saw say seem seen several shall she
should since slow small so some someone something sometimes soon still such sure take tell than that the their them
then there these they thin this those though through thus to together told too took true under unless until up upon us
use used useful usual various very want was we well went were what when where whether which while who whole whose why
will with within without would wrong yes yet you your
"""
BASIC_WORDS = frozenset(_BASIC.split())

_NOUNS = "child day friend home hour idea job kid life man minute money month morning night people person team thing"
COMMON_NOUNS = frozenset((*_NOUNS.split(), "time", "way", "week", "woman", "world", "year"))
"""Nouns that any text has. One of them may be a subject all the same."""

_SMALL = """
a an and are as at be by for from how in into is it its of on or our s that the their this to using via what with your
"""
SMALL_WORDS = frozenset(_SMALL.split())
"""Words that do not count where names, titles and items are compared."""

_STOP = """
a about an and are as at be been but by can could did do does for from had has have he her his how i if in into is it
its just me my no not of on or our she should so some than that the their them then there these they this those to too
was we were what when where which while who whom whose why will with would you your
"""
STOP_WORDS = frozenset(_STOP.split())
"""Words without a subject of their own. No text is found by them, but a name that consists of them is."""

_ENDS_NO_LABEL = """
a an the and or but of to in on at for with by from as than that which who whose if because while when into onto over
under about between through via per our your my his her its their this these those some any each every is are be not
de del la el las los un una y o que en con por para et ou le les des du dans sur avec pour qui der die das dem den des
und oder ein eine im am zu zum zur mit von für auf bei e di da il lo gli
"""
ENDS_NO_LABEL = frozenset(_ENDS_NO_LABEL.split())
"""Function words of the languages of notes with which no label ends."""


def is_basic_word(text: str) -> bool:
    """Returns whether a name, in any case, is one letter or one of the most frequent words."""
    return (len(text) == 1 and text.isalpha()) or text.lower() in BASIC_WORDS


def is_everyday_word(text: str) -> bool:
    """Returns whether a name is a word that any text may have: a common English one that is not all in capitals."""
    return is_basic_word(text) or (text.isalpha() and not text.isupper() and is_english_word(text))
