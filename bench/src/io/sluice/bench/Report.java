package io.sluice.bench;

import static io.sluice.bench.Figures.megabytes;
import static io.sluice.bench.Figures.millis;
import static io.sluice.bench.Figures.number;
import static io.sluice.bench.Figures.percent;
import static io.sluice.bench.Figures.seconds;
import static io.sluice.bench.Figures.spread;

import io.sluice.inbox.SettleRun;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints Markdown. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(Machine machine, Disk disk, boolean quick) {
        line("# Sluice, %s%s", LocalDate.now(), quick ? " (quick: for a look only)" : "");
        line("");
        row("Machine", "");
        row("---", "---");
        row("cores", "%d (%s), %.0f GB", machine.cores(), machine.processor(), machine.memoryBytes() / 1e9);
        row("system", "%s, %s, gateway with %s", machine.system(), machine.java(), Gateway.HEAP);
        row(
                "disk",
                "%s, 4 KB written and synced: p50 %s, p99 %s",
                disk.fileSystem(),
                millis(disk.sync().quantile(0.5)),
                millis(disk.sync().quantile(0.99)));
        row("load average before", "%.2f", Machine.load());
        row("event", "%d bytes as it is sent", SampleEvent.BYTES);
    }

    void ingest(StoreKind store, List<Ingest> shapes) {
        section("%s: events taken in", store.title);
        line("`%s`", shapes.get(0).settings());
        line("");
        columns("", shapes, shape -> shape.batch() == 1 ? "one a request" : shape.batch() + " a request");
        columns("---", shapes, shape -> "---:");
        columns("connections", shapes, shape -> "" + shape.connections());
        columns("**events/s accepted**", shapes, Report::accepted);
        columns("request p50 / p99, full load", shapes, shape -> latencies(shape.full()));
        columns("request p50 / p99, half load", shapes, shape -> latencies(shape.half()));
        columns(
                "raw inserts/s, as many a commit",
                shapes,
                shape -> spread(shape.raw().asTheGateway()));
        columns(
                "**share of raw inserts**",
                shapes,
                shape -> share(shape, shape.raw().asTheGateway()));
        columns(
                "raw inserts/s, " + IngestRuns.BULK + " a commit",
                shapes,
                shape -> spread(shape.raw().inBulk()));
        columns("share of those", shapes, shape -> share(shape, shape.raw().inBulk()));
        columns(
                "bytes of an event as it is kept",
                shapes,
                shape -> number(shape.raw().bytes()));
        columns("events a commit", shapes, shape -> "%.1f".formatted(shape.perCommit()));
        columns("commits / syncs, traced", shapes, Report::traced);
        columns("cores used: gateway, database, load", shapes, shape -> busy(shape.busy()));
        columns(
                "processor time an event: the same",
                shapes,
                shape -> micros(shape.busy(), shape.accepted().value()));
        columns("requests refused", shapes, shape -> "" + shape.refused());
    }

    void delivered(StoreKind store, List<Delivered> runs) {
        section("%s: from the first event accepted to the last row in the sandbox", store.title);
        columns("requests-per-second", runs, run -> "" + run.limit());
        columns("---", runs, run -> "---:");
        columns("events", runs, run -> number(run.events()));
        columns("**events/s**", runs, run -> number(run.eventsPerSecond()));
        columns("rows a call", runs, run -> "%.1f".formatted(run.rowsPerCall()));
        columns("calls/s", runs, run -> "%.1f".formatted(run.callsPerSecond()));
        columns("seconds between the first call and the last", runs, run -> "%.0f".formatted(run.callSeconds()));
        columns("share of the pace used", runs, run -> percent(run.callsPerSecond() / run.limit()));
        columns("most calls in any second", runs, run -> "" + run.worstSecond());
    }

    void settled(StoreKind store, List<SettleRun> runs) {
        section("%s: rows handed out and settled, each call answered at once", store.title);
        columns("", runs, run -> run.ordered() ? "with order memory" : "without");
        columns("---", runs, run -> "---:");
        columns("rows", runs, run -> number(run.rows()));
        columns("**rows/s**", runs, run -> number(run.rowsPerSecond()));
        columns("processor time a row, the database's apart", runs, run -> "%.0f µs".formatted(run.micros()));
    }

    void contacts(List<ContactsRun> runs) {
        section("What identifies cost in calls, with a row and a contact for each user");
        columns("keys that had not been seen before", runs, run -> percent(run.newKeys()));
        columns("---", runs, run -> "---:");
        columns("identifies", runs, run -> number(run.events()));
        columns("calls for contacts", runs, run -> number(run.contactCalls()));
        columns("other calls", runs, run -> number(run.otherCalls()));
        columns(
                "**quota for 1,000,000, at 20 calls a second**",
                runs,
                run -> number(run.secondsForAMillion(20)) + " s");
    }

    void memory(List<MemoryRun> runs) {
        section("What a backlog takes in memory");
        columns("events that wait", runs, run -> number(run.backlog()));
        columns("---", runs, run -> "---:");
        columns("live heap, after a full collection", runs, run -> megabytes(run.liveBytes()));
        columns("most memory of the process, since its start", runs, run -> megabytes(run.mostResidentBytes()));
    }

    void leads(List<LeadsRun> runs) {
        section("What identifies cost in calls, when each becomes a Lead");
        columns("", runs, LeadsRun::what);
        columns("---", runs, run -> "---:");
        columns("identifies", runs, run -> number(run.events()));
        columns("calls that Salesforce counts, looks included", runs, run -> number(run.calls()));
        columns("**records per call**", runs, run -> "%.0f".formatted(run.recordsPerCall()));
        columns("calls per 1,000 identifies (one by one: 2,000)", runs, run -> "%.1f"
                .formatted(run.callsPerThousand()));
    }

    void quota(List<QuotaRun> runs) {
        section("What the rows of a backlog cost in calls");
        columns("", runs, QuotaRun::what);
        columns("---", runs, run -> "---:");
        columns("rows", runs, run -> number(run.rows()));
        columns("of these bad", runs, run -> number(run.bad()));
        columns("calls, polls and results included", runs, run -> number(run.calls()));
        columns("rows a call", runs, run -> number(run.rowsPerCall()));
        columns("seconds until the last verdict", runs, run -> number(run.seconds()));
        columns(
                "**quota for 1,000,000, at 20 calls a second**",
                runs,
                run -> number(run.callsForAMillion() / CopyRuns.PACE) + " s");
    }

    void mapped(List<MappingRun> runs) {
        section("From the bytes of an event to the bytes of a call, on one thread");
        columns("", runs, run -> "%s, %d traits".formatted(run.what(), MappingBenchmark.TRAITS));
        columns("---", runs, run -> "---:");
        columns("**events/s**", runs, run -> spread(run.eventsPerSecond()));
    }

    void loaded(List<WarehouseLoads> all) {
        section("Rows of a sync into a warehouse");
        columns("", all, loads -> loads.kind().title);
        columns("---", all, loads -> "---:");
        columns("rows of a load", all, loads -> number(loads.rows()));
        columns("**rows/s, first load**", all, loads -> spread(loads.first()));
        columns("rows/s, nothing changed", all, loads -> spread(loads.unchanged()));
        columns("rows/s, 1 % changed", all, loads -> spread(loads.changed()));
        columns("raw rows/s (COPY; inserts of 50 rows)", all, loads -> spread(loads.raw()));
        columns(
                "share of raw, first load",
                all,
                loads -> percent(loads.first().value() / loads.raw().value()));
        columns(
                "share of raw, nothing changed",
                all,
                loads -> percent(loads.unchanged().value() / loads.raw().value()));
    }

    void copied(StoreKind store, int latencyMillis, List<CopyRun> runs) {
        section("A sync into %s, answers after %d ms", store.title, latencyMillis);
        columns("", runs, CopyRun::what);
        columns("---", runs, run -> "---:");
        columns("rows read", runs, run -> number(run.read()));
        columns("changes at the source", runs, run -> number(run.changed()));
        columns("**rows written**", runs, run -> number(run.written()));
        columns("**calls**", runs, run -> number(run.calls()));
        columns("fewest possible", runs, run -> number(run.fewest()));
        columns("calls ÷ %d a second".formatted(CopyRuns.PACE), runs, run -> "%.1f s".formatted(run.secondsAtPace()));
        columns("**the run took**", runs, run -> seconds(run.took()));
        columns(
                "of these from the first call to the last answer",
                runs,
                run -> seconds(run.reading().all()));
        columns("campaigns, assets, lists, journeys", runs, run -> reading(run.reading()));
        columns("before and after that", runs, run -> seconds(run.other()));
        columns("**the run, in calls ÷ pace**", runs, run -> "%.2f".formatted(run.share(run.took())));
        columns("from the first call to the last answer, in calls ÷ pace", runs, run -> "%.2f"
                .formatted(run.share(run.reading().all())));
        columns("most calls in any second", runs, run -> number(run.worstSecond()));
        columns("most memory of the process", runs, run -> megabytes(run.mostResidentBytes()));
    }

    private static String reading(ReadingTime time) {
        return Stream.of(time.campaigns(), time.assets(), time.lists(), time.journeys())
                .map(Figures::seconds)
                .collect(Collectors.joining(", "));
    }

    /** All that has a target. */
    void table(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        section("Beside the targets");
        row("What", "Target | Measured: median (lowest–highest) | Limit or peer, in the same run | Met");
        row("---", "--- | --- | --- | ---");
        for (var each : lines) {
            var met = each.met().map(yes -> yes ? "yes" : "**no**").orElse("");
            row(each.what(), "%s | %s | %s | %s", each.target(), each.measured(), each.beside(), met);
        }
    }

    void end() {
        line("");
        line("Load average after: %.2f", Machine.load());
    }

    private static String accepted(Ingest shape) {
        var known = shape.traced().isPresent() ? "" : ", syncs not known";
        return counted(shape, "**" + spread(shape.accepted()) + "**" + known);
    }

    private static String share(Ingest shape, Median raw) {
        return counted(shape, percent(shape.accepted().value() / raw.value()));
    }

    private static String counted(Ingest shape, String cell) {
        return shape.objection().map(why -> "NOT COUNTED: " + why).orElse(cell);
    }

    private static String traced(Ingest shape) {
        return shape.traced()
                .map(traced -> "%d / %d".formatted(traced.commits(), traced.syncs()))
                .orElse("not known");
    }

    private static String busy(Ingest.Busy busy) {
        return "%.2f, %.2f, %.2f".formatted(busy.gateway(), busy.database(), busy.load());
    }

    private static String micros(Ingest.Busy busy, double eventsPerSecond) {
        var micros = 1e6 / eventsPerSecond;
        return "%.0f, %.0f, %.0f µs".formatted(busy.gateway() * micros, busy.database() * micros, busy.load() * micros);
    }

    private static String latencies(Latencies latencies) {
        return millis(latencies.quantile(0.5)) + " / " + millis(latencies.quantile(0.99));
    }

    private void section(String title, Object... values) {
        line("");
        line("## " + title, values);
        line("");
    }

    private <T> void columns(String name, List<T> all, Function<T, String> cell) {
        row(name, "%s", String.join(" | ", all.stream().map(cell).toList()));
    }

    private void row(String name, String format, Object... values) {
        line("| %s | %s |", name, String.format(Locale.ROOT, format, values));
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
