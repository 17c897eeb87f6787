package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.RecordWriting;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.Problem;
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

    /** A webhook's body may be all that the others may: one event that says its type, or several. */
    @Override
    public Integer call() {
        mappings.mistakes().forEach(System.err::println);
        if (!mappings.mistakes().isEmpty()) {
            return 1;
        }
        try {
            var envelope = Envelope.open(Endpoint.WEBHOOK, body());
            var read = Events.read(envelope, Endpoint.WEBHOOK, "explain", Instant.now());
            read.accepted().forEach(this::explain);
            read.refused().forEach(refused -> refused.problems().forEach(ExplainCommand::notAccepted));
            return read.refused().isEmpty() ? 0 : 1;
        } catch (UnreadableBody unreadable) {
            unreadable.problems().forEach(ExplainCommand::notAccepted);
            return 1;
        } catch (IOException failed) {
            System.err.println(file + " cannot be read: " + failed);
            return 1;
        }
    }

    private byte[] body() throws IOException {
        return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }

    private static void notAccepted(Problem problem) {
        System.out.println(("not accepted: " + problem.pointer() + " " + problem.message()).replace("  ", " "));
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
        wanted.writing()
                .filter(writing -> writing.externalId().isEmpty())
                .ifPresent(writing -> System.out.println("    looked up by "
                        + String.join(
                                writing.match() == RecordWriting.Match.ALL ? " and " : " or ",
                                wanted.row().keys().keySet())
                        + ", and updated if it is there; as a new record:"));
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
