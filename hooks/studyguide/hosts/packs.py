"""The packs that a project uses, from its settings; those that come with the engine, from where it is installed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from studyguide.model.diagnostics import Diagnostic, Location, closest
from studyguide.model.pack import PACKS_FOLDER, PackManifest
from studyguide.parse.curated.pack_manifest import read_pack_manifest
from studyguide.sources import DOCS_FOLDER, Pack

SETTINGS_FILE = Location("mkdocs.yml")
PACK_MANIFEST_FILE = "pack.yml"
"""The file that makes a folder a pack."""
PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED_PACKS = PACKAGE / PACKS_FOLDER
"""Where the engine has its packs if it is installed from a wheel."""
CHECKOUT_DOCS = PACKAGE.parents[1] / DOCS_FOLDER
"""The source of the shipped pack. A checkout has no copy of it: the engine then reads the source."""


def project_packs(config: Mapping[str, Any], root: Path) -> tuple[tuple[Pack, ...], tuple[Diagnostic, ...]]:
    """Returns the packs that `extra.studyguide.packs` names in mkdocs.yml, and what is wrong there."""
    extra = config.get("extra")
    settings = extra.get("studyguide") if isinstance(extra, Mapping) else None
    wanted = settings.get("packs") if isinstance(settings, Mapping) else None
    if wanted is None:
        return (), ()
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        hint = "write a list of names or folders, such as `packs: [birds, ./packs/trees]`"
        return (), (Diagnostic(SETTINGS_FILE, "settings", "`extra.studyguide.packs` is not a list of names", hint),)
    return find_packs(wanted, root)


def find_packs(wanted: Iterable[str], root: Path) -> tuple[tuple[Pack, ...], tuple[Diagnostic, ...]]:
    """Returns the packs with the given names, each once, and a problem for each other name.

    A name is that of a pack of the engine. One with a slash is the path of a folder, seen from the project's `root`.
    """
    packs: dict[str, Pack] = {}
    diagnostics: list[Diagnostic] = []
    for name in wanted:
        pack, faults = _pack_in(Path(os.path.realpath(root / name)), name) if "/" in name else _shipped_pack(name)
        diagnostics += faults
        if pack is not None and pack.name in packs and pack != packs[pack.name]:
            hint = f"give one of them another id in its {PACK_MANIFEST_FILE}"
            diagnostics.append(Diagnostic(SETTINGS_FILE, "duplicate-id", f"two packs have the id `{pack.name}`", hint))
        elif pack is not None:
            packs.setdefault(pack.name, pack)
    return tuple(packs.values()), tuple(diagnostics)


def shipped_packs() -> tuple[tuple[Pack, PackManifest], ...]:
    """Returns the packs that come with the engine, each with its description, sorted by folder."""
    folders = (*(path.parent for path in sorted(SHIPPED_PACKS.glob(f"*/{PACK_MANIFEST_FILE}"))), CHECKOUT_DOCS)
    found = {folder: _manifest(folder, folder.name)[0] for folder in folders}
    packs = {one.id: (Pack(one.id, folder), one) for folder, one in reversed(found.items()) if one is not None}
    return tuple(reversed(packs.values()))


def _shipped_pack(name: str) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    shipped = {pack.name: pack for pack, _ in shipped_packs()}
    if name in shipped:
        return shipped[name], ()
    listed = ", ".join(f"`{one}`" for one in shipped) or "none"
    hint = f"the engine has {listed}; a pack of your own is a folder, such as `./{name}`"
    near = closest(name, shipped)
    return None, (
        Diagnostic(SETTINGS_FILE, "unknown-pack", f"there is no pack `{name}`", f"{near} {hint}" if near else hint),
    )


def _pack_in(folder: Path, given: str) -> tuple[Pack | None, tuple[Diagnostic, ...]]:
    if not (folder / PACK_MANIFEST_FILE).is_file():
        what = f"there is no {PACK_MANIFEST_FILE} in `{given}`"
        hint = f"name a folder with {PACK_MANIFEST_FILE} (`id:` and `name:`), seen from the folder of mkdocs.yml"
        return None, (Diagnostic(SETTINGS_FILE, "unknown-pack", what, hint),)
    manifest, faults = _manifest(folder, given.rstrip("/"))
    return (None if manifest is None else Pack(manifest.id, folder)), faults


def _manifest(folder: Path, named: str) -> tuple[PackManifest | None, tuple[Diagnostic, ...]]:
    """Returns the description of a pack; None where there is none, and what is wrong with it."""
    place = f"{named}/{PACK_MANIFEST_FILE}"
    try:
        text = (folder / PACK_MANIFEST_FILE).read_text("utf-8-sig")
    except FileNotFoundError:
        return None, ()
    except (OSError, UnicodeDecodeError) as error:
        return None, (Diagnostic(Location(place), "unreadable", f"cannot be read: {error}", "save it as UTF-8"),)
    manifest, faults = read_pack_manifest(place, text)
    if manifest is None and not faults:
        faults = (Diagnostic(Location(place), "missing-field", "this file is empty", "write `id:` and `name:`"),)
    return manifest, faults
