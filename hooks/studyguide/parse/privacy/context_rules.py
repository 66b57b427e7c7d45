"""Finds secrets that their context identifies: a header, an option of a command, the address of a webhook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyguide.parse.privacy.rules import (
    Interval,
    Rule,
    is_anything,
    is_chosen,
    is_credential,
    is_password,
    is_random,
    is_varied,
)

VALUE = r"[^\s\"'`<>|;]"

CONTEXT_RULES: tuple[Rule, ...] = (
    # All are in small letters.
    # Headers and addresses.
    Rule("Authorization header (Bearer, Basic, Token, ...)", (),
         rf"authorization[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']?(?:bearer|basic|token|apikey|api-key|digest|negotiate|bot|hmac)\s{{1,3}}(?P<secret>{VALUE}{{6,4000}})",
         "RFC 9110, RFC 7617 and RFC 6750", "Authorization: Basic <24>", "Authorization: Basic authentication",
         is_credential, needs=("authorization",)),
    Rule("bearer token", (), r"\bbearer\s{1,3}(?P<secret>[\w.~+/-]{16,4000}={0,2})", "RFC 6750", "send bearer <24>",
         "bearer authentication-headers", is_random, needs=("bearer",)),
    Rule("user and password in an address", (),
         r"[a-z][a-z0-9+.-]{1,20}://(?P<secret>[^\s/@:]{0,80}:[^\s/@]{1,128})@", "RFC 3986, user information",
         "https://jo:<12>@host.example/", "https://user:password@host.example/", is_chosen, needs=("@",)),
    Rule("token in place of a user in an address", (), r"[a-z][a-z0-9+.-]{1,20}://(?P<secret>[^\s/@:]{16,200})@",
         "RFC 3986, user information; docs.sentry.io, DSN", "https://<h32>@o1.example/2",
         "https://a-long-name-of-a-user@host.example/", is_random, needs=("@",)),
    Rule("signature of a shared address (sig=)", (), r"[?&]sig=(?P<secret>[A-Za-z0-9%+/_=-]{20,200})",
         "learn.microsoft.com, shared access signatures", "https://x.example/c?sp=r&sig=<43>%3D", "?sig=none",
         is_random, needs=("sig=",)),
    Rule("seed of one-time passwords (otpauth)", (), r"[?&]secret=(?P<secret>[A-Za-z2-7]{16,128})",
         "github.com/google/google-authenticator, key URI format", "otpauth://totp/x?secret=ABCDEFGH<A16>",
         "otpauth://totp/x?secret=short", is_varied, needs=("otpauth:",)),
    Rule("storage or service key in a connection string", (),
         r"(?:accountkey|sharedaccesskey|sharedsecret)=(?P<secret>[A-Za-z0-9+/]{40,100}={0,2})",
         "learn.microsoft.com, connection strings", "AccountName=x;AccountKey=<86>==", "AccountKey=<your key>",
         is_varied, needs=("key=", "secret=")),
    # Webhooks.
    Rule("webhook: Slack", (), r"hooks\.slack(?:-gov)?\.com/[a-z]{5,12}/(?P<secret>[A-Za-z0-9/_-]{20,200})",
         "api.slack.com, incoming webhooks", "https://hooks.slack.com/services/T<A8>/B<A8>/<24>",
         "https://hooks.slack.com/services/", needs=("hooks.slack",)),
    Rule("webhook: Discord", (),
         r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/(?P<secret>\d{15,22}/[\w-]{40,100})",
         "discord.com, webhooks", "https://discord.com/api/webhooks/<d18>/<68>",
         "https://discord.com/api/webhooks/1/x", needs=("discord",)),
    Rule("webhook: Teams", (), r"webhook\.office\.com/webhookb2/(?P<secret>[^\s\"'<>)]{40,400})",
         "learn.microsoft.com, incoming webhooks",
         "https://x.webhook.office.com/webhookb2/<u>@<u>/IncomingWebhook/<h32>/<u>",
         "https://x.webhook.office.com/webhookb2/", needs=("webhookb2",)),
    Rule("webhook: Google Chat", (), r"chat\.googleapis\.com/v1/spaces/(?P<secret>[^\s\"'<>)]{20,400})",
         "developers.google.com, chat webhooks", "https://chat.googleapis.com/v1/spaces/<11>/messages?key=<39>",
         "https://chat.googleapis.com/v1/spaces/", needs=("chat.googleapis",)),
    Rule("webhook: Zapier", (), r"hooks\.zapier\.com/hooks/catch/(?P<secret>\d{4,12}/[a-z0-9]{5,20})",
         "zapier.com, webhooks", "https://hooks.zapier.com/hooks/catch/<d7>/<h7>/",
         "https://hooks.zapier.com/hooks/catch/", needs=("hooks.zapier",)),
    Rule("webhook: IFTTT", (), r"maker\.ifttt\.com/[\w/-]{0,80}/key/(?P<secret>[\w-]{20,100})", "ifttt.com, webhooks",
         "https://maker.ifttt.com/trigger/x/with/key/<43>", "https://maker.ifttt.com/trigger/x",
         needs=("maker.ifttt",)),
    Rule("webhook: Mattermost and others (/hooks/)", (), r"/hooks/(?P<secret>[a-z0-9]{26})(?![A-Za-z0-9])",
         "developers.mattermost.com, incoming webhooks", "https://chat.example/hooks/<h26>",
         "https://x.example/hooks/before-build", is_random, needs=("/hooks/",)),
    # Options of commands.
    Rule("curl with user and password", (),
         rf"\s(?:-u|--user|--proxy-user)(?:\s{{1,3}}|=)[\"']?(?P<secret>[^\s\"':]{{1,64}}:{VALUE}{{2,128}})",
         "curl.se, manual: --user", "curl -u jo:<10> https://x.example", "curl -u user:password https://x.example",
         is_chosen, needs=("curl", "wget")),
    Rule("password as an option (--password)", (),
         rf"--(?:password|passwd|pass|[a-z]{{1,20}}-pass(?:word|wd)?)(?:=|\s{{1,3}})[\"']?(?P<secret>{VALUE}{{4,128}})",
         "manuals of docker login, wget and mysql", "docker login --password <10>", "--password FILE --verbose",
         is_password, needs=("--pass", "-pass")),
    Rule("token as an option (--token)", (),
         rf"--(?:token|secret|api-?key|[a-z]{{1,20}}-(?:token|secret|key))(?:=|\s{{1,3}})[\"']?(?P<secret>{VALUE}{{8,4000}})",
         "manuals of kubectl and npm", "kubectl --token <24>", "--token-type bert-base-v2", is_random, needs=("--",)),
    Rule("password for sshpass", (), rf"sshpass\s{{1,3}}-p\s{{0,3}}[\"']?(?P<secret>{VALUE}{{3,128}})",
         "sshpass, manual page", "sshpass -p <10> ssh host", "sshpass -p $PASS ssh host", is_chosen,
         needs=("sshpass",)),
    Rule("password for a database shell (-p, -a)", (), rf"\s(?:-p|-a\s{{1,3}})(?P<secret>{VALUE}{{6,128}})",
         "dev.mysql.com, mysql options; redis.io, redis-cli", "mysql -u root -p<10> db", "mysql -u root -p db",
         is_password, needs=("mysql", "mariadb", "redis-cli")),
    Rule("password in .netrc", (),
         rf"\blogin\s{{1,3}}\S{{1,64}}\s{{1,3}}password\s{{1,3}}(?P<secret>{VALUE}{{4,128}})",
         "gnu.org, inetutils: the .netrc file", "machine x.example login jo password <10>",
         "login with password or with a link", is_password, needs=("login",)),
    # Numbers of people and accounts.
    Rule("account id in groups, behind a word", (),
         r"\b(?:account|acct|acc)\b[^\d\n]{0,24}(?P<secret>\d{4}([ .\u00a0-])\d{4}\2\d{4})(?![\w-]|[.,]\d)",
         "docs.aws.amazon.com, account identifiers", "account id 1234 5678 9013", "account 1234 5678",
         needs=("acc",)),
    Rule("social security number", (),
         r"\b(?:ssn|social security)\b[^\d\n]{0,24}(?P<secret>\d{3}-\d{2}-\d{4})(?![\w-])",
         "ssa.gov, number structure", "SSN 987-65-4321", "SSN 12-34", is_anything, needs=("ssn", "social sec")),
)  # fmt: skip


RULES_BY_NEED = tuple((text, rule) for rule in CONTEXT_RULES for text in rule.needs)


def context_rules_of(small: str) -> tuple[Rule, ...]:
    """Returns the rules that can find anything in a text or a line of it; `small` is the text in small letters."""
    return tuple(dict.fromkeys([rule for text, rule in RULES_BY_NEED if text in small])) if small else ()


def secrets_in_context(line: str, small: str, rule: Rule) -> Iterator[Interval]:
    """Yields every secret of a line that the text next to it identifies; two may overlap. `small` is the line in small
    letters."""
    for match in re.finditer(rule.pattern, small):
        value = line[match.start("secret") : match.end("secret")].rstrip(".,)]}")
        if rule.accept(value):
            yield match.start("secret"), match.start("secret") + len(value), rule.kind
