"""The calls of TOMP in which an operator tells a partner what happened."""
