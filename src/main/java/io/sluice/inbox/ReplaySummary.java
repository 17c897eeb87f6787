package io.sluice.inbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many deliveries of each mapping a replay does what with. */
final class ReplaySummary {
    private final Map<String, Map<String, Integer>> byMapping = new TreeMap<>();

    void count(String mapping, String what) {
        byMapping.computeIfAbsent(mapping, name -> new TreeMap<>()).merge(what, 1, Integer::sum);
    }

    boolean isEmpty() {
        return byMapping.isEmpty();
    }

    /** A line for each mapping and thing done with it. */
    @Override
    public String toString() {
        return byMapping.entrySet().stream()
                .flatMap(mapping -> mapping.getValue().entrySet().stream()
                        .map(what -> mapping.getKey() + ": " + what.getValue() + " " + what.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
