"""The same sheet with other tools, each written as its manual teaches and as fast as it allows."""
