"""TOMP 1.6.1 in words: what requests say, and how answers are told."""
