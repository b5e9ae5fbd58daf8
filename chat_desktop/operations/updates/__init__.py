"""Updates the program by one signed file, which is given by hand. Nothing is fetched from anywhere."""
