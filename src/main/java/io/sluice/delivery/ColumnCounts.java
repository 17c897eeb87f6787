package io.sluice.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Counts the values that do not arrive as they were sent, by target and column, and says so once for each. Names of columns
 * can come from events, so only so many of a target are told apart.
 */
public final class ColumnCounts {
    private static final Logger LOG = Logger.getLogger(ColumnCounts.class);
    private static final int MOST = 100;
    private static final int LONGEST = 60;
    private static final String OTHERS = "(others)";

    private final MeterRegistry registry;
    private final String metric;
    private final String description;
    private final String news;
    private final Map<Target, Map<String, Counter>> byTarget = new ConcurrentHashMap<>();

    private ColumnCounts(MeterRegistry registry, String metric, String description, String news) {
        this.registry = registry;
        this.metric = metric;
        this.description = description;
        this.news = news;
    }

    /** Of values that are left out. */
    public static ColumnCounts unknown(MeterRegistry registry) {
        return new ColumnCounts(
                registry,
                "sluice.unknown.columns",
                "Values left out, since the target has no such column, or it may not be written.",
                "schema.unknown_column");
    }

    /** Of texts of which only the beginning is sent. */
    public static ColumnCounts cut(MeterRegistry registry) {
        return new ColumnCounts(
                registry, "sluice.cut.values", "Texts cut, since they are longer than their field.", "schema.cut");
    }

    /** @param what becomes of its values, for the log */
    public void saw(Target target, String column, String what) {
        var counters = byTarget.computeIfAbsent(target, any -> new ConcurrentHashMap<>());
        var name = column.toLowerCase(Locale.ROOT);
        var counter = counters.get(name);
        if (counter == null) {
            counter = counters.computeIfAbsent(
                    counters.size() < MOST ? name : OTHERS, label -> counter(target, label, column, what));
        }
        counter.increment();
    }

    private Counter counter(Target target, String label, String column, String what) {
        var told = label.equals(OTHERS) ? OTHERS : shown(column);
        LOG.warnf("%s target=%s column=%s: %s", news, target, told, what);
        return Counter.builder(metric)
                .description(description)
                .tags("target", target.toString(), "column", shown(label))
                .register(registry);
    }

    /** Whoever sends the name must not write lines of the log. */
    private static String shown(String name) {
        var plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
