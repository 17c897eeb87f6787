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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A flow of two mappings: {@code rows} upserts the number {@code n} under the key {@code key}; {@code fires} must not be
 * repeated. An event is of one kind: row, fire, or bad, of which no row can be made.
 */
final class ModelFlow implements Flow {
    static final String LANE = "model";

    static Event event(String messageId, String kind, String key, int n) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("kind", kind).put("key", key).put("n", n);
        var now = Instant.now();
        return new Event("test", messageId, EventType.TRACK, now, now, body);
    }

    @Override
    public String lane() {
        return LANE;
    }

    @Override
    public String account() {
        return "main";
    }

    @Override
    public Set<String> mappings() {
        return new LinkedHashSet<>(List.of("rows", "fires"));
    }

    @Override
    public List<Mapped> map(Event event) {
        var kind = event.body().get("kind").asText();
        var mapped = new ArrayList<Mapped>();
        mapped.add(
                kind.equals("row")
                        ? wanted("rows", event)
                        : kind.equals("bad")
                                ? new Mapped.Refused("rows", Reason.KEY_MISSING, "")
                                : new Mapped.Filtered("rows", Reason.NOT_WANTED, ""));
        mapped.add(kind.equals("fire") ? wanted("fires", event) : new Mapped.Filtered("fires", Reason.NOT_WANTED, ""));
        return mapped;
    }

    private static Mapped wanted(String mapping, Event event) {
        var key = event.body().get("key").asText();
        var row = new Row(
                Map.of("key", TextNode.valueOf(key)),
                Map.of("n", IntNode.valueOf(event.body().get("n").asInt())));
        return new Mapped.Wanted(
                mapping,
                mapping,
                new Target("main", mapping, "one"),
                mapping + " " + key,
                row,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.REFUSE);
    }
}
