"""What the demo's office shows of giving is made by the office's own operations, and adds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from padan.app.demo_giving import given
from padan.app.demo_office import accounts_of
from padan.kernel.scope import Scope
from padan.office.coordination import queries as coordination
from padan.office.giving import queries
from padan.office.registry.models import Release
from padan.pipeline.home import Home

pytestmark = pytest.mark.django_db
ALL = Scope(("64.02",))


def test_the_demo_has_givers_pledges_holds_and_a_dispute(release: Release, office_home: Path) -> None:
    accounts_of(release.folder)
    given(Home(office_home))
    day = timezone.localdate()
    total = queries.total(ALL, day)
    assert total.pledged == 52_700_000
    assert total.held == sum(each.value for each in queries.held(ALL, day).values())
    assert [each.name for each, _found in queries.disputed(ALL, "tjsl", day)] == ["PT Rekaan Tambang"]
    assert coordination.commitments(ALL, day).count() == 1
    assert not queries.unverified(ALL).exists()
