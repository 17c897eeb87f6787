package io.sluice.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Keeps what a collection reads as the rows that would be written: each key once, the last one counts. */
public final class RecordingScan implements Scan {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final Map<List<Object>, Row> rows = new LinkedHashMap<>();
    private final TreeSet<String> news = new TreeSet<>();
    private final List<String> misfits = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> shortfalls = new ArrayList<>();
    private Optional<Instant> watermark = Optional.empty();
    private boolean complete;
    private Thread thread;
    private int taken;

    @Override
    public void row(Table table, ObjectNode source) {
        thread = thread == null ? Thread.currentThread() : thread;
        if (thread != Thread.currentThread()) {
            throw new IllegalStateException("rows come from two threads");
        }
        taken++;
        var read = RowReading.read(table, source, NOW);
        news.addAll(read.news());
        misfits.addAll(read.misfits());
        var key = new ArrayList<Object>(List.of(table.name()));
        table.key().forEach(column -> key.add(value(read.row(), column)));
        if (key.contains(null)) {
            throw new IllegalStateException("a row of " + table.name() + " without its key");
        }
        rows.put(key, read.row());
    }

    @Override
    public void progress(String words) {}

    @Override
    public void watermark(Instant newest) {
        watermark = Optional.of(newest);
    }

    @Override
    public void complete() {
        complete = true;
    }

    @Override
    public void notice(String sentence) {
        notices.add(sentence);
    }

    @Override
    public void shortfall(String sentence) {
        shortfalls.add(sentence);
    }

    public List<Row> rows(String table) {
        return rows.values().stream()
                .filter(row -> row.table().name().equals(table))
                .toList();
    }

    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    public static Object value(Row row, String column) {
        return row.values().get(row.table().columns().indexOf(row.table().column(column)));
    }

    /** Rows that came, those included that took the place of others. */
    public int taken() {
        return taken;
    }

    public TreeSet<String> news() {
        return news;
    }

    public List<String> misfits() {
        return misfits;
    }

    public List<String> notices() {
        return notices;
    }

    public List<String> shortfalls() {
        return shortfalls;
    }

    public Optional<Instant> watermark() {
        return watermark;
    }

    public boolean isComplete() {
        return complete;
    }
}
