package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Mapped;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.UnreadableBody;
import io.sluice.mapping.Explanation;
import io.sluice.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Says of an event which mappings want it, and the exact requests they would make. Sends nothing.")
class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<event.json>",
            description = "A file with one event, or several in \"batch\"; - reads standard input.")
    String file;

    private final Mappings mappings;
    private final Batches batches;
    private final ObjectMapper json;

    ExplainCommand(Mappings mappings, Batches batches, ObjectMapper json) {
        this.mappings = mappings;
        this.batches = batches;
        this.json = json;
    }

    @Override
    public Integer call() throws IOException {
        mappings.mistakes().forEach(System.err::println);
        if (!mappings.mistakes().isEmpty()) {
            return 1;
        }
        try {
            var body = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            var endpoint = endpoint(body);
            var read = Events.read(Envelope.open(endpoint, body), endpoint, "explain", Instant.now());
            read.accepted().forEach(this::explain);
            read.refused().forEach(refused -> refused.problems()
                    .forEach(problem ->
                            System.out.println("not accepted: " + problem.pointer() + " " + problem.message())));
            return read.refused().isEmpty() ? 0 : 1;
        } catch (UnreadableBody e) {
            System.err.println(file + ": " + e.getMessage());
            return 1;
        }
    }

    private Endpoint endpoint(byte[] body) throws IOException {
        var type = json.readTree(body).path("type").asText();
        return Endpoint.of(type).orElse(Endpoint.BATCH);
    }

    private void explain(Event event) {
        System.out.println("event " + event.type().word() + " " + event.messageId());
        mappings.explain(event).forEach(this::explain);
    }

    private void explain(Explanation one) {
        var mapped = one.mapped();
        System.out.print("  " + one.lane() + "/" + mapped.mapping() + ": ");
        if (mapped instanceof Mapped.Wanted wanted) {
            System.out.println("wanted, to " + wanted.target());
            print(wanted);
        } else if (mapped instanceof Mapped.Filtered filtered) {
            System.out.println("filtered, " + filtered.reason().code() + ": " + filtered.detail());
        } else if (mapped instanceof Mapped.Refused refused) {
            System.out.println("refused, " + refused.reason().code() + ": " + refused.detail());
        }
    }

    private void print(Mapped.Wanted wanted) {
        var request = batches.request(wanted);
        System.out.println("    " + request.method() + " " + request.path());
        try {
            json.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(request.body())
                    .lines()
                    .forEach(line -> System.out.println("    " + line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
