// Finds a maximum-weight matching with LEMON in the graph file named first (see graph-file.ts), within as many megabytes as the first argument
// says, and prints one line of JSON. Without arguments it prints the version of LEMON. Exits with 3 when out of memory.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <lemon/config.h>
#include <lemon/matching.h>
#include <lemon/smart_graph.h>
#include <new>
#include <sys/resource.h>
#include <vector>

template <class T> bool readColumn(std::FILE *file, std::vector<T> &column) {
  return std::fread(column.data(), sizeof(T), column.size(), file) == column.size();
}

// Peak memory of this program alone: on Linux getrusage counts what the process was before, too.
double peakMegabytes() {
  if (std::FILE *file = std::fopen("/proc/self/status", "r")) {
    char line[256];
    long kilobytes = 0;
    while (std::fgets(line, sizeof line, file) && std::sscanf(line, "VmHWM: %ld", &kilobytes) != 1) continue;
    std::fclose(file);
    if (kilobytes > 0) return kilobytes / 1024.0;
  }
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

int solve(const char *path) {
  std::FILE *file = std::fopen(path, "rb");
  if (!file) return 2;
  std::vector<std::int32_t> size(2);
  if (!readColumn(file, size)) return 2;
  const std::int32_t n = size[0], m = size[1];
  std::vector<std::int32_t> source(m), target(m);
  std::vector<double> weight(m);
  if (!readColumn(file, source) || !readColumn(file, target) || !readColumn(file, weight)) return 2;
  std::fclose(file);

  const auto start = std::chrono::steady_clock::now();
  lemon::SmartGraph graph;
  graph.reserveNode(n);
  graph.reserveEdge(m);
  for (std::int32_t v = 0; v < n; ++v) graph.addNode();
  for (std::int32_t e = 0; e < m; ++e) graph.addEdge(graph.nodeFromId(source[e]), graph.nodeFromId(target[e]));
  lemon::SmartGraph::EdgeMap<long long> value(graph);
  for (std::int32_t e = 0; e < m; ++e) value[graph.edgeFromId(e)] = static_cast<long long>(weight[e]);
  // The file's columns are not the library's memory.
  std::vector<std::int32_t>().swap(source);
  std::vector<std::int32_t>().swap(target);
  std::vector<double>().swap(weight);
  lemon::MaxWeightedMatching<lemon::SmartGraph, lemon::SmartGraph::EdgeMap<long long>> matching(graph, value);
  matching.run();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("{\"seconds\":%.6f,\"weight\":%lld,\"megabytes\":%.1f}\n", seconds.count(),
              static_cast<long long>(matching.matchingWeight()), peakMegabytes());
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    std::printf("%s\n", LEMON_VERSION);
    return 0;
  }
  const rlim_t bytes = static_cast<rlim_t>(std::atoll(argv[1])) << 20;
  const rlimit limit = {bytes, bytes};
  setrlimit(RLIMIT_AS, &limit);
  try {
    return solve(argv[2]);
  } catch (const std::bad_alloc &) {
    return 3;
  }
}
