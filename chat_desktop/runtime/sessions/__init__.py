"""Sessions as the running host ends them."""
