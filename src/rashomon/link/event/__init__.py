"""The events of many articles -> which of them are one.

1. `find_tellings`: what each article says of an event, read from its start, and who says so 2. `keys_of`: only
events that share a key can be one 3. `choose_antecedent`: each event names the likeliest of those that stand before
it in the pile (`order_of`), or none; what hangs together so is one event 4. `make_cluster`: the record of that event.
The choice looks at nothing but the events that share a key with it, so that an article that comes or goes touches
these alone, and the answer does not depend on the order of reading.
"""

from rashomon.link.event.antecedents import BY, choose_antecedent, keys_of, order_of, stays_with
from rashomon.link.event.clusters import make_cluster
from rashomon.link.event.tellings import entities_of_telling, find_tellings, resolve_telling

__all__ = [
    "BY", "choose_antecedent", "entities_of_telling", "find_tellings", "keys_of", "make_cluster", "order_of",
    "resolve_telling", "stays_with",
]  # fmt: skip
