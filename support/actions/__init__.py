"""What can be done with support cases."""
