"""A guide that was visited works without its server, takes over new builds whole, and leaves other guides alone."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tiny import built_afresh, copied, write

WAIT_SECONDS = 15
READY = "navigator.serviceWorker.ready.then(() => {})"
CONTROLLED = "() => navigator.serviceWorker.controller !== null"
CACHES = "caches.keys().then((names) => names.sort())"
ADDRESSES_OF = """async () => {
  const entries = {};
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) entries[url] = name;
  return entries;
}"""
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const begun = new Promise((done) =>
    registration.addEventListener("updatefound", () => done(registration.installing), { once: true }),
  );
  registration.update().catch(() => {});
  const worker = await begun;
  while (!["redundant", "activated"].includes(worker.state))
    await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
  return worker.state;
}"""
TYPES = """async () => {
  const answers = [];
  for (const name of await caches.keys())
    for (const response of await (await caches.open(name)).matchAll()) answers.push([response.status, response.type]);
  return answers;
}"""
SCOPES = "navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => scope).sort())"


class _Host:
    """A folder on a web server that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.start()

    def start(self) -> None:
        handler = partial(_Silent, directory=str(self.folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two builds of one guide, and one of a guide with another id."""
    root = tmp_path_factory.mktemp("installed")
    project, made = with_scripts(copied(root / "project")), dict[str, Path]()
    for name in ("first", "second", "other"):
        if name == "second":
            family = project / "docs/glossary/dough.yml"
            family.write_text(family.read_text("utf-8").replace("flour rest", "fresh flour rest"), "utf-8")
            write(project, "docs/index.md", "# Bread of the second build\n\nNewer words.\n")
        if name == "other":
            config = project / "mkdocs.yml"
            config.write_text(config.read_text("utf-8").replace("id: ", "id: other-"), "utf-8")
        run = built_afresh(project, root / name)
        assert run.returncode == 0, run.stderr
        made[name] = root / name
    return made


def with_scripts(project: Path) -> Path:
    """Lets the tiny project load the engine's scripts and styles, as new projects do."""
    config = project / "mkdocs.yml"
    assets = "extra_css: [assets/guide.css]\nextra_javascript: [assets/reading.js]\n"
    config.write_text(config.read_text("utf-8") + assets, "utf-8")
    return project


