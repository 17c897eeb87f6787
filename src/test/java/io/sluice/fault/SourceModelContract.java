package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fault.SourceTruth.Compared;
import io.sluice.sandbox.SandboxProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source changes at random between runs, and after each run the tables hold what the source does. Lists are compared after
 * full runs only: what has no date of change, or is gone, is seen by those.
 */
abstract class SourceModelContract {
    private static final int ROUNDS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    SandboxProcess sandbox;
    GatewayProcess gateway;
    private final long seed = ThreadLocalRandom.current().nextLong(1_000_000);
    private final Map<String, TreeSet<String>> everSeen = new HashMap<>();

    /** As environment variables. */
    abstract Map<String, String> store() throws Exception;

    abstract Connection connect() throws SQLException;

    @BeforeEach
    void start() throws Exception {
        sandbox = SandboxProcess.start("--rate", "0");
        sandbox.tell(
                "/sandbox/source/generate",
                "{\"seed\":%d,\"campaigns\":55,\"assets\":3,\"lists\":2600,\"journeys\":55,\"goals\":40}"
                        .formatted(seed));
        gateway = GatewayProcess.in(Files.createDirectory(directory.resolve("gateway")), sandbox, store())
                .with("SLUICE_SFMC_REQUESTS_PER_SECOND", "200");
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void after_each_run_the_tables_hold_what_the_source_does() throws Exception {
        System.out.printf("%s: seed %d%n", getClass().getSimpleName(), seed);
        copy();
        compare(true);
        for (var round = 1; round <= ROUNDS; round++) {
            var full = round % 2 == 0;
            sandbox.tell("/sandbox/source/mutate", "{\"seed\":%d,\"changes\":40}".formatted(seed + round));
            copy(full ? new String[] {"--full"} : new String[0]);
            compare(full);
        }
        copy("--full");
        assertThat(query("SELECT sum(inserted) + sum(updated) + sum(deleted) FROM sfmc_prod._sync_runs WHERE run_id ="
                        + " (SELECT max(run_id) FROM sfmc_prod._sync_runs)"))
                .as("what a run writes after which nothing has changed, seed %d", seed)
                .containsExactly("0");
    }

    private void copy(String... options) throws Exception {
        var words = new ArrayList<>(List.of("sync"));
        words.addAll(List.of(options));
        var said = gateway.command(words.toArray(String[]::new));
        assertThat(said.exitCode())
                .as("seed %d: %s%n%s", seed, said.text(), said.errors())
                .isZero();
    }

    private void compare(boolean withLists) throws Exception {
        var truth = new SourceTruth(sandbox);
        for (var compared : SourceTruth.TABLES) {
            if (withLists || !compared.table().equals("lists")) {
                compare(compared, truth.of(compared));
            }
        }
    }

    private void compare(Compared compared, TreeSet<String> expected) throws SQLException {
        assertThat(new TreeSet<>(query(compared.query(" WHERE NOT is_deleted"))))
                .as("%s, seed %d", compared.table(), seed)
                .isNotEmpty()
                .isEqualTo(expected);
        var keys = new TreeSet<>(query("SELECT " + compared.key() + " FROM sfmc_prod." + compared.table()));
        var before = everSeen.put(compared.table(), keys);
        assertThat(keys)
                .as("rows of %s, with those that are gone", compared.table())
                .containsAll(before == null ? List.of() : before);
    }

    /** Each row as its values with bars between. */
    private List<String> query(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new String[result.getMetaData().getColumnCount()];
                for (var i = 0; i < row.length; i++) {
                    row[i] = value(result, i + 1);
                }
                rows.add(SourceTruth.line(row));
            }
            return rows;
        }
    }

    private static String value(ResultSet result, int column) throws SQLException {
        var value = result.getObject(column);
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().truncatedTo(SourceTruth.PRECISION).toString();
        }
        var text = String.valueOf(value);
        return text.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z")
                ? Instant.parse(text).truncatedTo(SourceTruth.PRECISION).toString()
                : text;
    }
}
