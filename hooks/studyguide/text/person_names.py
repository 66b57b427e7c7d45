"""Tells names of people from other words with capitals, by lists of given and last names that are part of the package.

`data/given_names.txt.gz` and `data/last_names.txt.gz` have names from eighty countries and languages;
`data/person_names.license.txt` says where they come from. No list has everybody: a name that is not there is read where
its note shows by its form that it is one.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from functools import cache

from studyguide.text.english_words import is_english_word
from studyguide.text.package_data import package_data

GIVEN_NAMES_FILE = "given_names.txt.gz"
LAST_NAMES_FILE = "last_names.txt.gz"
_AMBIGUOUS = """
ada adam alexa amber angel apollo athena aurora bert brain candy cassandra chance charity chase chip claude clay crystal
dawn dell delta dev don echo elmo ember ernie faith garland gay ginger grace grant heath iris jasper jewel joy julia
junior laurel lex linus loki mason melody miles misty nat olive ori pascal pearl phoenix polly rich rocky roman rose
ruby rusty sage sandy siri skip son sterling tal van violet ward watson young zed
"""
AMBIGUOUS_GIVEN_NAMES = frozenset(_AMBIGUOUS.split())
"""Given names that are as often a product or an everyday word: the last name has to be in the lists."""
_EVERYDAY = "january march april may june july august summer autumn will hope carolina sydney victoria virginia"
EVERYDAY_GIVEN_NAMES = frozenset(_EVERYDAY.split())
"""Given names that are times, places or everyday words as well. The last name has to be in the lists and no English
word, because many English words are last names: `Summer Camp`, `Victoria Park`."""
_OTHERS = """
active adobe airbnb alibaba amazon angular ansible apache apple arduino argo atlassian aws azure bayesian bitbucket
black cisco cloudera cloudflare confluent costa couchbase cucumber cyber databricks datadog debian django doctrine
druid dynamo east elastic elasticsearch emacs erlang etsy euro facebook fastly fedora firebase firefox flink flutter
fort gaussian gcp github gitlab gnome google gradle grafana graphite graphql hadoop hashicorp haskell heroku hibernate
hive ibm ignite instagram intel istio java javascript jenkins jira jupyter kafka kibana kotlin kube lake lambda
laravel las linkedin linkerd linux lisp logstash los lua markov matlab maven mercedes meta microsoft minio mongo monte
mount mysql netflix netty new nginx node nomad north numpy nvidia oracle paypal perl php pinterest port postgres
postgresql presto prometheus pulsar pulumi puppet python pytorch quarkus rabbitmq rails reddit redis redux rust saint
salesforce samsung san santa santo sass scala selenium siemens sierra sinatra slack solr south spark spotify spring
sqlite st strava stripe swift symfony tensorflow tomcat twitter typescript uber ubuntu unix vagrant varnish vercel vim
visual vue west wikipedia wordpress xcode yahoo zookeeper
"""
_ARTICLES = "das den der die een ein eine het les unser unsere"
NO_GIVEN_NAMES = frozenset((*_OTHERS.split(), *_ARTICLES.split()))
"""First words of products, firms and places, and of sentences, which are never read as given names."""
_PLACES = """
africa america austin barcelona basel berlin bern boston brasil brazil bristol cambridge canada cordoba dallas denver
england espana essen france germany hamburg holland houston ireland israel italia italy leeds lima lisboa london lyon
madrid milano oxford paris poland portugal roma santiago spain texas wien york
"""
PLACES = frozenset(_PLACES.split())
"""Last names that are rather a place behind a word that is no given name, as in names of events."""
_THINGS = """
ada lovelace, alan turing, albert einstein, benjamin franklin, charles darwin, charles schwab, eli lilly, ernst young,
friedrich schiller, galileo galilei, george washington, goldman sachs, grace hopper, harley davidson, hugo boss, isaac
newton, johannes gutenberg, johns hopkins, karl marx, leonardo da vinci, marie curie, martin luther, max planck, morgan
stanley, niels bohr, philip morris, ralph lauren, robert bosch, sigmund freud, thomas cook, thomas edison, wells fargo
"""
NAMES_OF_THINGS = frozenset(" ".join(_THINGS.split()).split(", "))
"""Names of people, in small letters, after whom institutes, firms and prizes are called and who give no talks."""
_UNCERTAIN = AMBIGUOUS_GIVEN_NAMES | EVERYDAY_GIVEN_NAMES | NO_GIVEN_NAMES
DERIVED_WORD = re.compile(
    r"\w{3}(?:ables?|ibles?|ing|[ts]ions?|ness|ments?|i[sz]ed|less|ful|ous|ical|ware|base|script|ly)$"
)
"""The ending of a word that is no given name, although no list has it as an English word."""
TWO_INITIALS = re.compile(r"J[A-RT-Z]|[A-Z]J")
"""Initials that are called like a given name, as `JD` and `TJ`; `JS` is a language."""


def is_listed_name(words: Sequence[str]) -> bool:
    """Returns whether the words of a name, without titles and particles, are those of a person in the lists.

    The first word must be a given name and the last one a last name, or the other way round, as in Hungarian and
    Japanese. If only one of both is in the lists, the other may be any word that is no English one. Given names that
    are other words as well need a last name from the lists.
    """
    small = [word.lower().replace("’", "'").strip(".,") for word in words]
    names = [word for word in small if len(word) > 1]
    if len(names) < 2 or len(small[0]) < 2 or len(small[-1]) < 2 or names[0] in NO_GIVEN_NAMES:
        return False
    first, last = names[0], names[-1]
    if is_given_name(first):
        if first in EVERYDAY_GIVEN_NAMES:
            return is_last_name(last) and not is_english_word(last)
        return is_last_name(last) or (first not in AMBIGUOUS_GIVEN_NAMES and not is_english_word(last))
    if TWO_INITIALS.fullmatch(words[0]):
        return is_last_name(last)
    if is_english_word(first) or is_english_word(last) or DERIVED_WORD.search(first):
        return False
    return (is_last_name(last) and last not in PLACES) or (is_last_name(first) and is_given_name(last))


def is_given_name(word: str) -> bool:
    """Returns whether a word in small letters is a given name, or two with a hyphen."""
    return word in given_names() or ("-" in word and all(piece in given_names() for piece in word.split("-")))


def is_certain_given_name(word: str) -> bool:
    """Returns whether a word in small letters is a given name and little else."""
    return word not in _UNCERTAIN and is_given_name(word)


def is_last_name(word: str) -> bool:
    """Returns whether a word in small letters is a last name, or has one before or behind a hyphen."""
    return any(piece in last_names() for piece in (word, *word.split("-")))


@cache
def given_names() -> frozenset[str]:
    """Returns the 25,000 given names in small letters. They are read once per process."""
    return frozenset(gzip.decompress(package_data("studyguide.text", GIVEN_NAMES_FILE)).decode().split("\n"))


@cache
def last_names() -> frozenset[str]:
    """Returns the 50,000 last names in small letters. They are read once per process."""
    return frozenset(gzip.decompress(package_data("studyguide.text", LAST_NAMES_FILE)).decode().split("\n"))
