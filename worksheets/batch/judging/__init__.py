"""How rows of a roster are judged: field by field, as a whole, and against each other."""
