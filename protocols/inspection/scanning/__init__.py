"""The page with which people inspect in a browser, with the camera of a phone."""
