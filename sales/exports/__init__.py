"""Exports: rows of the books and of what was sold, in files whose totals are those of the books.

What the doors (job, API, admin, command) build on:

`datasets.DATASETS`: every Dataset by its name; `datasets.find_dataset(name)` or UnknownDataset.
A Dataset has `name`, `title`, `period` (in words: which day a period means, and what is told
without one), `needs_period`, `formats`, `column_sets` by version and `latest`, and `listing`, by
which its filter is read: the same that the admin's list and the API have, or None for no filter.

`wishes.ExportWish(dataset, tenant, sellers, period, pairs, format, dialect, version)`: what is
wanted. `sellers` are ids of organisations whose books may be seen; None: all of the tenant.
`period` is a `Period(first_day, last_day)`, both included, or None. `pairs` are the filter as it
was asked: name and text. `format` is one of Format (with `suffix` and `media_type`), `dialect` one
of the named DIALECTS, for CSV only. `check()` raises WishUnfit, UnknownDataset, or UnusableListing
with every problem of the filter; `file_name` is a name for the file.

`totals.totals_of(wish)`: ControlTotals with `rows` and `sums`, for a preview; `to_json`,
`from_json` to keep them.

`writing.write_export(wish, file, told=…)`: writes a binary file in one transaction that is
REPEATABLE READ and READ ONLY, and returns Written: `totals` of that very snapshot, `rows`, `size`
in bytes and `digest` (SHA-256). `told(rows, all_rows)` is called now and then and says whether to
go on; if not, ExportStopped is raised and the file is left as it is. It is called inside that
transaction: what it stores goes through a connection of its own. A wish for a closed period gives
the same bytes each time, whoever asks and whenever.
"""
