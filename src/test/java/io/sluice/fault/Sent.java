package io.sluice.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * An event whose messageId says everything about it, so that what must have become of it can be told from the ledger alone.
 *
 * @param number counts up with each event of the user
 */
record Sent(Kind kind, String user, long number) {
    enum Kind {
        /** Writes its number over the user's earlier one. */
        IDENTIFY,
        /** A row of its own, with its number as the total. */
        ORDER,
        /** Starts a journey, once. */
        CART,
        /** No mapping wants it. */
        PAGE
    }

    static Sent of(String messageId) {
        var parts = messageId.split("\\.");
        return new Sent(Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], Long.parseLong(parts[2]));
    }

    String messageId() {
        return kind.name().toLowerCase(Locale.ROOT) + "." + user + "." + number;
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("messageId", messageId())
                .put("userId", user);
        switch (kind) {
            case IDENTIFY -> json.put("type", "identify").putObject("traits").put("lifetimeValue", number);
            case ORDER ->
                track(json, "Order Completed").put("orderId", messageId()).put("total", number);
            case CART -> track(json, "Cart Abandoned").put("cartId", messageId());
            case PAGE -> json.put("type", "page");
        }
        return json;
    }

    private static ObjectNode track(ObjectNode json, String event) {
        return json.put("type", "track").put("event", event).putObject("properties");
    }
}
