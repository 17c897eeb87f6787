package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Deliveries for tests, numbered from 1 in the order they are asked for. */
public final class Deliveries {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final Action action;
    private final Target target;
    private OnUnknown onUnknown = OnUnknown.REFUSE;
    private Optional<Instant> happened = Optional.empty();
    private long seq;

    public Deliveries(Action action, Target target) {
        this.action = action;
        this.target = target;
    }

    public Deliveries onUnknown(OnUnknown policy) {
        this.onUnknown = policy;
        return this;
    }

    /** From now on the newest event of a key counts; those that come next happened so many seconds after noon. */
    public Deliveries at(long second) {
        happened = Optional.of(NOON.plusSeconds(second));
        return this;
    }

    /** @param values names and values in turn; a null is JSON null */
    public Delivery next(String contactKey, String... values) {
        return next(contactKey, row(contactKey, values));
    }

    public Delivery next(String contactKey, Row row) {
        seq++;
        var key = target + " " + contactKey.toLowerCase(Locale.ROOT);
        var wanted = new Mapped.Wanted(
                "a-mapping",
                action.name(),
                target,
                key,
                row,
                happened,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                onUnknown);
        return of(seq, wanted, action.repeatable());
    }

    /** What a mapping has made of an event. */
    public static Delivery of(long seq, Mapped.Wanted wanted, boolean repeatable) {
        return new Delivery("a-lane", seq, "m" + seq, NOON, wanted, 0, Newest.NOTHING, false, repeatable);
    }

    /** The same when it has been sent so many times. */
    static Delivery tried(Delivery one, int attempts) {
        return new Delivery(
                one.lane(),
                one.seq(),
                one.messageId(),
                one.receivedAt(),
                one.wanted(),
                attempts,
                one.newest(),
                one.byCall(),
                one.repeatable());
    }

    public static Row row(String contactKey, String... values) {
        var columns = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < values.length; i += 2) {
            var value = values[i + 1];
            columns.put(values[i], value == null ? JsonNodeFactory.instance.nullNode() : TextNode.valueOf(value));
        }
        return new Row(Map.of("Contact Key", TextNode.valueOf(contactKey)), columns);
    }
}
