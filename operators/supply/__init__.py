"""Other operators whose offers are resold here: what is known of them, and how they are asked."""
