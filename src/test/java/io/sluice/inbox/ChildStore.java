package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A process of its own, which appends events without end and prints the messageId of each one that was acknowledged. */
final class ChildStore {
    private static final int ROUNDS = 3;
    private static final int CALLERS = 20;
    /** Without it the line was cut off by the kill. */
    private static final String END = ".";

    private ChildStore() {}

    public static void main(String... args) {
        var config = new TestStoreConfig(args[0], word(args, 1), word(args, 2));
        var store = SqlStore.open(Database.of(config, InstantSource.system()));
        var number = new AtomicLong();
        for (int i = 0; i < CALLERS; i++) {
            appendNext(store, ProcessHandle.current().pid() + "-", number);
        }
        new CompletableFuture<Void>().join();
    }

    private static Optional<String> word(String[] args, int index) {
        return args.length > index ? Optional.of(args[index]) : Optional.empty();
    }

    private static void appendNext(SqlStore store, String prefix, AtomicLong number) {
        var events = TestEvents.events(
                prefix + number.incrementAndGet(), 3, InstantSource.system().instant(), 500);
        store.append(events).thenAccept(n -> {
            var lines = new StringBuilder();
            events.forEach(event -> lines.append(event.messageId()).append(END).append('\n'));
            System.out.print(lines);
            System.out.flush();
            appendNext(store, prefix, number);
        });
    }

    static Process start(StoreConfig config) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildStore.class.getName(),
                config.url()));
        config.username().ifPresent(command::add);
        config.password().ifPresent(command::add);
        return new ProcessBuilder(command).start();
    }

    static void assertKillsLoseNothing(TestDatabase database) throws Exception {
        long seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("Kills with -Dsluice.test.seed=" + seed);
        var random = new Random(seed);
        var acknowledged = new HashSet<String>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(acknowledgedBeforeKill(database.config(), 1 + random.nextInt(3_000)));
        }
        try (var store = SqlStore.open(database.database(InstantSource.system()))) {
            assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
            assertThat(Set.copyOf(StoreTestBase.ids(StoreTestBase.log(store)))).containsAll(acknowledged);
        }
    }

    /** Kills with SIGKILL after so many lines; what was printed by then is what was acknowledged. */
    private static Set<String> acknowledgedBeforeKill(StoreConfig config, int lines) throws Exception {
        var child = start(config);
        var ids = new HashSet<String>();
        try (BufferedReader output = child.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.endsWith(END)) {
                    ids.add(line.substring(0, line.length() - END.length()));
                }
                if (ids.size() == lines) {
                    child.toHandle().destroyForcibly(); // the process itself would also drop what we have not read yet
                }
            }
        } finally {
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ids).as(new String(child.getErrorStream().readAllBytes())).hasSizeGreaterThanOrEqualTo(lines);
        return ids;
    }
}
