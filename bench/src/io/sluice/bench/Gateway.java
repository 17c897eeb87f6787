package io.sluice.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The packaged gateway in a process and a directory of its own. */
final class Gateway implements AutoCloseable {
    /** As in the manifests: half of 512 MB. */
    static final String HEAP = "-Xmx256m";

    static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final String READY = "\"gateway.ready\"";
    private static final Pattern COMMITS = Pattern.compile("(?m)^sluice_store_commits_total(?:\\{.*})? (\\S+)$");

    private static final Pattern UNSETTLED =
            Pattern.compile("(?m)^sluice_(?:backlog_events|deliveries_open)\\{.*} (\\S+)$");

    private final Program program;
    private final int port;
    private final int managementPort;
    private final Duration readyAfter;

    private Gateway(Program program, int port, int managementPort, Duration readyAfter) {
        this.program = program;
        this.port = port;
        this.managementPort = managementPort;
        this.readyAfter = readyAfter;
    }

    /** Takes events in and keeps them; nothing reads them. */
    static Gateway accepting(Path directory, Store store) throws Exception {
        return start(directory, store, Map.of(), List.of("ingest", "failures"));
    }

    /** Every event becomes a row in the sandbox. */
    static Gateway delivering(Path directory, Store store, Sandbox sandbox, int callsPerSecond) throws Exception {
        return delivering(Path.of("bench/routes/bench"), directory, store, sandbox, callsPerSecond, "off");
    }

    /** Every event becomes a row in the sandbox, and its user a contact, as in the shipped flow. */
    static Gateway withContacts(Path directory, Store store, Sandbox sandbox, int callsPerSecond) throws Exception {
        return delivering(Path.of("routes/contacts"), directory, store, sandbox, callsPerSecond, "auto");
    }

    /** @param flow its two files, without their endings */
    static Gateway delivering(
            Path flow, Path directory, Store store, Sandbox sandbox, int callsPerSecond, String asyncRows)
            throws Exception {
        copy(flow, directory);
        var account = sfmcAccount(sandbox, callsPerSecond, asyncRows);
        return start(directory, store, account, List.of("ingest", "delivery", "failures", "sfmc"));
    }

    /** The settings with which the sandbox is the account. */
    static Map<String, String> sfmcAccount(Sandbox sandbox, int callsPerSecond, String asyncRows) {
        return Map.of(
                "SLUICE_SFMC_SUBDOMAIN", "sandbox",
                "SLUICE_SFMC_CLIENT_ID", "sandbox",
                "SLUICE_SFMC_CLIENT_SECRET", "sandbox",
                "SLUICE_SFMC_ACCOUNT_ID", "1000001",
                "SLUICE_SFMC_AUTH_URL", sandbox.url() + "/",
                "SLUICE_ALLOWED_HOSTS", "127.0.0.1",
                "SLUICE_SFMC_ASYNC_ROWS", asyncRows,
                "SLUICE_SFMC_REQUESTS_PER_SECOND", String.valueOf(callsPerSecond));
    }

    /** Every event becomes a Lead in the sandbox, at the pace that is usual. */
    static Gateway withLeads(Path directory, Store store, Sandbox sandbox) throws Exception {
        copy(Path.of("bench/routes/leads"), directory);
        return start(
                directory, store, salesforceAccount(sandbox), List.of("ingest", "delivery", "failures", "salesforce"));
    }

    private static Map<String, String> salesforceAccount(Sandbox sandbox) {
        return Map.of(
                "SLUICE_SALESFORCE_LOGIN_URL", sandbox.url(),
                "SLUICE_SALESFORCE_AUTH", "client-credentials",
                "SLUICE_SALESFORCE_CLIENT_ID", "sandbox",
                "SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox",
                "SLUICE_ALLOWED_HOSTS", "127.0.0.1");
    }

    /** With all that is shipped, and an account of either kind. */
    static Gateway shipped(Path directory, Store store, Sandbox sandbox) throws Exception {
        var accounts = new HashMap<>(sfmcAccount(sandbox, CopyRuns.PACE, "auto"));
        accounts.putAll(salesforceAccount(sandbox));
        var routes = Files.createDirectories(directory.resolve("routes"));
        try (var files = Files.list(Path.of("routes"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        return start(directory, store, accounts, List.of());
    }

    /** @param flow its two files, without their endings */
    private static void copy(Path flow, Path directory) throws IOException {
        Files.createDirectories(directory.resolve("routes"));
        for (var ending : List.of(".camel.yaml", ".mapping.yaml")) {
            var file = Path.of(flow + ending);
            Files.copy(file, directory.resolve("routes").resolve(file.getFileName()));
        }
    }

    private static Gateway start(Path directory, Store store, Map<String, String> account, List<String> routes)
            throws Exception {
        Files.createDirectories(directory.resolve("routes"));
        for (var name : routes) {
            var file = name + ".camel.yaml";
            Files.copy(Path.of("routes", file), directory.resolve("routes").resolve(file));
        }
        Files.copy(Path.of("application.properties"), directory.resolve("application.properties"));
        var port = freePort();
        var managementPort = freePort();
        var environment = new HashMap<>(account);
        environment.putAll(store.environment());
        environment.putAll(Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                String.valueOf(port),
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                String.valueOf(managementPort),
                "SLUICE_SYNC_EVERY",
                "off",
                "SLUICE_SOURCES_BENCH_WRITE_KEY",
                Requests.WRITE_KEY));
        var command = List.of(Program.java(), HEAP, "-jar", JAR.toAbsolutePath().toString(), "serve");
        var start = System.nanoTime();
        var program = Program.start(directory, "gateway", environment, command);
        // Its health is asked only once: each time costs some of the processor that it starts with.
        program.await(() -> program.output().contains(READY));
        var readyAfter = Duration.ofNanos(System.nanoTime() - start);
        Http.get(management(managementPort, "/q/health/ready")).orElseThrow();
        return new Gateway(program, port, managementPort, readyAfter);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String management(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private String metrics() {
        return Http.get(management(managementPort, "/q/metrics")).orElseThrow();
    }

    /** From the start of its process until it said that it was ready. */
    Duration readyAfter() {
        return readyAfter;
    }

    int port() {
        return port;
    }

    long pid() {
        return program.pid();
    }

    /** Events that its lanes have still to read, and deliveries that are not settled; as of some seconds ago. */
    double unsettled() {
        return UNSETTLED
                .matcher(metrics())
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** Transactions that its store has committed, as it counts them itself. */
    long commits() {
        var commits = COMMITS.matcher(metrics());
        if (!commits.find()) {
            throw new IllegalStateException("The gateway does not tell its commits:\n" + program.output());
        }
        return (long) Double.parseDouble(commits.group(1));
    }

    /** What its store has said about itself. */
    String storeSettings() {
        return program.said("store.open ").replaceAll("\".*", "");
    }

    @Override
    public void close() {
        program.close();
    }
}
