package io.sluice.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged sandbox in a process of its own, without a limit of its own. */
final class Sandbox implements AutoCloseable {
    private static final String READY = "Sandbox ready at ";
    private static final Path JAR = Path.of("target/sandbox/sluice-sandbox.jar");

    private final Program program;
    private final String url;

    private Sandbox(Program program, String url) {
        this.program = program;
        this.url = url;
    }

    /** @param options of its command, beside the usual ones */
    static Sandbox start(Path directory, String... options) throws InterruptedException {
        var jar = JAR.toAbsolutePath().toString();
        var command =
                new ArrayList<>(List.of(Program.java(), "-jar", jar, "--port", "0", "--rate", "0", "--history", "0"));
        command.addAll(List.of(options));
        var program = Program.start(directory, "sandbox", Map.of(), command);
        program.await(() -> program.output().contains(READY));
        return new Sandbox(program, program.said(READY));
    }

    String url() {
        return url;
    }

    /** What has arrived. */
    JsonNode stats() {
        return ask("/sandbox/stats");
    }

    /** All calls in what has arrived, but those for tokens. */
    static long calls(JsonNode stats) {
        var calls = 0L;
        for (var route : stats.path("routes").properties()) {
            calls += route.getKey().contains("token")
                    ? 0
                    : route.getValue().path("calls").asLong();
        }
        return calls;
    }

    /** What has arrived so far is counted no more. */
    void forget() {
        Http.send("DELETE", url + "/sandbox/stats", "");
    }

    /** Asks what its control has at a path. */
    JsonNode ask(String path) {
        try {
            return new ObjectMapper().readTree(Http.get(url + path).orElseThrow());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells its control something. */
    void post(String path, String json) {
        Http.send("POST", url + path, json);
    }

    @Override
    public void close() {
        program.close();
    }
}
