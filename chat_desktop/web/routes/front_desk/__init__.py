"""The routes of front desks: of the locked screen, of those who set desks up, and of the people who use them."""
