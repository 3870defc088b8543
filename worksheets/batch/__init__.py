"""Many patients: a roster in, a sheet for each of them out, and a true account of all rows."""
