"""The front page of the API description of this face."""

DESCRIPTION = {
    "TITLE": "Perron TOMP API",
    "VERSION": "1.1.3",
    "DESCRIPTION": "Plan, book, commit and show tickets over TOMP 1.1.",
}
