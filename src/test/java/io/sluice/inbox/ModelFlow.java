package io.sluice.inbox;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A flow of two mappings: {@code <lane>-rows} upserts the number {@code n} under the key {@code key}; {@code <lane>-fires}
 * must not be repeated. An event is of one kind: row, fire, or bad, of which no row can be made.
 *
 * @param after mappings that fires wait for
 */
record ModelFlow(String lane, List<String> after) implements Flow {
    static final String ACCOUNT = "main";

    static Event event(String messageId, String kind, String key, int n) {
        return event(messageId, kind, key, n, Instant.now());
    }

    static Event event(String messageId, String kind, String key, int n, Instant receivedAt) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("kind", kind).put("key", key).put("n", n);
        return new Event("test", messageId, EventType.TRACK, receivedAt, receivedAt, body);
    }

    static boolean repeatable(String action) {
        return !action.equals("fires");
    }

    String rows() {
        return lane + "-rows";
    }

    String fires() {
        return lane + "-fires";
    }

    @Override
    public String destination() {
        return "test";
    }

    @Override
    public String account() {
        return ACCOUNT;
    }

    @Override
    public Set<String> mappings() {
        return new LinkedHashSet<>(List.of(rows(), fires()));
    }

    @Override
    public List<Mapped> map(Event event) {
        return List.of(mapRow(event), mapFire(event));
    }

    private Mapped mapRow(Event event) {
        var kind = event.body().path("kind").asText();
        if (kind.equals("bad")) {
            return new Mapped.Refused(rows(), Reason.KEY_MISSING, "");
        }
        return kind.equals("row")
                ? wanted(rows(), "rows", event, List.of())
                : new Mapped.Filtered(rows(), Reason.NOT_WANTED, "");
    }

    private Mapped mapFire(Event event) {
        return event.body().path("kind").asText().equals("fire")
                ? wanted(fires(), "fires", event, after)
                : new Mapped.Filtered(fires(), Reason.NOT_WANTED, "");
    }

    private static Mapped wanted(String mapping, String action, Event event, List<String> after) {
        var key = event.body().get("key").asText();
        var row = new Row(
                Map.of("key", TextNode.valueOf(key)),
                Map.of("n", IntNode.valueOf(event.body().get("n").asInt())));
        return new Mapped.Wanted(
                mapping,
                action,
                new Target(ACCOUNT, "model", mapping),
                mapping + "|" + key,
                row,
                Optional.empty(),
                Optional.empty(),
                after,
                Duration.ofHours(1),
                OnUnknown.REFUSE);
    }
}
