package io.sluice.bench;

import static io.sluice.bench.Figures.megabytes;
import static io.sluice.bench.Figures.number;
import static io.sluice.bench.Figures.percent;
import static io.sluice.bench.Figures.seconds;
import static io.sluice.bench.Figures.spread;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is to be reached, and whether it has been: the lines of the table. */
final class Targets {
    private static final double BATCHED_PER_SECOND = 10_000;
    private static final double OF_RAW = 0.5;
    private static final double SINGLE_PER_SECOND = 3_000;
    private static final double HALF_LOAD_P99_MILLIS = 50;
    private static final Duration QUOTA_OF_A_MILLION = Duration.ofMinutes(5);
    private static final int PACE = CopyRuns.PACE;
    private static final double OF_THE_PACE = 0.95;
    private static final double RECORDS_PER_CALL = 150;
    private static final double OF_CALLS_BY_PACE = 1.1;
    private static final long HEAP_BYTES = 256L * 1024 * 1024;
    /** By how much the second half of a backlog may add to what the first half takes. */
    private static final double FLAT = 1.1;

    private static final double READY_SECONDS = 3;

    private Targets() {}

    static List<Line> ingest(StoreKind store, Ingest single, Ingest batched) {
        var raw = more(batched.raw().asTheGateway(), batched.raw().inBulk());
        var share = batched.accepted().value() / raw.value();
        var shareCounts = batched.objection().isEmpty();
        return List.of(
                taken(store, batched, BATCHED_PER_SECOND, "raw inserts of the same bytes: " + spread(raw) + "/s"),
                Line.judged(
                        store.title + ": those, of raw inserts of the same bytes",
                        "≥ " + percent(OF_RAW),
                        percent(share),
                        "",
                        shareCounts && share >= OF_RAW),
                taken(
                        store,
                        single,
                        SINGLE_PER_SECOND,
                        "raw inserts, as many a commit: " + spread(single.raw().asTheGateway()) + "/s"),
                Line.judged(
                        store.title + ": p99 of a request with one event, at half of that rate",
                        "< %.0f ms".formatted(HALF_LOAD_P99_MILLIS),
                        spread("%.1f", single.halfP99Millis()) + " ms",
                        "p50: " + Figures.millis(single.half().quantile(0.5)),
                        single.halfP99Millis().value() < HALF_LOAD_P99_MILLIS));
    }

    private static Median more(Median one, Median other) {
        return one.value() > other.value() ? one : other;
    }

    private static Line taken(StoreKind store, Ingest shape, double target, String beside) {
        return Line.judged(
                "%s: events taken in and synced, %s a request"
                        .formatted(store.title, shape.batch() == 1 ? "one" : shape.batch()),
                "≥ " + number(target) + "/s",
                shape.objection().map(why -> "not counted: " + why).orElseGet(() -> spread(shape.accepted()) + "/s"),
                beside,
                shape.objection().isEmpty() && shape.accepted().value() >= target);
    }

    /** @param calls the same rows by calls of 50, in the same order */
    static List<Line> quota(List<QuotaRun> jobs, List<QuotaRun> calls) {
        var allowed = QUOTA_OF_A_MILLION.toSeconds() * PACE;
        return IntStream.range(0, jobs.size())
                .mapToObj(i -> Line.judged(
                        "SFMC: calls for a backlog of 1,000,000 rows, polls included: "
                                + jobs.get(i).what(),
                        "≤ %s: %d minutes at %d/s".formatted(number(allowed), QUOTA_OF_A_MILLION.toMinutes(), PACE),
                        quota(jobs.get(i)),
                        "%s: %s".formatted(calls.get(i).what(), quota(calls.get(i))),
                        jobs.get(i).callsForAMillion() <= allowed))
                .toList();
    }

    private static String quota(QuotaRun run) {
        return "%s, from %s rows".formatted(number(run.callsForAMillion()), number(run.rows()));
    }

