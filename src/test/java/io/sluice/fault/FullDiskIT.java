package io.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.fault.CommandProcess.Said;
import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice sync} on a disk that fills up while it runs, and again when there is room: a file system of a few MB in memory,
 * which nobody sees but these processes. To mount it takes no root where Linux lets users have name spaces of their own.
 */
class FullDiskIT {
    /** More than fits with the lists, and less than the other collections need. */
    private static final String SMALL = "6m";

    private static final String SOURCE =
            "{\"seed\": 1, \"campaigns\": 20, \"assets\": 2, \"lists\": 30000, \"journeys\": 9, \"goals\": 8}";

    private static final List<String> ALONE = List.of("unshare", "--user", "--map-root-user", "--mount", "bash", "-c");

    /** Twice the same command; what the first one left is kept. */
    private static final String TWICE = """
            set -u
            mount -t tmpfs -o size=%1$s tmpfs small || exit 99
            "$@" > first.out 2> first.err; echo $? > first.code
            cp -r small first
            mount -o remount,size=512m small || exit 98
            "$@"; code=$?
            cp -r small second
            exit $code""".formatted(SMALL);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private Path small;
    private SandboxProcess sandbox;
    private GatewayProcess gateway;

    @BeforeEach
    void prepare() throws Exception {
        assumeThat(mayMount()).as("a user may mount what only he sees").isTrue();
        sandbox = SandboxProcess.start("--rate", "0");
        sandbox.tell("/sandbox/source/generate", SOURCE);
        small = Files.createDirectory(directory.resolve("small"));
        gateway = GatewayProcess.in(
                        directory, sandbox, Map.of("SLUICE_STORE_URL", "jdbc:sqlite:" + directory.resolve("sluice.db")))
                .with("SLUICE_SFMC_REQUESTS_PER_SECOND", "200");
    }

    @AfterEach
    void stop() {
        if (sandbox != null) {
            gateway.close();
            sandbox.close();
        }
    }

    @Test
    void a_warehouse_on_a_full_disk_takes_what_fits_whole_and_the_rest_when_there_is_room() throws Exception {
        gateway.with("SLUICE_SYNC_WAREHOUSE_URL", "jdbc:sqlite:" + small.resolve("warehouse.db"));

        var second = twice();

        assertThat(first().text())
                .containsPattern("campaigns +success +20 ")
                .containsPattern("interactions +success +9 ")
                .containsPattern("lists +failure ")
                .contains("the disk is full", "make room");
        var left = WarehouseFile.in(directory.resolve("first"));
        assertThat(left.rows("SELECT count(*) FROM sfmc_prod.lists")).containsExactly("0");
        assertThat(left.rows("SELECT count(*) FROM sfmc_prod.campaigns")).containsExactly("20");
        assertThat(left.rows("SELECT status, reason FROM sfmc_prod._sync_runs WHERE collection = 'lists'"))
                .containsExactly("failure warehouse_unavailable");
        assertThat(left.rows("PRAGMA sfmc_prod.integrity_check")).containsExactly("ok");
        asCopied(second, WarehouseFile.in(directory.resolve("second")));
    }

    @Test
    void where_what_was_read_finds_no_room_nothing_of_it_is_written_until_there_is_some() throws Exception {
        // For the JVM, whose directory the rows that were read go to.
        gateway.with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + small);

        var second = twice();

        assertThat(first().text())
                .containsPattern("campaigns +success +20 ")
                .containsPattern("lists +failure ")
                .contains("could not be kept in " + small + ": No space left on device");
        asCopied(second, WarehouseFile.in(directory));
    }

    @Test
    void where_the_database_finds_no_room_for_its_temporary_files_it_is_the_same() throws Exception {
        gateway.with("SQLITE_TMPDIR", small.toString());

        var second = twice();

        assertThat(first().text())
                .containsPattern("campaigns +success +20 ")
                .containsPattern("lists +failure ")
                .contains("the disk is full", "temporary files");
        asCopied(second, WarehouseFile.in(directory));
    }

    private Said twice() throws Exception {
        var starter = new ArrayList<>(ALONE);
        starter.addAll(List.of(TWICE, "bash"));
        return gateway.beginAs(starter, "sync").said(Duration.ofMinutes(5));
    }

    private Said first() throws IOException {
        var said = new Said(
                Integer.parseInt(
                        Files.readString(directory.resolve("first.code")).strip()),
                Files.readString(directory.resolve("first.out")),
                Files.readString(directory.resolve("first.err")));
        assertThat(said.exitCode()).as("a part was copied: %s", said).isEqualTo(3);
        return said;
    }

    private static void asCopied(Said second, WarehouseFile warehouse) throws Exception {
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(warehouse.rows("SELECT count(*) FROM sfmc_prod.lists")).containsExactly("30000");
        assertThat(warehouse.rows("PRAGMA sfmc_prod.integrity_check")).containsExactly("ok");
    }

    private boolean mayMount() throws IOException, InterruptedException {
        var command = new ArrayList<>(ALONE);
        command.add("mount -t tmpfs tmpfs '" + directory + "'");
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
