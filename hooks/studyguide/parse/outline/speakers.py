"""Who gave a talk: speakers told apart from the title they are printed beside, by rules that need certainty.

A name alone is capitalised words, and so is a title. So a name counts only beside something that proves it: a job
behind it, a word such as "by" or "speaker:" before it, or a given name known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from studyguide.model.note import Speaker

PARTICLE = r"(?:de|del|della|der|den|van|von|da|di|dos|du|la|le|el|al|bin|ibn|ten|ter|st\.?|y)"
NAME_WORD = r"(?:[^\W\d_a-z][\w’'`-]{0,40}[^\W\d_]|[^\W\d_a-z]\.?)"
PERSON_NAME = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.? )?{NAME_WORD}(?: (?:{PARTICLE} ){{0,2}}{NAME_WORD}){{1,3}}"
    r"(?:,? (?:Jr|Sr|II|III|PhD)\.?)?"
)
ONE_NAME = re.compile(r"@\w{2,40}|[^\W\d_a-z][^\W\d_]+")
"""A handle or a single name, where a marker such as `by` proves it."""
JOB_TITLE = re.compile(
    r"\b(?:engineer|manager|lead|leader|head|director|vp|vice president|president|chief|c[a-z]o|officer|founder"
    r"|co-?founder|architect|advocate|evangelist|developer|scientist|researcher|professor|prof|lecturer|instructor"
    r"|teacher|trainer|analyst|consultant|specialist|strategist|senior|sr|partner|owner|fellow|student|ph\.?d|postdoc"
    r"|author|editor|designer|administrator|practitioner|technologist|moderator|sre|chair|co-?chair|gm|svp|evp|sde|swe)\b",
    re.IGNORECASE,
)
"""Jobs, in the singular as one person has them; a company proves no person, for products have companies as well."""
PROFESSION = re.compile(
    r"(?:[a-z][a-z-]* ){0,2}(?:accountant|archaeologist|astronomer|baker|beekeeper|biologist|botanist|carpenter|chemist"
    r"|ecologist|economist|entomologist|geologist|historian|journalist|lawyer|librarian|linguist|mathematician"
    r"|meteorologist|midwife|musician|ornithologist|pharmacist|photographer|physician|physicist|psychologist|statistician"
    r"|surgeon|veterinarian|zoologist)(?:(?:,| (?:at|from|in|of)) .+)?"
)
"""A role that is nothing but a profession, and where. Words in -er and -or at large prove nobody: a printer, a filter
or a winter behind a comma is no job; nor are professions that animals and tools have, such as nurse or chef."""
SPEAKER_SEPARATOR = re.compile(r"(?<!\s)\s++(?:[-–—|/~•]|--|::)\s++|(?<=\w)\s*[—|]\s*(?=\w)|:\s+")
BETWEEN = re.compile(r"(?:(?<!\s)\s++)?,(?:\s++(?:and|&|und|et|y)\s++|\s*+)|(?<!\s)\s++(?:and|&|und|et|y|/)\s++")
TRAILING_BRACKETS = re.compile(r"(?<!\s)\s*+(?:\((?P<round>[^()]{3,160})\)|\[(?P<square>[^\[\]]{3,160})\])\s*$")
LISTED_SPEAKER = re.compile(rf"(?P<title>\S+(?:\s\S+)+?),\s(?P<name>{PERSON_NAME.pattern}),\s(?P<role>[^,]{{2,60}})")
"""A title, a name and a company as programmes list them."""
BY = re.compile(
    r"(?:(?:(?<!\s)\s++)?[,;:–—|-]\s++|(?<!\s)\s++)(?:(?:presented|given|delivered|hosted|taught)\s++)?"
    r"(?:by:?|from(?=\s+@))\s++(?=@?[^\W\d_])",
    re.IGNORECASE,
)
BY_AT_ALL = re.compile(r"\s(?:by|from\s+@)", re.IGNORECASE)
SEPARATOR_AT_ALL = re.compile(r"[-–—|/~•:]")
"""Without these the patterns above find nothing; most lines have neither."""
SPEAKER_MARKER = re.compile(
    r"(?:session |talk |guest |key ?note )?(?:speakers?|presenters?|presented(?: by)?|hosts?|hosted by|panell?ists?"
    r"|instructors?|lecturers?|taught by|moderators?|teachers?|professors?|talk by|given by|by|who"
    r"|sprecher|referent|ponente|intervenants?|讲师|演讲者|登壇者|スピーカー)"
    r"(?:\(s\))?(?:\s*+[:：]|\s++[-–—]\s|(?<=by)\s)\s*+",
    re.IGNORECASE,
)
OCCASION = re.compile(
    r"\b(?:key ?note|speaker|presenter|guest|interview|fireside chat|ama)(?: (?:speaker|talk|address|session))?\s*$",
    re.IGNORECASE,
)
"""What is followed by a person's name as a matter of course."""
MAX_NAMES = 20


