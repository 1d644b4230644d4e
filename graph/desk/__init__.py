"""The one door to the rooms behind it: opens the store, holds the frames, answers views."""
