package io.sluice.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Request;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.Problem;
import io.sluice.event.UnreadableBody;
import io.sluice.mapping.ConnectCheck;
import io.sluice.mapping.Explanation;
import io.sluice.mapping.Mappings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Says of an event which mappings want it, and the exact requests they would make. Sends nothing.")
class ExplainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<event.json>",
            description = "A file with one event, or several in \"batch\"; - reads standard input.")
    String file;

    @Option(
            names = "--connect",
            description =
                    "Asks the destinations which columns and records are there, and shows what is sent by that. Writes"
                            + " nothing. May run beside a gateway; makes one call a second.")
    boolean connect;

    private final Mappings mappings;
    private final Batches batches;
    private final Rehearsal rehearsal;
    private final ObjectMapper json;

    @Inject
    ExplainCommand(Mappings mappings, Batches batches, @Any Instance<ConnectCheck> destinations, ObjectMapper json) {
        this(mappings, batches, new Rehearsal(batches, destinations), json);
    }

    ExplainCommand(Mappings mappings, Batches batches, Rehearsal rehearsal, ObjectMapper json) {
        this.mappings = mappings;
        this.batches = batches;
        this.rehearsal = rehearsal;
        this.json = json;
    }

    /** A webhook's body may be all that the others may: one event that says its type, or several. */
    @Override
    public Integer call() throws InterruptedException {
        mappings.mistakes().forEach(System.err::println);
        if (!mappings.mistakes().isEmpty()) {
            return 1;
        }
        try {
            var envelope = Envelope.open(Endpoint.WEBHOOK, body());
            var read = Events.read(envelope, Endpoint.WEBHOOK, "explain", Instant.now());
            for (var event : read.accepted()) {
                explain(event);
            }
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

    private void explain(Event event) throws InterruptedException {
        System.out.println("event " + event.type().word() + " " + event.messageId());
        for (var one : mappings.explain(event)) {
            explain(one);
        }
    }

    private void explain(Explanation one) throws InterruptedException {
        var mapped = one.mapped();
        System.out.print("  " + one.lane() + "/" + mapped.mapping() + ": ");
        if (mapped instanceof Mapped.Wanted wanted) {
            System.out.println("wanted, to " + wanted.target());
            if (connect) {
                rehearse(wanted);
            } else {
                print(wanted);
            }
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
        print(batches.request(wanted));
    }

    private void rehearse(Mapped.Wanted wanted) throws InterruptedException {
        var ending = rehearsal.of(wanted);
        if (ending instanceof Rehearsal.Ending.Sent sent) {
            print(sent.request());
        } else if (ending instanceof Rehearsal.Ending.Settled settled) {
            System.out.println("    " + words(settled.outcome())
                    + settled.why().map(why -> ": " + why).orElse(""));
        } else {
            System.out.println("    not asked: its account is not on; without that:");
            print(wanted);
        }
    }

    private static String words(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return "refused, " + refused.reason().code() + ": " + refused.detail();
        }
        if (outcome instanceof Outcome.Filtered filtered) {
            return "filtered, " + filtered.reason().code();
        }
        return outcome instanceof Outcome.Held held ? "held, " + held.reason().code() : outcome.word();
    }

    private void print(Request request) {
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
