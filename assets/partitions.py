"""Each dump is a partition of the asset `dumps`: how it is called, and which runs cover some of them.

Partitions belong to a Dagster instance, so that this module is given one. What a partition holds is in dumps.py,
when partitions come and go in automation.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import dagster as dg

from assets.resources import defaults

DUMPS = dg.DynamicPartitionsDefinition(name="dumps")
# What Dagster takes for the ends of a range of partitions.
FIRST = "dagster/asset_partition_range_start"
LAST = "dagster/asset_partition_range_end"
# Dumps that have not changed: to look at so many of them takes less than to start another run.
NEAR = 10


def key(name: str) -> str:
    """The partition of the dump of that name: the name, with what Dagster forbids in keys written as in addresses."""
    name = name.replace("%", "%25").replace("...", "%2E%2E%2E")
    return "".join(letter if letter.isprintable() else f"%{ord(letter):02X}" for letter in name)


def known(instance: dg.DagsterInstance) -> list[str]:
    """The keys of all partitions of an instance, in its order."""
    return list(instance.get_dynamic_partitions(DUMPS.name or ""))


def add(instance: dg.DagsterInstance, names: Iterable[str]) -> list[str]:
    """Adds the partitions of dumps; gives their keys."""
    keys = [key(name) for name in names]
    new = [one for one in dict.fromkeys(keys) if one not in set(known(instance))]
    if new:
        instance.add_dynamic_partitions(DUMPS.name or "", new)
    return keys


def runs(keys: Iterable[str], order: Sequence[str], there: Iterable[str] = ()) -> Iterator[dict[str, str]]:
    """Tags of as few runs as cover these partitions; `order` is that of all partitions of the instance.

    They cover no others, but for a few of those that are `there` where that saves a run.
    """
    wanted, free = set(keys), set(there)
    first = None
    for place, following in pairwise([*(place for place, one in enumerate(order) if one in wanted), len(order)]):
        first = order[place] if first is None else first
        between = order[place + 1 : following]
        if following == len(order) or len(between) > NEAR or not free.issuperset(between):
            yield {FIRST: first, LAST: order[place]}
            first = None


if __name__ == "__main__":
    # For `make ui`: who opens the page for the first time finds the partitions of the dumps that are there.
    with dg.DagsterInstance.get() as home:
        print(f"partitions of dumps: {len(add(home, [name for name, _ in defaults().source.find()]))}")