def split_byline(text: str) -> tuple[str, tuple[Speaker, ...]]:
    """Return a title without its speakers, and these; the text as it was where no speaker is certain.

    Read are `title - name, role`, `title (name, role)`, `title [name]`, `title by name`, with one or more names, and
    `name: title` and `title, name, company` where the given name is known.
    """
    if len(text) > 400:
        return text, ()
    if text.rstrip().endswith((")", "]")) and (match := TRAILING_BRACKETS.search(text)) and match.start():
        inside = match["round"] or match["square"]
        marked = SPEAKER_MARKER.match(inside)
        if people := people_in(inside[marked.end() :] if marked else inside, proven=marked is not None):
            return _trimmed_title(text[: match.start()]), people
    for match in BY.finditer(text) if BY_AT_ALL.search(text) else ():
        tail = text[match.end() :]
        if match.start() and (people := people_in(tail, proven=tail[0] == "@" or _is_given(tail))):
            return _trimmed_title(text[: match.start()]), people
    separators = list(SPEAKER_SEPARATOR.finditer(text)) if SEPARATOR_AT_ALL.search(text) else []
    for match in separators:
        tail = text[match.end() :]
        marked = SPEAKER_MARKER.match(tail) or (OCCASION.search(text, 0, match.start()) and re.match("", tail))
        if match.start() and (people := people_in(tail[marked.end() :] if marked else tail, proven=marked is not None)):
            return _trimmed_title(text[: match.start()]), people
    if separators and len(text[separators[0].end() :].split()) > 1:
        people = people_in(text[: separators[0].start()])
        if people and all(_is_given(person.name) for person in people):
            return text[separators[0].end() :], people
    listed = LISTED_SPEAKER.fullmatch(text) if text.count(", ") > 1 else None
    if listed and _is_given(listed["name"]) and _is_name(listed["name"]):
        return listed["title"], (Speaker(listed["name"], listed["role"]),)
    return text, ()


def speaker_line(text: str) -> tuple[Speaker, ...]:
    """Return the speakers of a line that is nothing but a byline, such as `Speaker: A. Name, role` or `by A. Name`."""
    if len(text) > 300:
        return ()
    if marked := SPEAKER_MARKER.match(text):
        return people_in(text[marked.end() :], proven=True)
    return people_in(text) if not text.endswith((".", ":", "?", "!")) and len(text) <= 160 else ()


def names_alone(rows: Iterable[str]) -> tuple[Speaker, ...]:
    """Return one speaker a row, if every row is nothing but a name. Only for places where something else proves it."""
    rows = tuple(rows)
    named = rows and all(PERSON_NAME.fullmatch(row) and _is_name(row) for row in rows)
    return tuple(Speaker(row, None) for row in rows) if named else ()


def people_in(text: str, proven: bool = False) -> tuple[Speaker, ...]:
    """Return the people `text` lists, or none unless all of it is people and one of them certain.

    `proven` says that a marker such as `Speaker:` stood before.
    """
    text = text.strip(" \t.*_")
    first = text.lstrip(" \t,")
    if not first.startswith(";") and not (PERSON_NAME.match(first) or (proven and ONE_NAME.match(first))):
        return ()  # most lines are prose, and the first of all people is none already
    people: list[Speaker] = []
    for part in _people_parts(text):
        person = _person(part, proven)
        if person is None:
            return ()
        proven = proven or _is_certain_speaker(person)
        people.append(person)
    return tuple(people[:MAX_NAMES]) if proven else ()


