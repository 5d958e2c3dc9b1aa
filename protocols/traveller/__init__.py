"""The pages of travellers: a link that shows a ticket, and the barcode that renews itself."""
