"""What the join doctor looks at: one file for each thing that can keep a colleague out."""
