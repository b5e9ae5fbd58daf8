"""Updates that this host offers to others on the network, and that it takes from them when its owner clicks."""
