"""What the store survives: kills, loss of power, a full disk, damage, lost connections, and two editors at once.

Small rounds by default. `python -m pytest tests/faults --full-rounds --results tests/faults/RESULTS.md` runs the rounds
of a release and writes down what came of them; `--part 0.2` a fifth of them.
"""
