package io.sluice.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process of its own that has a run, and stays in the middle of it. */
final class ChildRun {
    private ChildRun() {}

    public static void main(String... args) {
        var warehouse = Warehouse.of(settings(args), TestWarehouse.SCHEMA, false);
        var run = warehouse.open().orElseThrow();
        run.started("child", "colours", WarehouseTestBase.START);
        System.out.println("running");
        new CompletableFuture<Void>().join();
    }

    static WarehouseSettings settings(String... args) {
        return new WarehouseSettings(args[0], word(args, 1), word(args, 2));
    }

    private static Optional<String> word(String[] args, int index) {
        return args.length > index ? Optional.of(args[index]) : Optional.empty();
    }

    static Process start(WarehouseSettings settings) throws IOException {
        return start(ChildRun.class, settings, "-XX:TieredStopAtLevel=1");
    }

    static Process start(Class<?> main, WarehouseSettings settings, String jvmOption) throws IOException {
        return new ProcessBuilder(command(main, settings, jvmOption)).start();
    }

    static List<String> command(Class<?> main, WarehouseSettings settings, String jvmOption) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jvmOption,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                settings.url()));
        settings.username().ifPresent(command::add);
        settings.password().ifPresent(command::add);
        return command;
    }
}
