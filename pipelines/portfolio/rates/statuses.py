"""The statuses of a loan at a day's end, and what a group of merchants is for."""

OPEN = ("current", "1-29", "30-59", "60-89", "90+")
STATUSES = (*OPEN, "charged off", "paid")
"""In the order of every matrix; the last two are final."""

PLACE = {status: place for place, status in enumerate(STATUSES)}
CHARGED_OFF, PAID = PLACE["charged off"], PLACE["paid"]

GROUPS = 100
"""Into how many groups merchants are dealt: resampling the groups resamples the merchants with all
their loans and months, at a cost that does not grow with the book."""

OLDEST = 12
"""Months on book from which loans are taken together; a six-month loan is closed by then."""
