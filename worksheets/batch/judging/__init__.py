"""How rows of a roster are judged: texts, dates, names, choices, and rows against each other."""
