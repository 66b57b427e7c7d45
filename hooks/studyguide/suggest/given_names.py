"""Lists frequent given names, so that people in the text of notes are not proposed as terms.

`text.person_names` has many more, of which a part are words for subjects in some language. They count only beside a
last name, and a term may be one of them.
"""

from __future__ import annotations

_NAMES = """
aaron abby abdul abhishek abraham adrian adriana ahmed aisha ajay akira alan albert alberto alec alejandro aleksandar
alessandro alex alexander alexandra alexandre alexey alfred ali alice alicia alison allan allen allison alyssa amanda
amir amit amos amy ana anand anders andre andrea andreas andrei andres andrew andrey andy angela angelo anil anita
anja ankit ann anna anne annette anthony antje antoine anton antonio anuj anya archibald ariel arjun arnaud arthur
arun asha ashish ashley astrid augustus axel barbara bart baruch beatriz ben benedict benjamin benoit bernard bernd
bertrand beth bettina bilal björn bob boris brad brandon brenda brendan brent brett brian brigitte bruce bruno bryan
burak burrhus caitlin camille carl carla carlos carmen caroline catherine cathy cecilia cedric charles charlotte chen
chloe chris christian christina christine christoph christophe christopher cindy claire claudia clemens clement clint
colin connor constantin corey cristina curtis cyril damian damien dan daniel daniela danielle danilo danny dario
darren dave david dean deborah deepak denis dennis derek diana diego dieter dimitri dinesh dirk dmitry dominic dominik
donald donna doug douglas duncan dylan ed eddie edgar eduardo edward edwin ekaterina elena eli elias elisabeth elise
elizabeth ella ellen emil emile emilia emily emma emmanuel enrico enrique eric erica erich erik erin ernest ernst
erving erwin esther ethan eugene eva evan evelyn fabian fabio fatima federico felipe felix ferdinand fernando florian
francesca francesco francis francisco franck franz fred frederic frederick friedrich gabriel gabriela galileo gareth
gary gavin geoff geoffrey georg george gerald gerard gerhard gert gianluca gilbert gilles giorgio giovanni giuseppe
glenn gonzalo gordon gottfried graham greg gregor gregory guido guilherme guillaume gustav gustavo hannah hans harald
harish harold harry hassan heather hedwig heidi heike heinrich helen helena helmut hendrik henri henry herbert herman
hermann hiroshi holger hugo ian ibrahim igor ilya immanuel imran ingrid irene irina isaac isabel isabelle ivan jackie
jacob jacques jaime jake jakob jakub james jamie jan jana jane janet janice jared jason javier jay jean jeff jeffrey
jen jennifer jens jeremy jerome jerry jessica jesus jill jim jimmy jiri jiří joachim joan joanna joao joe joel joerg
johan johann johannes john johnny jon jonas jonathan jorge jose josef joseph josh joshua joyce juan judith juha julian
juliana julie julien julio jun justin jürgen kai karen karim karin karl karolina karsten karthik katarina kate
katharina katherine kathleen kathy katie katja kavita kazuki keith kelly ken kenji kenneth kerstin kevin kim kiran
kirsten klaus konrad konstantin kristen kristian kristin kristina krzysztof kumar kurt kyle lakshmi lars laura lauren
laurent lea leah lee leif lena lenny leon leonardo leonhard leslie lin linda lindsay lisa liz lorenzo lothar louis
louise luc luca lucas lucia ludwig luis lukas luke lutz lynn maciej madeline mahesh manish manoj manuel manuela marc
marcel marcelo marcin marco marcus margaret maria mariatta marie marina mario marion marko markus marta martha martin
martina mary mateo mathias mathieu matt matteo matthew matthias maurice mauricio maxim maxime megan mehmet mei melanie
melissa melvin michael michal michel michele michelle miguel mihai mike mikhail milan milton ming miriam mitch mohamed
mohammad mohammed mohit monica monika moritz muhammad mukesh nadia naoki naomi natalia natalie natasha nathalie nathan
ned neha neil niccolo nicholas nick nicola nicolas nicole niels nikhil nikita niklas nikola nikolai nina nitin noah
noam noemi nora norbert norman olaf oleg olga oliver olivia olivier omar oscar otto owen pablo paolo patricia patrick
paul paula paulo pavel pawel pedro peggy per pete peter petr petra phil philip philipp philippe phillip pierre piotr
pradeep prakash pranav prasad praveen priya quentin rachel rafael raghu rahul rainer raj rajesh rakesh ralf ralph
ramesh ramon randall randy raphael raul ravi raymond rebecca reinhard renata renate rené ricardo richard rick rita
robert roberta roberto rodrigo roger rohan rohit roland rolf romain ron ronald rosa rosario roxana roy rudolf rupert
russell ruth ryan sabine sabrina sachin salvatore sam samantha samir samuel sandeep sandra sanjay santiago sara sarah
sascha satish satoshi scott sean sebastian serge sergei sergey sergio seth shannon shashank shawn sheila shirley shiv
shreya shreyas shweta siddharth sigmund sigrid silke silvia simon simone sofia solomon sonia sonja sophia sophie stacy
stanley stefan stefanie stephan stephane stephanie stephen steve steven stewart stuart subhash sunil suresh susan
susanne suzanne sven swami sylvia takashi takeshi tamara tanja tanya tara teresa terry theodor theodore thierry thilo
thomas thorstein tiago tim timo timothy tina tobias todd tom tomas tomasz tommy toni tony torsten tracy travis trevor
tristan troy ulric ulrich urie ursula uwe vadim valentina valerie vanessa vera verena veronica vicki vicky vijay vikas
vikram vilfredo vincent vineet vinod vishal vivek vladimir volker wallace walter wanda warren wayne wei wendy werner
wilhelm william wolfgang yan yang yann yannick yasmin yuki yuri yusuf yves yvonne zach zachary zhang zoe zoltan
"""
GIVEN_NAMES = frozenset(_NAMES.split())