def _people_parts(text: str) -> list[str]:
    """Split at what stands between two people, never at what stands between a name and its role."""
    if ";" in text:
        return [part for part in re.split(r"(?:(?<!\s)\s++)?;\s*+(?:and\s++)?", text) if part]
    starts, at = [0], 0
    for between in BETWEEN.finditer(text):
        following = text[between.end() :]
        name = PERSON_NAME.match(following)
        ends = name is not None and not following[name.end() :].strip()[:1].isalnum()
        if ends and between.start() > at and ("," not in between[0].strip()[:1] or _is_given(following)):
            starts.append(between.end())
            at = between.end()
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [re.sub(r"(?<!\s)(?:\s*+[,/]|(?:\s*+,\s|\s++)(?:and|&|und|et|y))\s*+$", "", piece) for piece in pieces]


def _person(text: str, proven: bool) -> Speaker | None:
    """Return who a text names, with what stands behind the name as the role."""
    text = text.strip(" \t,")
    name = PERSON_NAME.match(text) or (ONE_NAME.match(text) if proven else None)
    if name is None or not _is_name(name[0]):
        return None
    rest = text[name.end() :].strip()
    if rest and not re.match(r"[,(\[@/|–—-]|(?:from|at|of)\s", rest):
        return None
    role = rest[1:-1].strip() if rest[:1] in "([" and rest[-1:] in ")]" else rest.strip(" ,-–—/|")
    return Speaker(name[0].strip(), role or None) if len(role) <= 160 else None


def _is_certain_speaker(person: Speaker) -> bool:
    role = person.role or ""
    job = JOB_TITLE.search(role) is not None and not JOB_TITLE.search(person.name)
    return job or PROFESSION.fullmatch(role) is not None or _is_given(person.name)


def _is_given(text: str) -> bool:
    words = [word.strip(".,") for word in text.split()[:2]]
    words = words[1:] if words and words[0] in {"Dr", "Prof", "Mr", "Mrs", "Ms"} else words
    return bool(words) and words[0].lower() in GIVEN_NAMES


def _is_name(text: str) -> bool:
    """Acronyms are no part of a name, initials are."""
    return not any(len(word) > 2 and word.isupper() for word in re.findall(r"[^\W\d_]+", text)) or text.isupper()


def _trimmed_title(title: str) -> str:
    return title.rstrip(" \t-–—|:,;")


