"""Quick booking (§6): what there is for a segment, and booking one of it."""
