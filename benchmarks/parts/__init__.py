"""Contains the parts of the benchmark. Each is a function of a Bench and a Plan, and returns rows of results."""
