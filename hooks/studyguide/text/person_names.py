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
_SUBJECTS = """
ada adam alexa amber angel apollo athena aurora bert brain candy cassandra chance charity chase chip claude clay crystal
dawn dell delta dev echo elmo ember ernie faith garland gay ginger grace grant heath iris jasper jewel joy junior laurel
lex linus loki mason melody miles misty monte nat olive ori pascal pearl phoenix polly rich rocky roman rose ruby rusty
sage sandy siri skip son sterling tal van violet ward watson young zed
"""
ALSO_SUBJECTS = frozenset(_SUBJECTS.split())
"""Given names that are as often a product or an everyday word: the last name has to be in the lists."""
_SEASONS = "january march april may june july august spring summer autumn will hope"
SEASONS = frozenset(_SEASONS.split())
"""Given names that everyday words follow which are last names as well, as in `Summer Camp`."""
_OTHERS = """
active adobe airbnb alibaba amazon angular ansible apache apple arduino argo atlassian avro aws azure bayesian bitbucket
cassandra cisco cloudera cloudflare confluent couchbase cucumber databricks datadog debian django docker doctrine druid
dynamo elastic elasticsearch emacs erlang etsy facebook fastly fedora firebase firefox flink flutter gaussian gcp git
github gitlab gnome google grafana gradle graphite graphql hadoop haskell hashicorp heroku hibernate hive ibm ignite
instagram intel istio java javascript jenkins jira julia jupyter kafka keras kibana kotlin kube kubeflow kubernetes
lambda laravel linkedin linkerd linux lisp logstash lua markov matlab maven meta microsoft minio mongo mysql netflix
netty nginx node nomad numpy nvidia oracle pandas paypal perl php pinterest postgres postgresql presto prometheus puppet
pulsar pulumi python pytorch quarkus rabbitmq rails redis redux reddit ruby rust salesforce samsung sass scala selenium
siemens sinatra slack solr spark spotify spring sqlite strava stripe swift symfony tensorflow terraform tomcat twitter
typescript uber ubuntu unix vagrant varnish vercel vim visual vue wikipedia wordpress xcode yahoo zookeeper
black cyber euro san santa santo costa sierra monte mercedes virginia don carolina victoria sydney los las saint st
mount lake new north south east west fort port
"""
NO_GIVEN_NAMES = frozenset(_OTHERS.split())
"""First words of products, firms and places, some of which are names as well."""
TWO_INITIALS = re.compile(r"J[A-RT-Z]|[A-Z]J")


def is_listed_name(words: Sequence[str]) -> bool:
    """Returns whether the words of a name, without titles and particles, are those of a person in the lists.

    The first word must be a given name and the last one a last name, or the other way round, as in Hungarian and
    Japanese. If only one of both is in the lists, the other may be any word that is no English one.
    """
    small = [word.lower().replace("’", "'").strip(".,") for word in words]
    names = [word for word in small if len(word) > 1]
    if len(names) < 2 or len(small[0]) < 2 or len(small[-1]) < 2 or names[0] in NO_GIVEN_NAMES:
        return False
    first, last = names[0], names[-1]
    if is_given_name(first):
        english = is_english_word(last)
        if first in SEASONS or first in ALSO_SUBJECTS:
            return is_last_name(last) and not (english and first in SEASONS)
        return is_last_name(last) or not english
    if TWO_INITIALS.fullmatch(words[0]):
        return is_last_name(last)
    if is_english_word(first) or is_english_word(last):
        return False
    return is_last_name(last) or (is_last_name(first) and is_given_name(last))


def is_given_name(word: str) -> bool:
    """Returns whether a word in small letters is a given name, or two with a hyphen."""
    return word in given_names() or ("-" in word and all(piece in given_names() for piece in word.split("-")))


def is_certain_given_name(word: str) -> bool:
    """Returns whether a word in small letters is a given name and little else."""
    return is_given_name(word) and word not in ALSO_SUBJECTS | SEASONS | NO_GIVEN_NAMES


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
