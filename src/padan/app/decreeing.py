"""A decree sealed by a worker, with its papers; and its list built again from what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np
from django.urls import reverse

from padan.app.drawing import candidates_of
from padan.app.taking_in import Report
from padan.kernel.errors import PadanError
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.aid.queries import conditions_of, package_of, quotas_of
from padan.office.decrees.models import Decree
from padan.office.decrees.operations import decree as seal
from padan.office.decrees.operations import lines_told, numbered
from padan.office.decrees.snapshot import Line, excluded_on
from padan.office.decrees.states import Kind, State
from padan.pipeline.home import Home
from padan.pipeline.release import read_manifest
from padan.reports.decree.files import folder_of, write_files
from padan.reports.decree.reading import tells
from padan.rules.eligibility.catalogue import known_facts
from padan.rules.growth.prevalence import coded
from padan.rules.selection import Candidates, Exclusion, Quota, Selection, Standing, fall_out, select

#: What a worker does: reading, sealing, and three papers.
STEPS = 5


def sign(home: Home, draft: Decree, site: str, *, by: Account | None, on: datetime, report: Report) -> Decree:
    """Seal a draft and write its papers; of one that is sealed already, the papers only. ``site``: the address at which
    the public asks for the pages."""
    found = draft
    if draft.state == State.DRAFT:
        if by is None:
            raise RuntimeError("a decree is signed off by somebody")
        report(_("membaca rilis dan menyegel daftar"), 0, STEPS)
        found = seal(draft, tells(draft.round.release.folder), by=by, on=on)
    done = 1

    def step(name: str) -> None:
        nonlocal done
        done += 1
        report(_("menulis {file}").format(file=name), done, STEPS)

    write_files(folder_of(home.root, found), found, public_address(site, found), step)
    return found


def public_address(site: str, decree: Decree) -> str:
    """The address of a sealed decree's public page."""
    return site.rstrip("/") + reverse("decrees.public", args=[decree.seal])


def rebuilt(decree: Decree) -> list[Line]:
    """The list of a sealed decree, built again from the release, the rule, the quotas, the seed, and who was excluded
    on its day: the lines that it should have. RegisterError where the release is not there or damaged."""
    if decree.kind == Kind.WITHDRAWAL:
        return []
    # What was made of a release may outlive it, and is no witness without it.
    read_manifest(decree.round.release.folder)
    chain = _chain(decree)
    selection, ranks = _first(chain[0])
    for each in chain[1:]:
        selection = _after(selection, each)
    held = decree.round
    area, ids = coded(selection.candidates.area), selection.candidates.family_id
    listed = [
        held.listed.model(
            round=held, family_id=str(ids[row]), rank=int(ranks[row]),
            area=area.labels[area.codes[row]] if area.codes[row] >= 0 else "",
        )
        for row in np.flatnonzero(selection.chosen).tolist()
    ]  # fmt: skip
    return numbered(lines_told(listed, tells(held.release.folder), package_of(held)))


def _chain(decree: Decree) -> list[Decree]:
    """The decrees that led to this one, the first one first."""
    found = [decree]
    while found[0].changes is not None:
        found.insert(0, found[0].changes)
    return found


def _first(decree: Decree) -> tuple[Selection, np.ndarray]:
    held = decree.round
    everybody = candidates_of(held.release.folder, conditions_of(held.rule, known_facts()), held.area)
    ranks = select(replace(everybody, exclusions={}), (), held.seed).rank
    quotas = [Quota(area, places) for area, places in quotas_of(held).items()]
    return select(_barred(everybody, _out(decree)), quotas, held.seed), ranks


def _after(selection: Selection, amendment: Decree) -> Selection:
    """The list after those who were excluded by the day of an amendment fell out of it."""
    standing = dict(zip(selection.candidates.family_id.tolist(), selection.standing.tolist(), strict=True))
    said, listed = _out(amendment), (Standing.CHOSEN, Standing.RESERVE)
    return fall_out(selection, {family: why for family, why in said.items() if standing.get(family) in listed})[0]


def _out(decree: Decree) -> dict[str, Exclusion]:
    said: Iterable[tuple[str, str]] = (*excluded_on(decree).items(), *map(tuple, decree.recorded))
    return {family: Exclusion(reason) for family, reason in said}


def _barred(candidates: Candidates, out: Mapping[str, Exclusion]) -> Candidates:
    reasons = np.array([out.get(each) for each in candidates.family_id.tolist()], object)
    known = {each: candidates.exclusions.get(each, np.zeros(len(candidates), bool)) for each in Exclusion}
    return replace(candidates, exclusions={each: column | (reasons == each) for each, column in known.items()})


def why_not_rebuilt(decree: Decree) -> tuple[list[Line] | None, str]:
    """The list built again; or None and in words why it cannot be."""
    try:
        return rebuilt(decree), ""
    except PadanError as error:
        return None, str(error)
