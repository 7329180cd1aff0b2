"""How a disclosure of each structure is read: what a villager asks of it, in the order of the asking. Pure."""
