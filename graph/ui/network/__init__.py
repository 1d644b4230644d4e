"""The components of our own: the head of the page, the picture, and the panel."""
