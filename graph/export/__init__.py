"""From a scene to files; the families of formats come here."""
