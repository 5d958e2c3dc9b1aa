"""What is settled with the channels' partners: extra costs that were claimed, and the journal."""
