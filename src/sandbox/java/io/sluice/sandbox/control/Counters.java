package io.sluice.sandbox.control;

import java.util.Map;
import java.util.TreeMap;

/** How many requests each API answered, and how. */
final class Counters {
    private final Map<String, Route> routes = new TreeMap<>();
    private long firstMicros;
    private long lastMicros;

    /** What one API answered. Status 0 stands for no answer. */
    static final class Route {
        public long calls;
        public long rows;
        public final Map<Integer, Long> statuses = new TreeMap<>();
    }

    synchronized void count(Arrival arrival) {
        var route = routes.computeIfAbsent(arrival.route(), label -> new Route());
        route.calls++;
        route.rows += arrival.rows();
        route.statuses.merge(arrival.status(), 1L, Long::sum);
        firstMicros = firstMicros == 0 ? arrival.micros() : Math.min(firstMicros, arrival.micros());
        lastMicros = Math.max(lastMicros, arrival.micros());
    }

    synchronized Map<String, Route> routes() {
        var copy = new TreeMap<String, Route>();
        routes.forEach((label, route) -> {
            var values = new Route();
            values.calls = route.calls;
            values.rows = route.rows;
            values.statuses.putAll(route.statuses);
            copy.put(label, values);
        });
        return copy;
    }

    synchronized double spanMillis() {
        return (lastMicros - firstMicros) / 1000.0;
    }

    synchronized void clear() {
        routes.clear();
        firstMicros = 0;
        lastMicros = 0;
    }
}
