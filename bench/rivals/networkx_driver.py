"""Solves the graph file named first (see graph-file.ts) with networkx, and prints one line of JSON. Without arguments: the versions."""

import array
import json
import platform
import resource
import sys
import time

import networkx

if len(sys.argv) < 2:
    print(f"{networkx.__version__} (Python {platform.python_version()})")
    sys.exit(0)

with open(sys.argv[1], "rb") as file:
    size = array.array("i")
    size.fromfile(file, 2)
    source = array.array("i")
    source.fromfile(file, size[1])
    target = array.array("i")
    target.fromfile(file, size[1])
    weight = array.array("d")
    weight.fromfile(file, size[1])

graph = networkx.Graph()
for u, v, w in zip(source, target, weight):
    # It knows no parallel edges: the best one stands for all.
    if not graph.has_edge(u, v) or graph[u][v]["weight"] < w:
        graph.add_edge(u, v, weight=int(w))

start = time.perf_counter()
matching = networkx.max_weight_matching(graph)
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "seconds": seconds,
            "weight": sum(graph[u][v]["weight"] for u, v in matching),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
