"""The wire formats: one package for each, words on the wire and nothing else."""
