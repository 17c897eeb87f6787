package io.sluice.mapping;

import io.sluice.delivery.Batches;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Request;
import io.sluice.delivery.Target;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.Problem;
import io.sluice.event.UnreadableBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Compares what the mappings make of an event with what is expected of them. */
final class CaseRun {
    private static final String MESSAGE_ID = "messageId";

    private final Mappings mappings;
    private final Batches batches;

    CaseRun(Mappings mappings, Batches batches) {
        this.mappings = mappings;
        this.batches = batches;
    }

    /** A sentence each; empty when all is as expected. */
    List<String> differences(MappingCase one) {
        var problems = new ArrayList<String>();
        return accepted(one, problems).map(event -> differences(one, event)).orElse(problems);
    }

    /** What the mappings want of the event: each mapping with its target. */
    List<String> wanted(MappingCase one) {
        var wanted = new ArrayList<String>();
        accepted(one, new ArrayList<>()).ifPresent(event -> mappings.explain(event).stream()
                .map(Explanation::mapped)
                .filter(Mapped.Wanted.class::isInstance)
                .forEach(mapped -> wanted.add(named(mapped.mapping(), ((Mapped.Wanted) mapped).target()))));
        return wanted;
    }

    static String named(String mapping, Target target) {
        return mapping + " to " + target;
    }

    /** As the front door takes it. @param problems gets the reasons why it does not */
    private static Optional<Event> accepted(MappingCase one, List<String> problems) {
        var body = one.event().deepCopy();
        if (!body.has(MESSAGE_ID)) {
            body.put(MESSAGE_ID, "test");
        }
        try {
            var envelope = Envelope.open(Endpoint.WEBHOOK, body.toString().getBytes(StandardCharsets.UTF_8));
            var read = Events.read(envelope, Endpoint.WEBHOOK, "test", one.receivedAt());
            read.refused().forEach(refused -> refused.problems().forEach(problem -> tell(problem, problems)));
            return read.accepted().stream().findFirst();
        } catch (UnreadableBody unreadable) {
            unreadable.problems().forEach(problem -> tell(problem, problems));
            return Optional.empty();
        }
    }

    private static void tell(Problem problem, List<String> problems) {
        problems.add("the event is not accepted: " + problem.pointer() + " " + problem.message());
    }

    private List<String> differences(MappingCase one, Event event) {
        var differences = new ArrayList<String>();
        var unmet = new LinkedHashMap<>(one.expected());
        for (var explanation : mappings.explain(event)) {
            var mapped = explanation.mapped();
            var expected = unmet.remove(mapped.mapping());
            if (expected == null && !(mapped instanceof Mapped.Filtered)) {
                differences.add(mapped.mapping() + ": nothing is expected of it, but it is " + told(mapped));
            } else if (expected != null) {
                compare(mapped, expected).forEach(text -> differences.add(mapped.mapping() + ": " + text));
            }
        }
        unmet.keySet().forEach(name -> differences.add(name + ": there is no such mapping"));
        return differences;
    }

    private List<String> compare(Mapped mapped, Expected expected) {
        if (expected instanceof Expected.Request request) {
            return mapped instanceof Mapped.Wanted wanted
                    ? compare(batches.request(wanted), request)
                    : List.of("expected a request, but it is " + told(mapped));
        }
        var wanted = expected instanceof Expected.Filtered filtered
                ? "filtered: " + filtered.reason()
                : "refused: " + ((Expected.Refused) expected).reason();
        return told(mapped).startsWith(wanted + " (")
                ? List.of()
                : List.of("expected " + wanted + ", but it is " + told(mapped));
    }

    private static List<String> compare(Request made, Expected.Request expected) {
        var differences = new ArrayList<String>();
        if (!made.method().equals(expected.method())) {
            differences.add("method: expected " + expected.method() + ", is " + made.method());
        }
        if (!made.path().equals(expected.path())) {
            differences.add("path: expected " + expected.path() + ", is " + made.path());
        }
        JsonDifference.between(expected.body(), made.body()).forEach(text -> differences.add("body" + text));
        return differences;
    }

    private static String told(Mapped mapped) {
        if (mapped instanceof Mapped.Filtered filtered) {
            return "filtered: " + filtered.reason().code() + " (" + filtered.detail() + ")";
        }
        return mapped instanceof Mapped.Refused refused
                ? "refused: " + refused.reason().code() + " (" + refused.detail() + ")"
                : "wanted, to " + ((Mapped.Wanted) mapped).target();
    }
}