@pytest.fixture
def host(tmp_path: Path, builds: dict[str, Path]) -> Iterator[_Host]:
    shutil.copytree(builds["first"], tmp_path / "www" / "a")
    running = _Host(tmp_path / "www")
    yield running
    running.stop()


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that allows service workers."""
    made = browser.new_context(service_workers="allow", reduced_motion="reduce")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def tab(profile: BrowserContext) -> Page:
    return profile.new_page()


def visit(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.evaluate(READY)
    wait_until(tab, CONTROLLED)


def wait_until(tab: Page, script: str, arg: object = None) -> None:
    """Waits until a script, which may return a promise, returns something true."""
    end = time.monotonic() + WAIT_SECONDS
    while not tab.evaluate(script, arg):
        assert time.monotonic() < end, script
        tab.wait_for_timeout(50)


def replace(host: _Host, build: Path, name: str = "a") -> None:
    """Uploads a build. Its files are new: browsers take those of the same second for those that they have."""
    shutil.rmtree(host.folder / name, ignore_errors=True)
    shutil.copytree(build, host.folder / name, copy_function=shutil.copyfile)


def wait_until_kept(tab: Page, part: str) -> None:
    """Waits until a page is kept because it was visited."""
    test = "([url, name]) => url.endsWith(part) && name.endsWith(' pages')"
    wait_until(tab, f"(part) => ({ADDRESSES_OF})().then((kept) => Object.entries(kept).some({test}))", arg=part)


def review(tab: Page, host: _Host) -> None:
    """Takes a card of the review and answers it."""
    tab.goto(f"{host.url}/a/review/")
    tab.get_by_role("button", name="Start").first.press("Enter")
    expect(tab.locator('[data-part="question"]')).not_to_be_empty()
    tab.keyboard.press("Space")
    expect(tab.locator('[data-part="answer"]')).to_be_visible()
    tab.keyboard.press("2")
    expect(tab.locator('[data-part="count"]')).to_contain_text("1 answered")


def answers_stored(tab: Page) -> list[str]:
    stored: list[str] = tab.evaluate("Object.keys(localStorage).filter((key) => key.includes('/log/')).sort()")
    return stored


def test_a_visited_guide_works_without_its_server(tab: Page, host: _Host) -> None:
    visit(tab, f"{host.url}/a/")
    tab.goto(f"{host.url}/a/concepts/autolyse/")
    wait_until_kept(tab, "/concepts/autolyse/")
    host.stop()
    try:
        for address in (
            "/a/",
            "/a/index.html",
            "/a/review/",
            "/a/review/statistics/",
            "/a/concepts/autolyse/?from=x#top",
        ):
            tab.goto(host.url + address)
            expect(tab.locator("h1").first).to_be_visible()
            assert tab.evaluate("[...document.styleSheets].every(({ cssRules }) => cssRules.length)")
        review(tab, host)
        tab.goto(f"{host.url}/a/glossary/")
        expect(tab.locator("h1")).to_have_text("You are offline")
        tab.get_by_role("link").click()
        expect(tab.locator("article h1")).to_be_visible()
    finally:
        host.start()
    assert answers_stored(tab) != []
    assert {tuple(answer) for answer in tab.evaluate(TYPES)} == {(200, "default")}, (
        "no error and nothing opaque is kept"
    )


def test_the_search_finds_without_the_server(tab: Page, host: _Host) -> None:
    visit(tab, f"{host.url}/a/")
    host.stop()
    try:
        tab.goto(f"{host.url}/a/")
        tab.locator("input.md-search__input").click()
        tab.keyboard.type("autolyse")
        expect(tab.locator(".md-search-result__link").first).to_be_visible()
    finally:
        host.start()


def test_a_page_from_a_search_engine_keeps_nothing(tab: Page, host: _Host) -> None:
    tab.goto(f"{host.url}/a/concepts/autolyse/")
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate(SCOPES) == []


def test_errors_are_never_kept(tab: Page, host: _Host) -> None:
    visit(tab, f"{host.url}/a/")
    assert tab.goto(f"{host.url}/a/concepts/none/").status == 404  # type: ignore[union-attr]
    tab.goto(f"{host.url}/a/concepts/autolyse/")
    wait_until_kept(tab, "/concepts/autolyse/")
    assert not any("/none/" in address for address in tab.evaluate(ADDRESSES_OF))


def test_a_new_build_takes_over_and_progress_stays(tab: Page, host: _Host, builds: dict[str, Path]) -> None:
    visit(tab, f"{host.url}/a/")
    review(tab, host)
    tab.goto(f"{host.url}/a/concepts/autolyse/")
    wait_until_kept(tab, "/concepts/autolyse/")
    before, stored = tab.evaluate(CACHES), answers_stored(tab)
    replace(host, builds["second"])
    tab.goto(f"{host.url}/a/")
    expect(tab.locator("article h1")).to_contain_text("second build")
    wait_until(tab, f"(before) => {CACHES}.then((now) => !now.some((name) => before.includes(name)))", arg=before)
    wait_until_kept(tab, "/concepts/autolyse/")
    host.stop()
    try:
        tab.goto(f"{host.url}/a/")
        expect(tab.locator("article h1")).to_contain_text("second build")
        tab.goto(f"{host.url}/a/concepts/autolyse/")
        expect(tab.locator("article")).to_contain_text("fresh flour")
    finally:
        host.start()
    assert answers_stored(tab) == stored


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_broken_update_leaves_the_old_build_whole(
    tab: Page, host: _Host, builds: dict[str, Path], damage: str
) -> None:
    visit(tab, f"{host.url}/a/")
    before = tab.evaluate(CACHES)
    replace(host, builds["second"])
    script = host.folder / "a" / "assets" / "questions" / "dough.js"
    if damage == "missing":
        script.unlink()
    else:
        script.write_text(script.read_text("utf-8").replace("fresh flour", "old flour"), "utf-8")
    assert tab.evaluate(UPDATE) == "redundant"
    tab.goto(f"{host.url}/a/concepts/autolyse/")
    tab.wait_for_load_state("networkidle")
    wait_until(tab, f"(before) => {CACHES}.then((now) => now.join() === before)", arg=",".join(before))
    assert not any("autolyse" in address for address in tab.evaluate(ADDRESSES_OF)), "it belongs to another build"
    host.stop()
    try:
        tab.goto(f"{host.url}/a/")
        expect(tab.locator("article h1")).not_to_contain_text("second build")
        review(tab, host)
    finally:
        host.start()


def test_two_guides_on_one_origin_do_not_touch_each_other(tab: Page, host: _Host, builds: dict[str, Path]) -> None:
    shutil.copytree(builds["other"], host.folder / "b")
    for name in ("a", "b"):
        visit(tab, f"{host.url}/{name}/")
        tab.goto(f"{host.url}/{name}/concepts/autolyse/")
        wait_until_kept(tab, f"/{name}/concepts/autolyse/")
    assert tab.evaluate(SCOPES) == [f"{host.url}/a/", f"{host.url}/b/"]
    for address, cache in tab.evaluate(ADDRESSES_OF).items():
        name = address.removeprefix(host.url)[1]
        assert f" /{name}/ " in cache
        assert cache.startswith("studyguide/other-") is (name == "b")
    of_b = [name for name in tab.evaluate(CACHES) if " /b/ " in name]
    replace(host, builds["second"])
    tab.goto(f"{host.url}/a/")
    wait_until(tab, f"(old) => {CACHES}.then((now) => now.length === old)", arg=4)
    assert [name for name in tab.evaluate(CACHES) if " /b/ " in name] == of_b


def test_a_guide_at_the_root_does_not_keep_pages_of_one_below_it(
    tab: Page, host: _Host, builds: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(builds["other"], tmp_path / "www", dirs_exist_ok=True)
    visit(tab, f"{host.url}/")
    for address in ("/a/concepts/autolyse/", "/concepts/autolyse/"):
        tab.goto(host.url + address)
    wait_until_kept(tab, f"{host.port}/concepts/autolyse/")
    assert not any(address.startswith(f"{host.url}/a/") for address in tab.evaluate(ADDRESSES_OF))


def test_a_preview_removes_what_a_site_at_its_address_has_left(tab: Page, host: _Host) -> None:
    visit(tab, f"{host.url}/a/")
    home = host.folder / "a" / "index.html"
    mark = '<meta name="studyguide-preview"></head>'
    home.write_text(home.read_text("utf-8").replace("</head>", mark, 1), "utf-8")
    tab.goto(f"{host.url}/a/")
    wait_until(tab, f"{SCOPES}.then((scopes) => !scopes.length)")
    wait_until(tab, f"{CACHES}.then((names) => !names.length)")


def test_two_builds_have_the_same_worker(builds: dict[str, Path], tmp_path: Path) -> None:
    run = built_afresh(with_scripts(copied(tmp_path / "project")), tmp_path / "again")
    assert run.returncode == 0, run.stderr
    first, again, second = (
        [(site / name).read_bytes() for name in ("sw.js", "manifest.webmanifest")]
        for site in (builds["first"], tmp_path / "again", builds["second"])
    )
    assert first == again
    assert first[0] != second[0]
