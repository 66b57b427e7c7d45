"""The kinds of secrets that `score_masking` draws, each in a format that its issuer's public documentation describes.

The formats are written down by hand: the patterns of the engine are not imported.
"""

from __future__ import annotations

import string

from secret_draws import (
    BASE32,
    DIGITS,
    HEX,
    LOWER,
    MIXED,
    UPPER,
    URL_SAFE,
    Kind,
    any_of,
    any_uuid,
    anywhere,
    bank_account,
    base64_of,
    broken,
    card,
    drawn,
    filled,
    in_text,
    joined,
    key_block,
    mail,
    one_of,
    password,
    web_token,
    within,
)

PHONE_WORD = one_of("tel. ", "Phone: ", "call me on ", "mobile ", "Tel: ", "- phone ", "WhatsApp ", "fax: ", "☎ ")
ACCESS_KEY_ID = joined(one_of("AKIA", "ASIA"), drawn(BASE32, 16))
SECRET_KEY = drawn(MIXED + "/+", 40)

KINDS: dict[str, Kind] = {
    # Clouds.
    "AWS access key id": anywhere(ACCESS_KEY_ID),
    "AWS ids of users, roles and public keys": anywhere(
        joined(one_of("AIDA", "AROA", "APKA", "ASCA"), drawn(BASE32, 17))
    ),
    "AWS secret key behind its name": within(
        one_of("aws_secret_access_key = ", "AWS_SECRET_ACCESS_KEY=", "secretAccessKey: '", "Secret access key: "),
        SECRET_KEY,
    ),
    "AWS secret key beside its key id": within(
        joined(ACCESS_KEY_ID, one_of(" ", " / ", ", ", "\n", " | ")), SECRET_KEY
    ),
    "AWS session token": anywhere(
        joined(one_of("IQoJb3JpZ2luX2Vj", "FwoGZXIvYXdzE"), drawn(MIXED + "/+", 200, 300), "=")
    ),
    "AWS account id": within(one_of("account ", "- AWS account: ", "acct ", "account id "), drawn("123456789", 12)),
    "AWS account id in groups": within(
        one_of("account ", "Account ID: ", "our AWS account is "), filled("@###-####-####")
    ),
    "AWS account id in groups with blanks": within(
        one_of("account ", "Account ID: ", "AWS account "), filled("@### #### ####")
    ),
    "AWS account id in a resource name": within(
        one_of("arn:aws:iam::", "arn:aws:sns:eu-west-1:"), filled("@###########"), ":role/x"
    ),
    "AWS pre-signed address": within("https://b.s3.example.com/o?X-Amz-Expires=60&X-Amz-Signature=", drawn(HEX, 64)),
    "Google API key": anywhere(joined("AIzaSy", drawn(URL_SAFE, 33))),
    "Google OAuth access token": anywhere(joined("ya29.a0", drawn(URL_SAFE, 100, 160))),
    "Google OAuth client secret": anywhere(joined("GOCSPX-", drawn(URL_SAFE, 28))),
    "Azure storage key": within(
        "DefaultEndpointsProtocol=https;AccountName=abc;AccountKey=", base64_of(64), ";EndpointSuffix=x"
    ),
    "Azure shared access signature": within(
        "https://x.blob.example.com/c?sv=2022-11-02&sp=r&sig=", joined(drawn(MIXED, 42), "%3D")
    ),
    "Azure client secret": anywhere(joined(drawn(MIXED, 3), "8Q~", drawn(URL_SAFE + "~", 33), drawn(MIXED, 1))),
    "DigitalOcean token": anywhere(joined(one_of("dop_v1_", "doo_v1_"), drawn(HEX, 64))),
    "Alibaba Cloud access key id": anywhere(joined("LTAI", drawn(MIXED, 20))),
    "Databricks token": anywhere(joined("dapi", drawn(HEX, 32))),
    "Vault token": anywhere(joined("hvs.", drawn(URL_SAFE, 90, 100))),
    "Terraform Cloud token": anywhere(joined(drawn(MIXED, 14), ".atlasv1.", drawn(MIXED, 67))),
    "Pulumi token": anywhere(joined("pul-", drawn(HEX, 40))),
    "Doppler token": anywhere(joined("dp.pt.", drawn(MIXED, 43))),
    "Supabase token": anywhere(joined("sbp_", drawn(HEX, 40))),
    "PlanetScale password": anywhere(joined("pscale_pw_", drawn(URL_SAFE, 43))),
    "Netlify token": anywhere(joined("nfp_", drawn(MIXED, 36))),
    "Tailscale key": anywhere(joined("tskey-auth-", drawn(MIXED, 12), "CNTRL-", drawn(MIXED, 32))),
    # Code.
    "GitHub classic token": anywhere(joined(one_of("ghp_", "gho_", "ghs_"), drawn(MIXED, 36))),
    "GitHub fine-grained token": anywhere(joined("github_pat_", drawn(MIXED, 22), "_", drawn(MIXED, 59))),
    "GitLab token": anywhere(joined(one_of("glpat-", "gldt-", "glrt-"), drawn(URL_SAFE, 20))),
    "Bitbucket app password": anywhere(joined("ATBB", drawn(MIXED, 32))),
    "Atlassian API token": anywhere(joined("ATATT3xFfGF0", drawn(URL_SAFE, 170), "=", drawn(UPPER, 8))),
    "npm token": anywhere(joined("npm_", drawn(MIXED, 36))),
    "PyPI token": anywhere(joined("pypi-AgEIcHlwaS5vcmc", drawn(URL_SAFE, 150))),
    "RubyGems key": anywhere(joined("rubygems_", drawn(HEX, 48))),
    "NuGet key": anywhere(joined("oy2", drawn(LOWER, 43))),
    "Docker Hub token": anywhere(joined("dckr_pat_", drawn(URL_SAFE, 27))),
    "SonarQube token": anywhere(joined("sqp_", drawn(HEX, 40))),
    "Postman key": anywhere(joined("PMAK-", drawn(HEX, 24), "-", drawn(HEX, 34))),
    # Models and data.
    "OpenAI key": anywhere(joined(one_of("sk-", "sk-proj-"), drawn(MIXED, 48))),
    "Anthropic key": anywhere(joined("sk-ant-api03-", drawn(URL_SAFE, 93), "AA")),
    "Hugging Face token": anywhere(joined("hf_", drawn(string.ascii_letters, 34))),
    "Groq key": anywhere(joined("gsk_", drawn(MIXED, 52))),
    "Replicate token": anywhere(joined("r8_", drawn(MIXED, 37))),
    "NVIDIA key": anywhere(joined("nvapi-", drawn(URL_SAFE, 64))),
    "Perplexity key": anywhere(joined("pplx-", drawn(MIXED, 48))),
    "LangSmith key": anywhere(joined("lsv2_pt_", drawn(HEX, 32), "_", drawn(HEX, 10))),
    # Payment.
    "Stripe secret key": anywhere(joined(one_of("sk_live_", "rk_live_", "sk_test_"), drawn(MIXED, 24, 99))),
    "Stripe webhook secret": anywhere(joined("whsec_", drawn(MIXED, 32))),
    "Square token": anywhere(joined("sq0atp-", drawn(URL_SAFE, 22))),
    "Shopify token": anywhere(joined(one_of("shpat_", "shpss_"), drawn(HEX, 32))),
    "Razorpay key": anywhere(joined("rzp_live_", drawn(MIXED, 14))),
    "Plaid token": anywhere(joined("access-production-", any_uuid)),
    # Messages.
    "Slack token": anywhere(
        joined(one_of("xoxb-", "xoxp-"), drawn(DIGITS, 12), "-", drawn(DIGITS, 12), "-", drawn(MIXED, 24))
    ),
    "Slack app token": anywhere(joined("xapp-1-A", drawn(UPPER, 10), "-", drawn(DIGITS, 13), "-", drawn(HEX, 64))),
    "Slack webhook": within(
        "https://hooks.slack.com/services/", joined("T", drawn(UPPER, 8), "/B", drawn(UPPER, 8), "/", drawn(MIXED, 24))
    ),
    "Discord webhook": within(
        "https://discord.com/api/webhooks/", joined(drawn("123456789", 18), "/", drawn(URL_SAFE, 68))
    ),
    "Discord bot token": anywhere(joined("MT", drawn(MIXED, 24), ".", drawn(URL_SAFE, 6), ".", drawn(URL_SAFE, 38))),
    "Teams webhook": within(
        "https://x.webhook.office.com/webhookb2/",
        joined(any_uuid, "@", any_uuid, "/IncomingWebhook/", drawn(HEX, 32), "/", any_uuid),
    ),
    "Telegram bot token": anywhere(joined(drawn("123456789", 10), ":AA", drawn(URL_SAFE, 33))),
    "Twilio key": anywhere(joined("SK", drawn(HEX, 32))),
    "SendGrid key": anywhere(joined("SG.", drawn(URL_SAFE, 22), ".", drawn(URL_SAFE, 43))),
    "Mailgun key": anywhere(joined("key-", drawn(HEX, 32))),
    "Mailchimp key": anywhere(joined(drawn(HEX, 32), "-us", drawn("123456789", 1))),
    "Brevo key": anywhere(joined("xkeysib-", drawn(HEX, 64), "-", drawn(MIXED, 16))),
    # Services.
    "Notion token": anywhere(joined("ntn_", drawn(DIGITS, 11), drawn(MIXED, 35))),
    "Linear key": anywhere(joined("lin_api_", drawn(MIXED, 40))),
    "Airtable token": anywhere(joined("pat", drawn(MIXED, 14), ".", drawn(HEX, 64))),
    "Figma token": anywhere(joined("figd_", drawn(URL_SAFE, 40))),
    "Grafana token": anywhere(joined("glsa_", drawn(MIXED, 32), "_", drawn(HEX, 8))),
    "New Relic key": anywhere(joined("NRAK-", drawn(UPPER, 27))),
    "Sentry token": anywhere(joined("sntryu_", drawn(HEX, 64))),
    "Dynatrace token": anywhere(joined("dt0c01.", drawn(BASE32, 24), ".", drawn(BASE32, 64))),
    "HubSpot token": anywhere(joined("pat-na1-", any_uuid)),
    "Dropbox token": anywhere(joined("sl.", drawn(URL_SAFE, 130, 140))),
    # Forms that many use.
    "JSON web token": anywhere(web_token),
    "private key block": any_of(
        *map(
            key_block,
            ("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"),
        )
    ),
    "age secret key": anywhere(joined("AGE-SECRET-KEY-1", drawn("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58))),
    "Authorization: Bearer": within(
        one_of("Authorization: Bearer ", "-H 'Authorization: Bearer ", "authorization=bearer "),
        drawn(MIXED, 20, 60),
        one_of("", "'"),
    ),
    "Authorization: Basic": within(
        one_of("Authorization: Basic ", '"Authorization": "Basic '), base64_of(18), one_of("", '"')
    ),
    "curl with a password": within(
        one_of("curl -u ", "curl -s --user ", "curl -X POST -u "),
        joined(one_of("admin", "jo"), ":", password),
        " https://x.example/",
    ),
    "password in an address": within(
        one_of("postgres://", "https://", "mongodb+srv://", "redis://"),
        joined(one_of("app", "root"), ":", password),
        "@db.example.com/x",
    ),
    "password in a connection string": within(
        one_of("Server=db;User Id=sa;Password=", "Driver=x;Uid=app;Pwd=", "host=db user=app password="),
        password,
        ";Encrypt=yes",
    ),
    "password on a command line": within(
        one_of("mysql -u root --password=", "docker login -u jo --password ", "PGPASSWORD=", "sshpass -p "),
        password,
        " x",
    ),
    "password behind a word": within(
        one_of(
            "password: ", "Password = ", "pw: ", "pass: ", "pwd: ", "the password is ", "user jo, pass: ", "Passwort: "
        ),
        password,
    ),
    "password behind an emphasized word": within(
        one_of("**Password**: ", "**Password:** ", "- *pw*: ", "__Password__: "), password
    ),
    "password in the next line": within(
        one_of("Password:\n", "## Password\n\n", "- password:\n  - ", "pw:\n    "), password
    ),
    "password below a table's header": within(
        one_of(
            "| user | password |\n|---|---|\n| jo | ",
            "| Host | Password | x |\n|:--|:-:|--|\n| a | Ab12cd34 | y |\n| b | ",
        ),
        password,
        " |",
    ),
    "key in a header or a query": within(
        one_of("X-Api-Key: ", "https://x.example/v1?api_key=", "?access_token=", "api-key: "),
        drawn(MIXED, 24, 40),
        one_of("", "&x=1", "\n"),
    ),
    "one-time password seed": within("otpauth://totp/x:jo?secret=", drawn(BASE32, 16, 32), "&issuer=x"),
    # People.
    "e-mail address": any_of(
        anywhere(mail("NAME@HOST.END", "<NAME@HOST.END>")), within("mailto:", mail("NAME@HOST.END"), "?subject=x")
    ),
    "e-mail address with words for its signs": anywhere(
        mail(
            "NAME at HOST dot END",
            "NAME [at] HOST [dot] END",
            "NAME (at) HOST.END",
            "NAME AT HOST DOT END",
            "NAME{at}HOST{dot}END",
        )
    ),
    "e-mail address with encoded signs": anywhere(
        mail(
            "NAME%40HOST.END", "NAME&#64;HOST.END", "NAME&#x40;HOST&#46;END", "NAME&commat;HOST.END", "NAME\\@HOST.END"
        )
    ),
    "e-mail address with unusual characters": anywhere(
        mail(
            "NAME\uff20HOST.END",
            "NAME@\u200bHOST.END",
            "NAME @ HOST.END",
            "NAME@HOST\uff0eEND",
            "NAME @ HOST . END",
            "NAME\u00ad@HOST.END",
        )
    ),
    "phone number with a country's code": in_text(
        one_of(
            *map(
                filled,
                (
                    "+1 @## 555 ####",
                    "+44 20 7946 ####",
                    "+49 30 ######",
                    "+33 1 @# ## ## ##",
                    "+91 98### #####",
                    "+81-3-@###-####",
                    "+55 11 9####-####",
                    "+86 138 #### ####",
                ),
            )
        )
    ),
    "phone number in a country's own form": in_text(
        one_of(
            *map(
                filled,
                (
                    "(@##) 555-####",
                    "@##-555-####",
                    "020 7946 ####",
                    "07700 900###",
                    "01 @# ## ## ##",
                    "030 9018 ####",
                    "03-@###-####",
                    "(02) 9### ####",
                    "(11) 9####-####",
                    "070-@## ## ##",
                    "8 (495) @##-##-##",
                    "0171/@######",
                ),
            )
        )
    ),
    "phone number behind a word": within(
        PHONE_WORD,
        one_of(
            *map(
                filled,
                (
                    "0@########",
                    "6@# ### ###",
                    "9@# ## ###",
                    "@# ## ## ##",
                    "5@# ### ###",
                    "98### #####",
                    "138 #### ####",
                    "06 12## ####",
                    "044 6## ## ##",
                    "9### ####",
                    "0532 @## ## ##",
                    "21 @## ####",
                    "@## ### ####",
                ),
            )
        ),
    ),
    "card number": in_text(card),
    "IBAN": in_text(bank_account),
    "key broken by soft hyphens or emphasis": anywhere(
        broken(one_of(joined("ghp_", drawn(MIXED, 36)), ACCESS_KEY_ID), "\u00ad", "\u200b", "**", "*", "&shy;")
    ),
}
