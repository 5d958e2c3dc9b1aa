"""Where travellers see their tickets. What lies below the worker's folder is in its scope."""

from django.urls import path

from protocols.traveller import acts, answering, assets, barcodes, pages, phones

urlpatterns = [
    path("t/worker.js", assets.worker, name="ticket-worker"),
    path("t/<str:secret>", pages.ticket_page, name="ticket-page"),
    path("t/<str:secret>/barcodes.json", barcodes.barcodes, name="ticket-barcodes"),
    path("t/<str:secret>/google-wallet", answering.google_wallet, name="ticket-google-wallet"),
    path("t/<str:secret>/start", acts.start, name="ticket-start"),
    path("t/<str:secret>/move", acts.move, name="ticket-move"),
    path("t/<str:secret>/phones", phones.register, name="ticket-phones"),
    path("t/<str:secret>/manifest.json", assets.manifest, name="ticket-manifest"),
    path("t/<str:secret>/style.css", assets.style_sheet, name="ticket-style"),
    path("t/<str:secret>/logo.png", assets.logo, name="ticket-logo"),
]
