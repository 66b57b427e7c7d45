"""Lists the words with which sentences say who gave a talk, in the languages of notes."""

from __future__ import annotations

GIVEN = (
    r"(?i:(?:(?:fire ?side|lightning|opening|closing|lunch) )?(?:talks?|key ?notes?|sessions?|presentations?|lectures?|workshops?"
    r"|tutorials?|webinars?|demos?|speech)"
    r"|charlas?|ponencias?|conferencias?|pláticas?|talleres|taller|sesión|presentación|exposición|conférences?|ateliers?|intervention"
    r"|présentation|plénière|\w{0,20}vortr(?:ag|ags|ages|äge)|präsentation|\w{0,20}workshop|\w{3,20}keynote"
    r"|palestras?|apresentação|sessão|oficina|interventi|intervento|presentazione|sessione|relazione|seminario"
    r"|lezing(?:en)?|presentatie|praatje|sessie|voordracht|föredrag(?:et)?|presentation(?:en)?|session(?:en)?|föreläsning(?:en)?"
    r"|dragning(?:en)?|foredrag(?:et)?|oplæg(?:get)?|indlæg(?:get)?|prelekcj\w{1,3}|wystąpieni\w)"
)
"""What somebody gave."""
BY = r"(?i:by|from|par|por|von|vom|door|av|af|przez|da)"
"""The words for by, behind any words about a talk."""
OF = (
    r"(?i:by|from|de|del|do|da|dos|di|del|della|von|vom|van|par|por|door|av|af|med|with|mit|avec|con|d['’]|dell['’])"
)
"""The words for by, directly behind what somebody gave or its title."""
GIVEN_BY = (
    r"(?i:(?:given|held|presented|delivered|done|led|conducted|hosted|taught) by|(?:présent|donn|anim|assur|tenu)\wes? par|présentée? par"
    r"|donn[ée]+s? par|animée? par|(?:impartid|presentad|dad|dictad)[oa]s? por|a cargo de|de la mano de|(?:apresentad|ministrad|dad)[oa]s? p(?:or|el[oa])"
    r"|(?:tenut|presentat|condott)[oaie] da(?:l|lla)?|(?:gehalten|präsentiert|vorgetragen|geleitet) von|(?:gegeven|gehouden|gepresenteerd|verzorgd) door"
    r"|(?:hölls|hållen|hållet|presenterades|leddes|inleddes|avslutades) av|(?:holdt|præsenteret|presentert) a[vf]"
    r"|ouverte? par|clôturée? par|inaugurad[oa] por|opened by|closed by|kicked off by|eröffnet von)"
)
"""That something was given, and by."""
BETWEEN_NAME_AND_VERB = (
    r"(?i:then|also|later|next|finally|again|first|now|himself|herself|recently|briefly|who|which|was|were|is|are|has|have|had|will|would"
    r"|poi|anche|quindi|invece|ci|ha|hanno|che|si|luego|después|también|nos|ha|han|había|que|me|entonces|ensuite|puis|aussi|nous|m['’]|a|ont"
    r"|avait|qui|d['’]abord|enfin|dann|danach|auch|hat|haben|hatte|die|der|uns|noch|depois|também|então|veio|para|sedan|också|som|har"
    r"|daarna|ook|toen|heeft|hebben|ons|już|nam)"
)
SPEAKING = (
    r"(?i:talk(?:ed|s|ing)?|spoke|speaks?|speaking|lectured|presented|presents?|presenting|(?:gave|gives|giving|given|did|does|held|holds|led|leads|ran|delivered|delivers|hosted|opened|closed)"
    r" (?:[\w“”'’-]{1,20} ){0,5}?(?:talks?|key ?note|sessions?|workshops?|presentations?|demos?|overview|introduction|intro|tour|lecture|tutorial|conference|day)"
    r"|(?:gave|told|showed|shows?|tells?|taught|teaches|takes?|took|walks?|walked|gives) (?:us|everyone|everybody|the audience|attendees|me|how)"
    r"|kicked (?:off|things off|us off)|demoed|demonstrated|demonstrates|showcased|spoken|talked"
    r"|habl(?:ó|a|aron|ado|aba|ar|e)|present(?:ó|a|aron|ado)|cont(?:ó|ado)|explic(?:ó|a|aron|ado)|cuenta|mostr(?:ó|ado)|muestra|dio (?:una|la|su)|impart(?:ió|e)|sorprende|expuso"
    r"|parl(?:é|e|er|ait)|présent(?:é|e|er|ait)|expliqu(?:é|e|er)|montr(?:é|e|er)|racont(?:é|e|er)|abord(?:é|e)|partag(?:é|e)|anim(?:é|e)|donn(?:é|e) (?:un|une|la|sa)|revien(?:t|u)|fait (?:un|une)"
    r"|sprach|spricht|gesprochen|erzählte?|berichtete?|zeigte?|erklärte?|stellte?|präsentierte?|hielt|hält|referierte?|führte?|vorgestellt|gehalten"
    r"|fal(?:ou|a|aram|ar)|apresent(?:ou|a|aram|ar)|mostr(?:ou|a|aram|ar)|explic(?:ou|aram)|contou|abordou|ministrou|palestrou|compartilhou|demonstrou|trouxe"
    r"|parlato|parla|presentato|presenta|spiegato|spiega|spiegarci|mostrato|mostra|raccontato|racconta|illustrato|illustra|tenuto|provveduto|parlare"
    r"|pratade|pratar|talade|talar|berättade|berättar|visade|visar|presenterade|presenterar|förklarade|höll|gick igenom|körde|demonstrerade"
    r"|fortalte|snakket|talte|viste|presenterte|præsenterede|holdt"
    r"|vertelde|vertelt|sprak|spreekt|liet|toonde|presenteerde|presenteert|hield|gaf|legde|besprak|demonstreerde"
    r"|opowiadała?|opowiedziała?|mówiła?|przedstawiła?|pokazała?|zaprezentowała?)"
)
"""What only people do in front of others, most of it with a subject behind it."""
SHOWING = (
    r"(?i:show(?:ed|s)|showcased|explain(?:ed|s)|describe[ds]|discusse[ds]|introduce[ds]|share[ds]|argue[ds]|cover(?:ed|s)|outline[ds]|detailed|reflect(?:ed|s)|illustrate[ds]"
    r"|demonstrate[ds]|compare[ds]|explore[ds]|walked|walks|summari[sz]e[ds]|lay(?:s|ed)? (?:down|out)|laid out|dove|dives|went over|goes over|mention(?:ed|s)|took|takes|opened|closed|started|told|tells|pointed out"
    r"|(?:nos|nous|ci|uns|ons|oss) \w{3,20}|(?:is|was) (?:an?|the) (?:[\w-]{1,20} ){0,3}(?:developer|engineer|author|founder|professor|researcher"
    r"|creator|maintainer|architect|consultant|designer|speaker|director|CTO|CEO))(?!\w)"
)
"""What products and papers do as well."""
ATTENDING = (
    r"(?i:attend(?:ed|ing)?|went to|saw|watch(?:ed|ing)?|joined|visited|listen(?:ed|ing)? to|heard|caught|enjoy(?:ed)?|liked|loved|commend|recommend|next up|first up|up next|then|next"
    r"|started with|kicked off with|followed by|sessions?|talks?|key ?notes?|speakers?"
    r"|assist[éií]\w*|fui|vi|visto|escuch\w+|oír|voy|vu|suivi|écout\w+|besucht\w*|gehört|gesehen|zaal|gezien|bezocht|såg|lyssnade|conferir)"
)
"""Words of sentences about what somebody saw."""
WORKS = (
    r"(?i:books?|papers?|articles?|posts?|blogs?|librar(?:y|ies)|frameworks?|tools?|plugins?|packages?|projects?|songs?|novels?|films?|movies?|quotes?|idea|concept|theory"
    r"|law|rule|written|wrote|created|made|built|developed|designed|maintained|founded|owned|inspired|organi[sz]ed|sponsored|moderated|coined|invented|introduced|cited|photos?|picture"
    r"|libro|artículo|biblioteca|livre|article|bibliothèque|buch|artikel|bibliothek|livro|artigo|libreria|boek|bok)"
)
"""What people make and write, which others speak about."""
OTHER_TIMES = r"(?i:earlier|previous|last|other|old|past|unlike|famous|upcoming|missed|anterior|précédente?|frühere[nrs]?|vorige|precedente|yesterday)"
"""Words before the talk of another day."""
EAST_BEHIND = r"(?:さん|氏|様|先生|老师|老師|女士|博士|教授)"
EAST_GIVES = (
    r"(?:による|の(?:発表|講演|セッション|トーク|話|登壇|基調講演|LT)|が(?:発表|登壇|講演|話|紹介)|から(?:の発表|発表|は)"
    r"|(?:为我们|给我们|给大家|为大家)?(?:带来|分享|主讲|讲解|讲述|介绍|做了|发表|的(?:演讲|分享|报告|主题)))"
)
"""What Japanese and Chinese sentences have behind the name of whoever speaks."""