_NAMES = """
aaron abby abdul abhishek adrian adriana ahmed aisha ajay akira alan albert alberto alec alejandro aleksandar
alessandro alex alexander alexandra alexandre alexey alfred ali alice alicia alison allan allen allison alyssa amanda
amir amit amy ana anand anders andre andrea andreas andrei andres andrew andrey andy angela angelo anil anita anja
ankit ann anna anne annette anthony antje antoine anton antonio anuj anya ariel arjun arnaud arthur arun asha ashish
ashley astrid axel barbara bart beatriz ben benjamin benoit bernard bernd beth bettina bilal björn bob boris brad
brandon brenda brendan brent brett brian brigitte bruce bruno bryan burak caitlin camille carl carla carlos carmen
caroline catherine cathy cecilia cedric charles charlotte chen chloe chris christian christina christine christoph
christophe christopher cindy claire claudia clement clemens clint colin connor constantin corey cristina curtis damian
damien dan daniel daniela danielle danilo danny dario darren dave david dean deborah deepak denis dennis derek diana
diego dieter dimitri dinesh dirk dmitry dominic dominik donald donna doug douglas duncan dylan ed eddie edgar eduardo
edward edwin ekaterina elena eli elias elisabeth elise elizabeth ella ellen emil emilia emily emma emmanuel enrico
enrique eric erica erich erik erin ernest esther ethan eugene eva evan evelyn fabian fabio fatima federico felipe
felix fernando florian francesca francesco francis francisco franck franz fred frederic frederick gabriel gabriela
gareth gary gavin geoff geoffrey georg george gerald gerard gerhard gert gianluca gilbert gilles giorgio giovanni
giuseppe glenn gonzalo gordon graham greg gregor gregory guido guilherme guillaume gustavo hannah hans harald harish
harold harry hassan heather heidi heike heinrich helen helena helmut hendrik henri henry herbert hiroshi holger ian
ibrahim igor ilya imran ingrid irene irina isaac isabel isabelle ivan jackie jacob jacques jaime jake jakob jakub
james jamie jan jana jane janet janice jared jason javier jay jeff jeffrey jen jennifer jens jeremy jerome jerry
jessica jesus jill jim jimmy jiri jiří joachim joan joanna joao joe joel joerg johan johann johannes john johnny jon
jonas jonathan jorge jose josef joseph josh joshua joyce juan judith juha julian juliana julie julien julio jun justin
jürgen kai karen karim karin karl karolina karsten karthik katarina kate katharina katherine kathleen kathy katie
katja kavita kazuki keith kelly ken kenji kenneth kerstin kevin kim kiran kirsten klaus konrad konstantin kristen
kristian kristin kristina krzysztof kumar kurt kyle lakshmi lars laura lauren laurent lea leah lee leif lena lenny
leon leonardo leslie lin linda lindsay lisa liz lorenzo lothar louis louise luc luca lucas lucia luis lukas luke lutz
lynn maciej madeline mahesh manish manoj manuel manuela marc marcel marcelo marcin marco marcus margaret maria
mariatta marie marina mario marion marko markus marta martha martin martina mary mateo mathias mathieu matt matteo
matthew matthias maurice mauricio maxim maxime megan mehmet mei melanie melissa michael michal michel michele michelle
miguel mihai mike mikhail milan ming miriam mitch mohamed mohammad mohammed mohit monica monika moritz muhammad mukesh
nadia naoki naomi natalia natalie natasha nathalie nathan ned neha neil nicholas nick nicola nicolas nicole niels
nikhil nikita niklas nikola nikolai nina nitin noah noemi nora norbert olaf oleg olga oliver olivia olivier omar oscar
otto owen pablo paolo patricia patrick paul paula paulo pavel pawel pedro peggy per pete peter petr petra phil philip
philipp philippe phillip pierre piotr pradeep prakash pranav prasad praveen priya quentin rachel rafael raghu rahul
rainer raj rajesh rakesh ralf ralph ramesh ramon randall randy raphael raul ravi raymond rebecca reinhard renata
renate rené ricardo richard rick rita robert roberta roberto rodrigo roger rohan rohit roland rolf romain ron ronald
rosa rosario roxana rudolf rupert russell ruth ryan sabine sabrina sachin salvatore sam samantha samir samuel sandeep
sandra sanjay santiago sara sarah sascha satish satoshi scott sean sebastian serge sergei sergey sergio seth shannon
shashank shawn sheila shirley shiv shreya shreyas shweta siddharth sigrid silke silvia simon simone sofia sonia sonja
sophia sophie stacy stefan stefanie stephan stephane stephanie stephen steve steven stewart stuart subhash sunil
suresh susan susanne suzanne sven swami sylvia takashi takeshi tamara tanja tanya tara teresa terry thierry thilo
thomas tiago tim timo timothy tina tobias todd tom tomas tomasz tommy toni tony torsten tracy travis trevor tristan
troy ulrich ursula uwe vadim valentina valerie vanessa vera verena veronica vicki vicky vijay vikas vikram vincent
vineet vinod vishal vivek vladimir volker wallace walter wanda warren wayne wei wendy werner wilhelm william
wolfgang yan yang yann yannick yasmin yuki yuri yusuf yves yvonne zach zachary zhang zoe zoltan
"""
GIVEN_NAMES = frozenset(_NAMES.split())
