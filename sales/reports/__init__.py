"""Reports for finance: VAT, open items, and sales over time.

Every amount is a Figure: it says which rows it comes from, by the conditions of the one grammar of
lists, and what these rows come to is the amount. Figures are what the books have: postings, and
the lines and fees with the booking days that were written with these postings.
"""
