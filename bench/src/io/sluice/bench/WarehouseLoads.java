package io.sluice.bench;

import io.sluice.sync.WarehouseRunTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Rows a second into a warehouse, and into a table of the same database past the sync; the first run of each only warms up. */
record WarehouseLoads(StoreKind kind, int rows, Median first, Median unchanged, Median changed, Median raw) {
    static WarehouseLoads measure(StoreKind kind, int rows, int runs, Path directory) throws Exception {
        var times = new ArrayList<WarehouseRunTimes>();
        var raw = new ArrayList<Double>();
        for (var i = 0; i <= runs; i++) {
            try (var store = kind.open(Files.createDirectories(directory.resolve(kind + "-" + i)))) {
                raw.add(RawLoad.measure(store, "raw_lists", rows));
                var settings = store.environment();
                times.add(WarehouseRunTimes.measure(
                        settings.get("SLUICE_STORE_URL"),
                        Optional.ofNullable(settings.get("SLUICE_STORE_USERNAME")),
                        Optional.ofNullable(settings.get("SLUICE_STORE_PASSWORD")),
                        "bench",
                        directory,
                        rows));
            }
        }
        return new WarehouseLoads(
                kind,
                rows,
                perSecond(rows, times, WarehouseRunTimes::first),
                perSecond(rows, times, WarehouseRunTimes::unchanged),
                perSecond(rows, times, WarehouseRunTimes::changed),
                perSecond(rows, raw, seconds -> seconds));
    }

    private static <T> Median perSecond(int rows, List<T> runs, ToDoubleFunction<T> seconds) {
        return Median.of(runs.stream().skip(1).mapToDouble(run -> rows / seconds.applyAsDouble(run)));
    }
}
