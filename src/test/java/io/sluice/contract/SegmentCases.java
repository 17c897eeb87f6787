package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Request;
import io.sluice.event.Endpoint;
import io.sluice.event.Envelope;
import io.sluice.event.Event;
import io.sluice.event.Events;
import io.sluice.event.UnreadableBody;
import io.sluice.mapping.Explanation;
import io.sluice.mapping.JsonDifference;
import io.sluice.mapping.Mappings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events go in at the front, and come out as calls, by way of the mapping, the batch and the action that are delivered with. */
public abstract class SegmentCases {
    private final ObjectNode came = JsonNodeFactory.instance.objectNode();
    private final List<JsonNode> answers = new ArrayList<>();

    @TempDir
    Path routes;

    /** Those that mappings may name. */
    protected abstract List<Action> actions();

    /** Puts there what the case says. */
    protected void prepare(SegmentCase one) {
        assertThat(one.there()).isEmpty();
    }

    /** What the destination answers where the case does not say it. */
    protected abstract Answer answer(Request request);

    /** How a case writes a call: its name, and what is sent; empty for one that is the same in every case. */
    protected Optional<Map.Entry<String, JsonNode>> told(Request request) {
        return Optional.of(Map.entry(request.method() + " " + request.path(), request.body()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    protected void comes_to_what_the_case_says(SegmentCase one) throws Exception {
        List.of("mistakes", "unaccepted", "requests", "ends").forEach(came::putArray);
        answers.addAll(one.answers());
        prepare(one);
        Files.writeString(routes.resolve("case.mapping.yaml"), one.mapping());
        var mappings = new Mappings(routes, actions());
        mappings.mistakes().forEach(mistake -> came.withArray("/mistakes")
                .add(mistake.toString().replaceFirst("^.*mapping\\.yaml:", "")));
        if (mappings.mistakes().isEmpty()) {
            deliver(one, mappings);
        }
        assertThat(answers).as("answers that nothing asked for").isEmpty();
        assertThat(JsonDifference.between(one.expected(), came))
                .as(() -> one.id() + " came to " + came)
                .isEmpty();
    }

    private void deliver(SegmentCase one, Mappings mappings) throws UnreadableBody {
        var read = new ArrayList<List<Mapped>>();
        for (var event : one.events()) {
            accepted(event)
                    .ifPresent(known -> read.add(mappings.explain(known).stream()
                            .map(Explanation::mapped)
                            .toList()));
        }
        if (one.together()) {
            end(read.stream().flatMap(List::stream).toList());
        } else {
            read.forEach(this::end);
        }
    }

    private Optional<Event> accepted(JsonNode sent) throws UnreadableBody {
        var body = sent.toString().getBytes(StandardCharsets.UTF_8);
        var read = Events.read(Envelope.open(Endpoint.WEBHOOK, body), Endpoint.WEBHOOK, "web", Deliveries.NOON);
        read.refused().stream()
                .flatMap(refused -> refused.problems().stream())
                .forEach(problem -> came.withArray("/unaccepted").add(problem.pointer() + " " + problem.message()));
        return read.accepted().stream().findFirst();
    }

    /** What was read together goes in as few batches as it may. */
    private void end(List<Mapped> read) {
        var byBatch = new LinkedHashMap<String, List<Delivery>>();
        for (int seq = 0; seq < read.size(); seq++) {
            if (read.get(seq) instanceof Mapped.Wanted wanted) {
                var delivery = Deliveries.of(seq, wanted, action(wanted).repeatable());
                byBatch.computeIfAbsent(delivery.batch(), first -> new ArrayList<>())
                        .add(delivery);
            }
        }
        var outcomes = new TreeMap<Long, Outcome>();
        byBatch.values().forEach(deliveries -> sent(deliveries)
                .settled()
                .forEach(settled -> outcomes.put(settled.delivery().seq(), settled.outcome())));
        for (int seq = 0; seq < read.size(); seq++) {
            came.withArray("/ends").add(word(read.get(seq), Optional.ofNullable(outcomes.get((long) seq))));
        }
    }

    private Batch sent(List<Delivery> deliveries) {
        var batch = new Batches(actions(), Clock.fixed(Deliveries.NOON, ZoneOffset.UTC)).open(deliveries);
        while (batch.hasNext()) {
            assertThat(batch.turn()).isEmpty();
            if (batch.hasNext()) {
                batch.read(call(batch.next()));
            }
        }
        return batch;
    }

    private Answer call(Request request) {
        var told = told(request);
        told.ifPresent(call -> came.withArray("/requests").addObject().set(call.getKey(), call.getValue()));
        if (told.isPresent() && !answers.isEmpty()) {
            var next = answers.remove(0);
            var body = next.has("body") ? next.get("body").toString() : "";
            return new Answer.Http(next.get("status").intValue(), Optional.empty(), body);
        }
        return answer(request);
    }

    private Action action(Mapped.Wanted wanted) {
        return actions().stream()
                .filter(action -> action.name().equals(wanted.action()))
                .findFirst()
                .orElseThrow();
    }

    private static String word(Mapped mapped, Optional<Outcome> outcome) {
        if (mapped instanceof Mapped.Filtered filtered) {
            return "filtered " + filtered.reason().code();
        }
        if (mapped instanceof Mapped.Refused refused) {
            return "refused " + refused.reason().code() + ": " + refused.detail();
        }
        return word(outcome.orElseThrow());
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return "refused " + refused.reason().code() + ": " + refused.detail();
        }
        if (outcome instanceof Outcome.Parked parked) {
            return "parked " + parked.reason().code() + ": " + parked.detail();
        }
        return outcome instanceof Outcome.Held held ? "held " + held.reason().code() : outcome.word();
    }
}
