"""One count everywhere: what pages, exports and the command line tell of places, from one layer of queries.

Each release is taken apart once into rows (a family, a gap, a fact that is owed), each of which lies in one place, and
into the numbers of these rows by village. A number of a kecamatan, a regency or a province is the sum of the numbers of
its villages and of what lies in no village; a list of names is the rows behind a number. So no two tiers can disagree,
nor a number and its names.
"""
