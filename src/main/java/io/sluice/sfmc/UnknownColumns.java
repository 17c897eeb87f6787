package io.sluice.sfmc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.delivery.Target;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts the values that are left out since the data extension has no such column, and says so once for each. Names of
 * columns can come from events, so only so many of a target are told apart.
 */
final class UnknownColumns {
    private static final Logger LOG = Logger.getLogger(UnknownColumns.class);
    private static final int MOST = 100;
    private static final int LONGEST = 60;
    private static final String OTHERS = "(others)";

    private final MeterRegistry registry;
    private final Map<Target, Map<String, Counter>> byTarget = new ConcurrentHashMap<>();

    UnknownColumns(MeterRegistry registry) {
        this.registry = registry;
    }

    void saw(Target target, String column) {
        var counters = byTarget.computeIfAbsent(target, any -> new ConcurrentHashMap<>());
        var name = column.toLowerCase(Locale.ROOT);
        var counter = counters.get(name);
        if (counter == null) {
            counter = counters.computeIfAbsent(
                    counters.size() < MOST ? name : OTHERS, label -> counter(target, label, column));
        }
        counter.increment();
    }

    private Counter counter(Target target, String label, String column) {
        var told = label.equals(OTHERS) ? OTHERS : shown(column);
        LOG.warnf("schema.unknown_column target=%s column=%s: its values are left out", target, told);
        return Counter.builder("sluice.unknown.columns")
                .description("Values left out, since the data extension has no such column.")
                .tags("target", target.toString(), "column", shown(label))
                .register(registry);
    }

    /** Whoever sends the name must not write lines of the log. */
    private static String shown(String name) {
        var plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
