"""From the network to what is drawn: geometry, style, captions, legend, and the panel's words. Pure."""
