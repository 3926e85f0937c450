"""The kinds of gap: one module each, found by its function ``gap()``.

A new kind is a new module here, named as its code, with ``gap() -> GapKind``, and its query in the ``.sql`` of
the same name. Nothing else is edited; ``docs/reference/gaps.md`` is written anew by ``reference_page()``.
"""
