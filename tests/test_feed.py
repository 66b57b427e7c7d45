"""What programs read: the feed, the glossary as data, structured data, the sitemap; valid, stable, without names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import jsonschema
import pytest
from msgspec.structs import replace

from studyguide.model.note import PagePath
from studyguide.pipeline import build_guide
from studyguide.render.data.atom_feed import ATOM, feed
from studyguide.render.data.changes import page_dates, site_changes
from studyguide.render.data.glossary_json import glossary_json, glossary_schema
from studyguide.render.data.json_ld import json_ld
from studyguide.render.guide import Guide
from studyguide.render.site_context import Site
from studyguide.render.urls import Addressing
from studyguide.sources import load_sources
from tiny import TINY, built_afresh, copied

URL = "https://bread.example/guide/"
NAMES = {"a": ATOM}
PRIVATE = ("Ada", "Crumb", "ada@bakery", "7946", "recipe again")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00Z")


@pytest.fixture(scope="module")
def guide() -> Guide:
    sources, _ = load_sources(TINY)
    made, _ = build_guide(sources, Site(url=URL, name="Baking bread"))
    return made


def test_the_feed_has_what_rfc_4287_asks_for(guide: Guide) -> None:
    root = ElementTree.fromstring(feed(guide.site_context))
    assert root.tag == f"{{{ATOM}}}feed"
    entries = root.findall("a:entry", NAMES)
    assert entries
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
        assert MOMENT.fullmatch(element.findtext("a:updated", "", NAMES))
        assert element.findtext("a:id", "", NAMES).startswith("urn:uuid:")
    assert root.find("a:author/a:name", NAMES) is not None
    ids = [entry.findtext("a:id", "", NAMES) for entry in entries]
    assert len(set(ids)) == len(ids)
    links = [link.attrib for link in root.iter(f"{{{ATOM}}}link")]
    assert links[0] == {"rel": "self", "type": "application/atom+xml", "href": f"{URL}feed.xml"}
    assert all(link["href"].startswith(URL) for link in links)
    assert root.findtext("a:updated", "", NAMES) == max(e.findtext("a:updated", "", NAMES) for e in entries)


def test_the_feed_tells_states_checks_and_notes_from_dates_in_the_data(guide: Guide) -> None:
    told = {change.key: change for change in site_changes(guide.site_context)}
    assert told["state/old-mill/discontinued"].date == "2019-06-30"
    assert told["checked/2024-02-01"].title.endswith("facts checked")
    assert "Old Mill" in told["checked/2024-02-01"].says
    assert [c.title for c in told.values() if c.date == "2020-11-04"] == ["Rye day (jottings)"]


def test_each_entry_leads_to_a_page_of_the_guide(guide: Guide) -> None:
    pages = {page.path for page in guide.pages} | {PagePath("index.md")}
    assert {change.page for change in site_changes(guide.site_context)} <= pages


def test_ids_of_the_feed_stay_when_wording_and_address_change(guide: Guide) -> None:
    def ids(made: bytes) -> list[str]:
        return [e.findtext("a:id", "", NAMES) for e in ElementTree.fromstring(made).iter(f"{{{ATOM}}}entry")]

    elsewhere = replace(guide.site_context, site=Site(Addressing.FILE, "", "https://elsewhere.example/", "Other name"))
    assert ids(feed(elsewhere)) == ids(feed(guide.site_context))


def test_without_an_address_links_are_relative(guide: Guide) -> None:
    root = ElementTree.fromstring(feed(replace(guide.site_context, site=Site())))
    hrefs = [link.attrib["href"] for link in root.iter(f"{{{ATOM}}}link")]
    assert hrefs[:2] == ["feed.xml", "./"]
    assert all(urljoin(URL, href).startswith(URL) for href in hrefs)


def test_no_clock_and_no_set_order(guide: Guide) -> None:
    sources, _ = load_sources(TINY)
    again, _ = build_guide(sources, guide.site_context.site)
    assert feed(again.site_context) == feed(guide.site_context)
    assert glossary_json(again.site_context) == glossary_json(guide.site_context)


def test_nobody_and_nothing_private_is_in_what_programs_read(guide: Guide) -> None:
    data = (
        feed(guide.site_context)
        + glossary_json(guide.site_context)
        + "".join(json_ld(guide.site_context).values()).encode()
    )
    for word in PRIVATE:
        assert word.encode() not in data


def test_glossary_json_follows_its_schema(guide: Guide) -> None:
    schema, file = json.loads(glossary_schema()), json.loads(glossary_json(guide.site_context))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(file, schema)
    assert file["$schema"] == "glossary.schema.json"
    assert {term["id"] for term in file["terms"]} == set(guide.site_context.corpus.terms)
    mill = next(term for term in file["terms"] if term["id"] == "old-mill")
    assert mill["status"]["state"] == "discontinued"
    assert mill["status"]["source"] == "https://mill.example/closing"
    assert next(t for t in file["terms"] if t["id"] == "hill-farm")["status"]["source"] is None


def test_the_schema_refuses_what_is_not_documented(guide: Guide) -> None:
    file = json.loads(glossary_json(guide.site_context))
    file["terms"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(file, json.loads(glossary_schema()))


def test_structured_data_names_the_term_and_cannot_end_its_script(guide: Guide) -> None:
    for text in json_ld(guide.site_context).values():
        data = json.loads(text)
        assert data["@context"] == "https://schema.org" and data["@type"] == "DefinedTerm"
        assert {"@id", "url", "name", "description", "termCode", "inDefinedTermSet"} <= data.keys()
        assert data["url"].startswith(URL) and data["inDefinedTermSet"]["@id"] == f"{URL}glossary/"
        assert "<" not in text
    assert json_ld(replace(guide.site_context, site=Site())) == {}


def test_dates_of_pages_are_those_of_their_data(guide: Guide) -> None:
    dates = page_dates(guide.site_context)
    assert dates[guide.site_context.terms["old-mill"]] == "2024-02-01"  # type: ignore[index]
    assert dates[PagePath("")] == max(dates.values())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    project = copied(folder / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace('site_url: ""', f"site_url: {URL}"), "utf-8")
    run = built_afresh(project, folder / "site", "--strict")
    assert run.returncode == 0, run.stderr
    return folder / "site"


def test_the_sitemap_lists_every_page_with_a_date_from_its_data(site: Path) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{{{spaces['s']}}}urlset"
    rows = {url.findtext("s:loc", "", spaces): url.findtext("s:lastmod", "", spaces) for url in root}
    built = {p.relative_to(site).as_posix().removesuffix("index.html") for p in site.rglob("index.html")}
    assert {loc.removeprefix(URL) for loc in rows} == built
    assert any(rows.values())
    assert all(date == "" or date <= "2024-12-31" for date in rows.values())


def test_every_page_has_a_canonical_address_a_description_and_leads_to_the_feed(site: Path) -> None:
    for page in sorted(site.rglob("index.html")):
        html = page.read_text("utf-8")
        address = page.relative_to(site).as_posix().removesuffix("index.html")
        assert f'<link rel="canonical" href="{URL}{address}">' in html
        assert re.search(r'<meta name="description" content="[^"]{10,}">', html), address
        href = re.search(r'<link rel="alternate feed" [^>]*href="([^"]+)">', html)
        assert href is not None
        assert urljoin(f"{URL}{address}", href[1]) == f"{URL}feed.xml"


def test_structured_data_is_on_term_pages_alone(site: Path) -> None:
    kind = "application/ld+json"
    assert kind in (site / "concepts" / "autolyse" / "index.html").read_text("utf-8")
    assert kind not in (site / "glossary" / "index.html").read_text("utf-8")
