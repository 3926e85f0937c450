"""Growth of children: what weight, length and age say.

Columns in (:class:`~padan.rules.growth.children.Children`), columns out (:func:`~padan.rules.growth.zscores.zscores`,
:func:`~padan.rules.growth.classes.permenkes`); one child through the same code
(:func:`~padan.rules.growth.child.growth_of`).
"""
