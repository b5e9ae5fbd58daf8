"""Whether this computer has fonts for the scripts of the program's languages. The program brings none. A leaf."""
