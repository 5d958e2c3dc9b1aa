"""German."""

from protocols.traveller.wording.phrases import Phrases

PHRASES = Phrases(
    language="Deutsch",
    ticket="Ticket",
    valid_from="Gültig ab",
    valid_until="Gültig bis",
    zones="Zonen",
    travellers="Reisende",
    number="Ticketnummer",
    specimen="Muster: gilt nicht zur Fahrt",
    barcode="Barcode deines Tickets",
    loading="Der Barcode wird geladen.",
    ready="Der Barcode ist zu sehen und erneuert sich von selbst.",
    offline="Keine Verbindung. Das Ticket kann bis {time} gezeigt werden.",
    run_out="Keine Verbindung, und die gespeicherten Barcodes sind aufgebraucht. Verbinde dich, um "
    "das Ticket zu zeigen.",
    trouble="Der Barcode kann gerade nicht erstellt werden. Diese Seite versucht es von selbst "
    "wieder.",
    no_script="Schalte JavaScript ein, dann erneuert sich der Barcode ohne Flackern.",
    not_valid_yet="Dieses Ticket ist noch nicht gültig.",
    waiting="Dieses Ticket ist noch nicht gestartet.",
    start_before="Starte es vor {moment}.",
    start="Ticket starten",
    start_question="Dieses Ticket jetzt starten?",
    start_effect="Es gilt dann bis {moment}. Du kannst es nicht wieder anhalten.",
    start_yes="Jetzt starten",
    no="Noch nicht",
    too_late="Es ist zu spät, dieses Ticket zu starten.",
    used="Dieses Ticket wurde benutzt.",
    expired="Dieses Ticket ist abgelaufen.",
    voided="Dieses Ticket wurde storniert.",
    move="Auf ein anderes Handy übertragen",
    move_question="Dieses Ticket auf ein anderes Handy übertragen?",
    move_effect="Du bekommst einen neuen Link. Dieser Link gilt dann nicht mehr, und dieses Handy "
    "vergisst das Ticket.",
    move_yes="Übertragen",
    moved="Öffne das Ticket auf dem anderen Handy",
    moved_text="Scanne diesen Code mit dem anderen Handy, oder schicke dir den Link. Wer den Link "
    "hat, hat das Ticket.",
    back="Zurück zum Ticket",
    bind="Auf diesem Handy zeigen",
    bind_text="Dieses Ticket kann auf einem Handy zugleich gezeigt werden. Du kannst es später "
    "übertragen.",
    bound_elsewhere="Dieses Ticket ist auf einem anderen Handy: {name}.",
    bind_here="Auf dieses Handy übertragen",
    cannot_sign="Dieser Browser kann das Ticket nicht sicher zeigen. Aktualisiere ihn, oder öffne "
    "den Link in einem anderen Browser.",
    this_phone="Handy",
    gone="Hier ist kein Ticket",
    gone_text="Der Link ist falsch, oder das Ticket wurde auf ein anderes Handy übertragen.",
    nothing="Nichts zu zeigen",
    nothing_text="Das Ticket kann in dieser Form jetzt nicht gezeigt werden.",
    later="Versuche es später wieder",
    later_text="Das Ticket kann gerade nicht gezeigt werden.",
    too_many="Zu viele Anfragen",
    too_many_text="Warte eine Minute und versuche es wieder.",
    pdf="Drucken (PDF)",
    apple="Zu Apple Wallet hinzufügen",
    google="Zu Google Wallet hinzufügen",
    help="Hilfe",
)
