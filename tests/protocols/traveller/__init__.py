"""What travellers see behind the link of a ticket."""
