"""Contains the probes of the join doctor, one module for each possible cause."""
