"""TOMP 1.1: its words, requests and answers."""
