"""The addresses of this computer, and the links that lead to them."""
