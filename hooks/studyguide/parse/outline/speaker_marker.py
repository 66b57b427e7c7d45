"""Finds the words that introduce speakers, and tells quickly that a line has none and no names either."""

from __future__ import annotations

import re

from studyguide.parse.outline.east_letters import may_have_east_name
from studyguide.parse.outline.names import TWO_NAMES
from studyguide.text.small_letters import small_letters

BY_NAME = re.compile(r"[BbVvPp](?<=\s.)(?:[Yy]:?|[Oo][Nn]|[AaOo][Rr])\s++[^\W\d_a-z]")
HONORIFIC_SIGN = re.compile("[氏様님]|さん|先生|老[师師]")
OPENING_SIGN = re.compile(r"[-–—|/~•·:(\[：（｜／]")
MARK_END = re.compile(r"[:：Bb–—-](?:(?<=[:：])|(?<=\s[–—-])\s|(?<=[Bb])[Yy]\s)")
"""What a marker of speakers ends in."""
_STARTS = """
an ap at av by ch co de di do el en ex fa fo fö ga gä gi gu ho im in ke ko le mo op or os pa po pr př pu re se sp ta te
tr vo wh wy ве вы до ле сп 授课 主持 主講 演講 報告 話者 出演 강사 강연 講演
ゲス 主讲 分享 嘉宾 报告 演讲 発表 登壇 講師 講者 讲师 讲者 スピ 발표 연사
"""
MARKER_STARTS = frozenset(_STARTS.split())
"""The first two letters of every marker."""
WORDS_OF_MARKER = (
    r"(?:session |talk |guest |key ?note |invited )?(?:speakers?(?: names?)?|spkrs?|presenters?|presented(?: by)?"
    r"|hosts?|hosted by|panell?ists?|instructors?|lecturers?|taught by|moderators?|teachers?|professors?|trainers?"
    r"|guests?|by|who|facilitators?|(?:talk|key ?note|session|lecture|speech|presentation|given|led|delivered) by"
    r"|par|por|von|door|av"
    r"|speaker[*:_/]in(?:nen)?|(?:sprecher|referent)(?:[*:_/]?in(?:nen)?|en)?|referierende|vortragende[rn]?"
    r"|dozent(?:in)?|vortrag von|gast|gäste|ponentes?|invitad[oa]s?|invitée?s?|ospit[ei]|oplægsholdere?"
    r"|foredragsholdere?|docente|profesor(?:a)?|charla de|imparte|intervenant(?:e)?s?"
    r"|(?:conférence|présentation|session|talk|atelier|keynote) (?:animée?|présentée?|donnée?|tenue?) par"
    r"|(?:charla|ponencia|sesión|taller) (?:impartid[ao]|dad[ao]|presentad[ao]) por|vortrag gehalten von"
    r"|conférencier(?:s)?|orateurs?|oratrices?|présentée? par|animée? par|relator[ei]|relatrice|palestrantes?"
    r"|leaders?|led by|orador(?:a|es|as)?|conferencistas?|expositor(?:a|es)?|disertante|exponente|tallerista"
    r"|facilitador(?:a|es)?|instructor(?:a|es|as)|instrutor(?:a|es|as)?|animat(?:eur|rice)s?|enseignant(?:e)?s?|formateur|formatrice|moderador(?:a)?|insegnante|presentador(?:a|es)?"
    r"|spreker(?:s)?|gastspreker|prelegent(?:ka|ci)?|prowadząc[ya]|wykładowca|föreläsare|talare|taler|foredragsholder"
    r"|puhuja|előadó|konuşmaci|přednášející|докладчики?|спикеры?|лектор|выступает|ведущий|讲师|讲者|主[讲講]|(?:演[讲講]|主[讲講]|报告|報告|分享)(?:者|人|嘉宾|嘉賓)|嘉宾|講者|講師"
    r"|授课(?:老师|教师)|主持人|登壇者?|講演者?|話者|ゲスト|発表者?|出演者?|スピーカー|발표자|연사|강사|강연자)"
)
SPEAKER_MARKER = re.compile(rf"{WORDS_OF_MARKER}(?:\(s\))?(?:\s*+[:：]{{1,2}}|\s++[-–—]\s|(?<=by)\s)\s*+")
"""In small letters."""
MARKER_BEHIND_SIGN = re.compile(rf"[-–—|/~•·:(\[：（｜／→>»]\s*+{SPEAKER_MARKER.pattern}")
"""In small letters."""


def speaker_marker(text: str) -> re.Match[str] | None:
    """Returns the word at the start of a text that introduces speakers, such as `Speaker:`, in small letters."""
    if small_letters(text[:2]) not in MARKER_STARTS or not MARK_END.search(text):
        return None
    return SPEAKER_MARKER.match(small_letters(text))


def names_speakers(title: str) -> bool:
    """Returns whether a title is only a word such as `Speakers`."""
    small = small_letters(title.strip("*_: "))
    return small[:2] in MARKER_STARTS and SPEAKER_MARKER.fullmatch(f"{small}:") is not None


def may_name_people(text: str) -> bool:
    """Returns whether a text has a name of two words, a handle, or a single name behind `by` or another marker. Most
    lines have none of these, and then no way to divide them."""
    has_name = "@" in text or TWO_NAMES.search(text) or BY_NAME.search(text)
    if has_name or may_have_marker(text):
        return True
    return not text.isascii() and (HONORIFIC_SIGN.search(text) is not None or may_have_east_name(text))


def may_have_marker(text: str) -> bool:
    """Returns whether a word such as `Speaker:` may be behind a sign in a text."""
    sign = OPENING_SIGN.search(text)
    return sign is not None and MARK_END.search(text, sign.end()) is not None


def has_marker(text: str) -> bool:
    """Returns whether a word such as `Speaker:` is behind a sign in a text. Every link looks as if it may have one, as
    its address has a colon, and hardly any has."""
    return may_have_marker(text) and MARKER_BEHIND_SIGN.search(small_letters(text)) is not None
