"""Front desks, as the host keeps them."""