    static List<Line> pace(Delivered run) {
        var share = run.callsPerSecond() / run.limit();
        return List.of(
                Line.judged(
                        "pace: share of %d/s used under backlog, as the receiver counted".formatted(run.limit()),
                        "≥ " + percent(OF_THE_PACE),
                        "%.1f %% in %.0f s".formatted(100 * share, run.callSeconds()),
                        "limit: %d/s".formatted(run.limit()),
                        share >= OF_THE_PACE),
                Line.judged(
                        "pace: most calls in any sliding second, as the receiver counted",
                        "≤ " + run.limit(),
                        number(run.worstSecond()),
                        "limit: " + run.limit(),
                        run.worstSecond() <= run.limit()));
    }

    static List<Line> leads(List<LeadsRun> runs) {
        return runs.stream()
                .map(run -> Line.judged(
                        "Salesforce: records per API call, " + run.what(),
                        "≥ " + number(RECORDS_PER_CALL),
                        "%s, from %s users".formatted(number(run.recordsPerCall()), number(run.events())),
                        "Segment's Classic destination: 0.5, by its documentation",
                        run.recordsPerCall() >= RECORDS_PER_CALL))
                .toList();
    }

    static List<Line> sync(StoreKind store, List<CopyRun> runs) {
        var title = "sync into %s: ".formatted(store.title);
        var unchanged = runs.stream()
                .filter(run -> run.what().equals(CopyRuns.UNCHANGED))
                .mapToLong(CopyRun::written)
                .sum();
        return List.of(
                Line.judged(
                        title + "time, of calls ÷ pace; " + each(runs, CopyRun::what),
                        "≤ " + OF_CALLS_BY_PACE,
                        each(runs, run -> "%.2f".formatted(run.share(run.took()))),
                        "calls: %s; fewest possible: %s"
                                .formatted(
                                        each(runs, run -> number(run.calls())),
                                        each(runs, run -> number(run.fewest()))),
                        runs.stream().allMatch(run -> run.share(run.took()) <= OF_CALLS_BY_PACE)),
                Line.judged(
                        title + "rows written when nothing has changed", "0", number(unchanged), "", unchanged == 0));
    }

    static List<Line> memory(List<MemoryRun> runs) {
        var half = runs.get(1);
        var whole = runs.get(2);
        var backlogs = each(runs, run -> number(run.backlog()));
        return List.of(
                Line.judged(
                        "memory: live heap with events waiting: " + backlogs,
                        "≤ %s, flat".formatted(megabytes(HEAP_BYTES)),
                        each(runs, run -> megabytes(run.liveBytes())),
                        "heap allowed: " + Gateway.HEAP,
                        whole.liveBytes() <= HEAP_BYTES && whole.liveBytes() <= FLAT * half.liveBytes()),
                Line.told(
                        "memory: most of the process, under load, up to then",
                        each(runs, run -> megabytes(run.mostResidentBytes())),
                        ""));
    }

    static List<Line> start(StartRun run) {
        return List.of(
                Line.judged(
                        "start: JVM, until ready",
                        "≤ %.0f s".formatted(READY_SECONDS),
                        spread("%.2f", run.seconds()) + " s",
                        "with tables to make: " + seconds(run.first()),
                        run.seconds().value() <= READY_SECONDS),
                new Line("start: native, until ready", "≤ 0.2 s", "not built here: no GraalVM", "", Optional.empty()),
                Line.told("memory: the process, idle", megabytes(run.idleResidentBytes()), ""));
    }

    static List<Line> size(PackageSize size) {
        return List.of(Line.told(
                "size: what the JVM image adds to its base",
                megabytes(size.bytes()),
                "of these %d libraries: %s; the base, a JRE, is not counted: no container engine here"
                        .formatted(size.libraries(), megabytes(size.libraryBytes()))));
    }

    private static <T> String each(List<T> runs, Function<T, String> figure) {
        return runs.stream().map(figure).collect(Collectors.joining(", "));
    }
}
