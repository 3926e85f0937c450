"""Numbers for programs: read-only JSON under ``/api/v1/``, the same numbers as the pages of sync at a glance."""
