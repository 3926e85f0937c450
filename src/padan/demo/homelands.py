"""Where people who were not born in the regency come from."""

#: Regencies by dotted code, and the town that a birth certificate from there names.
PLACES = {
    "64.72": "Samarinda",
    "64.71": "Balikpapan",
    "64.74": "Bontang",
    "64.08": "Sangatta",
    "64.07": "Sendawar",
    "64.09": "Penajam",
    "63.71": "Banjarmasin",
    "63.03": "Martapura",
    "63.06": "Kandangan",
    "63.08": "Amuntai",
    "73.08": "Bone",
    "73.13": "Sengkang",
    "73.12": "Watansoppeng",
    "73.71": "Makassar",
    "35.07": "Malang",
    "35.06": "Kediri",
    "35.09": "Jember",
    "35.24": "Lamongan",
    "33.14": "Sragen",
    "33.12": "Wonogiri",
    "73.18": "Makale",
    "53.10": "Ruteng",
    "53.06": "Larantuka",
    "53.01": "Kupang",
    "51.08": "Singaraja",
    "51.06": "Bangli",
    "12.02": "Tarutung",
    "12.12": "Balige",
    "32.04": "Soreang",
    "35.26": "Bangkalan",
    "73.06": "Sungguminasa",
    "62.71": "Palangka Raya",
    "62.03": "Kuala Kapuas",
    "61.05": "Sintang",
}
#: The neighbours, where people of the regency are often born and registered.
NEARBY = ("64.72", "64.71", "64.74", "64.08", "64.07", "64.09")
#: Where each people of the regency came from.
HOMELANDS = {
    "kutai": NEARBY,
    "banjar": ("63.71", "63.03", "63.06", "63.08"),
    "bugis": ("73.08", "73.13", "73.12", "73.71"),
    "jawa": ("35.07", "35.06", "35.09", "35.24", "33.14", "33.12"),
    "kristen": ("73.18", "53.10", "64.07"),
}
