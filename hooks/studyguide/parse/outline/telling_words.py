"""Lists the words with which sentences say who gave a talk, in the languages of notes.

Each is the text of a pattern that ignores case. The lines of a list are alternatives, one language or meaning in each.
"""

from __future__ import annotations


def _alternatives(lines: str) -> str:
    return f"(?i:{'|'.join(line.strip() for line in lines.strip().splitlines())})"


GIVEN = _alternatives(r"""
    (?:(?:fire ?side|lightning|opening|closing|lunch) )?(?:talks?|key ?notes?|sessions?|presentations?|lectures?)
    workshops?|tutorials?|webinars?|demos?|speech
    charlas?|ponencias?|conferencias?|pláticas?|taller(?:es)?|sesión|presentación|exposición
    conférences?|ateliers?|intervention|présentation|plénière
    \w{0,20}vortr(?:ag|ags|ages|äge)|präsentation|\w{0,20}workshop|\w{3,20}keynote
    palestras?|apresentação|sessão|oficina
    interventi|intervento|presentazione|sessione|relazione|seminario
    lezing(?:en)?|presentatie|praatje|sessie|voordracht
    föredrag(?:et)?|presentation(?:en)?|session(?:en)?|föreläsning(?:en)?|dragning(?:en)?
    foredrag(?:et)?|oplæg(?:get)?|indlæg(?:get)?
    prelekcj\w{1,3}|wystąpieni\w
""")
"""What somebody gave."""
_PARTS_OF_GIVEN = """
talk key session presentation lecture workshop tutorial webinar demo speech charla ponencia conferencia plática taller
sesión presentación exposición conférence atelier intervent présentation plénière vortr präsentation palestra
apresentação sessão oficina intervento presentazione sessione relazione seminario lezing presentatie praatje sessie
voordracht föredrag föreläsning dragning foredrag oplæg indlæg prelekcj wystąpieni
"""
PARTS_OF_GIVEN = tuple(_PARTS_OF_GIVEN.split())
"""In small letters, what every match of these has one of. Most sentences have none, which takes less time to find."""
BY_WORD = _alternatives("by|from|par|por|von|vom|door|av|af|przez|da")
"""The words for by, behind any words about a talk."""
OF = _alternatives("""
    by|from|with
    de|del|do|da|dos|di|della|dell['’]|d['’]|con|par|por|avec
    von|vom|mit|van|door|av|af|med
""")
"""The words for by, directly behind what somebody gave or its title."""
GIVEN_BY = _alternatives(r"""
    (?:given|held|presented|delivered|done|led|conducted|hosted|taught|opened|closed|kicked off) by
    (?:présent|donn|anim|assur|ten|ouvert|clôtur)[éu]?e?s? par
    (?:impartid|presentad|dad|dictad|inaugurad)[oa]s? por|a cargo de|de la mano de
    (?:apresentad|ministrad|dad)[oa]s? p(?:or|el[oa])
    (?:tenut|presentat|condott)[oaie] da(?:l|lla)?
    (?:gehalten|präsentiert|vorgetragen|geleitet|eröffnet) von
    (?:gegeven|gehouden|gepresenteerd|verzorgd) door
    (?:hölls|hållen|hållet|presenterades|leddes|inleddes|avslutades) av|(?:holdt|præsenteret|presentert) a[vf]
""")
"""That something was given, and by."""
_PARTS_OF_GIVEN_BY = """
given held present deliver done led conducted hosted taught opened closed kicked présent donn anim assur ten ouvert
clôtur impart dad dictad inaugurad cargo mano ministrad condott gehalten präsentiert vorgetragen geleitet eröffnet
gegeven gehouden verzorgd höll håll inleddes avslutades holdt præsenteret
"""
PARTS_OF_GIVEN_BY = tuple(_PARTS_OF_GIVEN_BY.split())
"""In small letters, what every match of these has one of."""
BETWEEN_NAME_AND_VERB = _alternatives("""
    then|also|later|next|finally|again|first|now|himself|herself|recently|briefly
    who|which|was|were|is|are|has|have|had|will|would
    poi|anche|quindi|invece|ci|ha|hanno|che|si
    luego|después|también|nos|ha|han|había|que|me|entonces
    ensuite|puis|aussi|nous|m['’]|a|ont|avait|qui|d['’]abord|enfin
    dann|danach|auch|hat|haben|hatte|die|der|uns|noch
    depois|também|então|veio|para
    sedan|också|som|har
    daarna|ook|toen|heeft|hebben|ons
    już|nam
""")
"""Words between a name and what somebody does."""
SPEAKING = _alternatives(
    r"""
    talk(?:ed|s|ing)?|spoken?|speaks?|speaking|lectured|present(?:ed|s|ing)?
    (?:gave|gives|giving|given|did|does|held|holds|led|leads|ran|delivered|delivers|hosted|opened|closed) """
    r"""(?:[\w“”'’-]{1,20} ){0,5}?(?:talks?|key ?note|sessions?|workshops?|presentations?|demos?|overview"""
    r"""|intro(?:duction)?|tour|lecture|tutorial|conference|day)
    (?:gave|told|showed|shows?|tells?|taught|teaches|takes?|took|walks?|walked|gives) (?:us|everyone|everybody"""
    r"""|the audience|attendees|me|how)
    kicked (?:off|things off|us off)|demoed|demonstrated|demonstrates|showcased
    habl(?:ó|a|aron|ado|aba|ar|e)|present(?:ó|a|aron|ado)|cont(?:ó|ado)|cuenta|explic(?:ó|a|aron|ado)
    mostr(?:ó|ado)|muestra|dio (?:una|la|su)|impart(?:ió|e)|sorprende|expuso
    parl(?:é|e|er|ait)|présent(?:é|e|er|ait)|expliqu(?:é|e|er)|montr(?:é|e|er)|racont(?:é|e|er)|abord(?:é|e)
    partag(?:é|e)|anim(?:é|e)|donn(?:é|e) (?:un|une|la|sa)|revien(?:t|u)|fait (?:un|une)
    sprach|spricht|gesprochen|erzählte?|berichtete?|zeigte?|erklärte?|stellte?|präsentierte?|hielt|hält
    referierte?|führte?|vorgestellt|gehalten
    fal(?:ou|a|aram|ar)|apresent(?:ou|a|aram|ar)|mostr(?:ou|a|aram|ar)|explic(?:ou|aram)|contou|abordou|ministrou
    palestrou|compartilhou|demonstrou|trouxe
    parlato|parla|parlare|presentato|presenta|spiegato|spiega|spiegarci|mostrato|mostra|raccontato|racconta
    illustrato|illustra|tenuto|provveduto
    pratade|pratar|talade|talar|berättade|berättar|visade|visar|presenterade|presenterar|förklarade|höll
    gick igenom|körde|demonstrerade
    fortalte|snakket|talte|viste|presenterte|præsenterede|holdt
    vertelde|vertelt|sprak|spreekt|liet|toonde|presenteerde|presenteert|hield|gaf|legde|besprak|demonstreerde
    opowiadała?|opowiedziała?|mówiła?|przedstawiła?|pokazała?|zaprezentowała?
"""
)
"""What only people do in front of others, most of it with a subject behind it."""
SHOWING = (
    _alternatives(
        r"""
    show(?:ed|s)|showcased|explain(?:ed|s)|describe[ds]|discusse[ds]|introduce[ds]|share[ds]|argue[ds]|cover(?:ed|s)
    outline[ds]|detailed|reflect(?:ed|s)|illustrate[ds]|demonstrate[ds]|compare[ds]|explore[ds]|walk(?:ed|s)
    summari[sz]e[ds]|lay(?:s|ed)? (?:down|out)|laid out|dove|dives|went over|goes over|mention(?:ed|s)|took|takes
    opened|closed|started|told|tells|pointed out
    (?:nos|nous|ci|uns|ons|oss) \w{3,20}
    (?:is|was) (?:an?|the) (?:[\w-]{1,20} ){0,3}(?:developer|engineer|author|founder|professor|researcher|creator"""
        r"""|maintainer|architect|consultant|designer|speaker|director|CTO|CEO)
"""
    )
    + r"(?!\w)"
)
"""What products and papers do as well, and what people are."""
ATTENDING = _alternatives(r"""
    attend(?:ed|ing)?|went to|saw|watch(?:ed|ing)?|joined|visited|listen(?:ed|ing)? to|heard|caught|enjoy(?:ed)?
    favou?rites?
    liked|loved|commend|recommend|next up|first up|up next|then|next|started with|kicked off with|followed by
    sessions?|talks?|key ?notes?|speakers?
    assist[éií]\w*|fui|vi|visto|escuch\w+|oír|voy|vu|suivi|écout\w+|conferir
    besucht\w*|gehört|gesehen|gezien|bezocht|zag|såg|lyssnade
""")
"""Words of sentences about what somebody saw."""
WORKS = _alternatives(r"""
    books?|papers?|articles?|posts?|blogs?|librar(?:y|ies)|frameworks?|tools?|plugins?|packages?|projects?|songs?
    novels?|films?|movies?|quotes?|idea|concept|theory|law|rule|photos?|picture
    written|wrote|created|made|built|developed|designed|maintained|founded|owned|inspired|organi[sz]ed|sponsored
    moderated|coined|invented|introduced|cited
    libro|artículo|biblioteca|livre|bibliothèque|buch|artikel|bibliothek|livro|artigo|libreria|boek|bok
""")
"""What people make and write, which others speak about."""
OTHER_TIMES = _alternatives("""
    earlier|previous|last|other|old|past|unlike|famous|upcoming|missed|yesterday
    anterior|précédente?|frühere[nrs]?|vorige|precedente
""")
"""Words before the talk of another day."""
THEIR = _alternatives(r"his|her|their|la sua|il suo|sua?|seu|son|sa|leur|ihr\w{0,2}|sein\w{0,2}|zijn|haar|sitt|sin")
"""Words before what somebody gave, behind the name."""
THIS = _alternatives(
    "this|his|her|their|the|cette|ce|sa|son|esta|este|su|sua|seu|suo|seinem|ihrem|diesem|deze|zijn|haar"
)
"""Words before what somebody gave, before the name."""
IN = _alternatives("in|during|durante|dans|lors de|nella?|nel|na|no|en|im|i")
SPEAKERS = _alternatives("speakers?|presenters?|host|ponentes?|palestrantes?|referent(?:in)?|relatore|talare|spreker")
WAS = _alternatives("foi|fue|era|était|est|è|war|ist|var|was|were|is|are|came|fu|será")
HEARING = _alternatives(r"listen(?:ed|ing)? to|heard|saw|watch(?:ed|ing)?|que|see|écouter|hör\w{1,20}")
TO_SPEAK = _alternatives("""
    speak|talk|present|explain|give|show|discuss|me hable|parler|présenter|hablar|parlare|falar|sprechen
""")
EAST_BEHIND = "(?:さん|氏|様|先生|老师|老師|女士|博士|教授)"
EAST_GIVES = (
    "(?:による|の(?:発表|講演|セッション|トーク|話|登壇|基調講演|LT)|が(?:発表|登壇|講演|話|紹介)|から(?:の発表|発表|は)"
    "|(?:为我们|给我们|给大家|为大家)?(?:带来|分享|主讲|讲解|讲述|介绍|做了|发表|的(?:演讲|分享|报告|主题)))"
)
"""What Japanese and Chinese sentences have behind the name of whoever speaks."""
