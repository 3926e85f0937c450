"""Pictures of hand-overs and letters: stored like minutes, privately and named by their content, which is how events
name them. A file may come before its event or after it."""

from __future__ import annotations

from datetime import datetime
from functools import reduce

from django.db import transaction
from django.utils import timezone

from padan.kernel.scope import holding
from padan.kernel.texts import _
from padan.office.accounts.models import Account
from padan.office.accounts.operations import acting
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.queries import scope_of
from padan.office.audit.operations import record
from padan.office.delivery.permissions import HANDERS
from padan.office.tasks import papers


@transaction.atomic
def keep(content: bytes, *, by: Account, on: datetime) -> str:
    """Store a file; its SHA-256, which is the same for the same content. NotAllowedError unless ``by`` hands out
    anywhere; InvalidValueError as :func:`padan.office.tasks.papers.keep`."""
    scope = scope_of(by, timezone.localdate(on), *HANDERS)
    if not scope:
        raise NotAllowedError(
            _("Bukti penyerahan dikirim oleh yang menyerahkan"), next_step=_("Minta operator desa itu.")
        )
    kept = papers.keep(content, "")
    record(
        by=acting(by), on=on, action="delivery.proof_kept", area=reduce(holding, scope.codes),
        after={"sha256": kept.sha256, "size": len(content)},
    )  # fmt: skip
    return kept.sha256


def stored_as(digest: str) -> str | None:
    """The name under which a file lies (:func:`padan.office.tasks.papers.path_of`), by its SHA-256; None while it has
    not arrived."""
    names = (f"{digest}.{kind}" for kind in papers.TYPES)
    return next((name for name in names if papers.path_of(name).is_file()), None)
