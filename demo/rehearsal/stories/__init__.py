"""What happens in a rehearsal: each story is a generator that pauses while time goes by."""
