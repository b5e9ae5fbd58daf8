"""What the window itself offers for the page that it shows: finding, a context menu, spelling, printing, the theme."""
