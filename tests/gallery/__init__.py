"""All files of one picture in a folder, to be looked at."""
