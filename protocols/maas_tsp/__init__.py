"""The TSP API of MaaS Global: one caller lists options, books one leg of a trip and settles it."""
