// Reads a graph in binary (int32 n, int32 m, int32 source[m], int32 target[m], float64 weight[m]) from the file named first,
// finds a maximum-weight matching with LEMON, and prints: seconds of init, seconds of run, weight.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <lemon/matching.h>
#include <lemon/smart_graph.h>
#include <vector>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  std::FILE *file = std::fopen(argv[1], "rb");
  if (!file) return 2;
  std::int32_t n = 0, m = 0;
  if (std::fread(&n, 4, 1, file) != 1 || std::fread(&m, 4, 1, file) != 1) return 2;
  std::vector<std::int32_t> source(m), target(m);
  std::vector<double> weight(m);
  if (m > 0 && (std::fread(source.data(), 4, m, file) != static_cast<std::size_t>(m) ||
                std::fread(target.data(), 4, m, file) != static_cast<std::size_t>(m) ||
                std::fread(weight.data(), 8, m, file) != static_cast<std::size_t>(m)))
    return 2;
  std::fclose(file);

  const auto start = std::chrono::steady_clock::now();
  lemon::SmartGraph graph;
  graph.reserveNode(n);
  graph.reserveEdge(m);
  std::vector<lemon::SmartGraph::Node> nodes(n);
  for (auto &node : nodes) node = graph.addNode();
  lemon::SmartGraph::EdgeMap<long long> value(graph);
  for (std::int32_t e = 0; e < m; ++e)
    value[graph.addEdge(nodes[source[e]], nodes[target[e]])] = static_cast<long long>(weight[e]);
  const auto built = std::chrono::steady_clock::now();
  lemon::MaxWeightedMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<long long>> matching(graph, value);
  matching.run();
  const auto end = std::chrono::steady_clock::now();
  const auto seconds = [](auto a, auto b) { return std::chrono::duration<double>(b - a).count(); };
  std::printf("%.6f %.6f %lld\n", seconds(start, built), seconds(built, end),
              static_cast<long long>(matching.matchingWeight()));
}
