"""Ways to display a body, one file each; pure, never raises. :mod:`ongoing_desktop.bodies.views` lists them."""
