"""The operations of TOMP. What versions do alike is here; what differs is in their mappings."""
