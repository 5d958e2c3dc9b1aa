"""Arranging journeys: hold, commit, ride, finish. It buys through sales and shows tickets."""
