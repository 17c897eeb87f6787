package io.sluice.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a collection has read so far: its rows go to the spool, the rest is what the warehouse has to know of them. */
final class Scanned implements Scan {
    /** More would say no more. */
    private static final int MOST_NAMES = 50;

    private final Spool spool;
    private final InstantSource clock;
    private final Progress progress;
    private final Map<String, TreeSet<String>> news = new TreeMap<>();
    private final Map<String, TreeSet<String>> misfits = new TreeMap<>();
    private final List<String> notices = new ArrayList<>();
    private Optional<Instant> watermark = Optional.empty();
    private boolean complete;
    private boolean shortfall;

    Scanned(Spool spool, InstantSource clock, Progress progress) {
        this.spool = spool;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public void row(Table table, ObjectNode source) {
        var read = RowReading.read(table, source, clock.instant());
        add(news, table, read.news());
        add(misfits, table, read.misfits());
        spool.add(read.row());
    }

    private static void add(Map<String, TreeSet<String>> names, Table table, Iterable<String> some) {
        for (var name : some) {
            var known = names.computeIfAbsent(table.name(), any -> new TreeSet<>());
            if (known.size() < MOST_NAMES) {
                known.add(name);
            }
        }
    }

    @Override
    public void progress(String words) {
        progress.tell(words);
    }

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
        notices.add(sentence);
        shortfall = true;
    }

    /** How far it may be said to be copied: not further than the run's start, and never back. */
    Optional<Instant> watermark(Since since) {
        return watermark
                .map(newest -> newest.isAfter(since.startedAt()) ? since.startedAt() : newest)
                .filter(newest -> since.watermark()
                        .filter(before -> !newest.isAfter(before))
                        .isEmpty());
    }

    boolean isComplete() {
        return complete;
    }

    boolean isShort() {
        return shortfall;
    }

    List<String> notices() {
        var all = new ArrayList<>(notices);
        news.forEach((table, paths) ->
                all.add("%s: fields that are new, kept in the column extra: %s".formatted(table, names(paths))));
        misfits.forEach(
                (table, columns) -> all.add("%s: values that do not fit their column, kept in the column extra: %s"
                        .formatted(table, names(columns))));
        return all;
    }

    private static String names(TreeSet<String> some) {
        return String.join(", ", some) + (some.size() < MOST_NAMES ? "" : " …");
    }
}
