package io.sluice.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.sandbox.SandboxProcess;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the sandbox has, by the words of {@link Sent}. */
final class Arrived {
    private final SandboxProcess sandbox;

    Arrived(SandboxProcess sandbox) {
        this.sandbox = sandbox;
    }

    /** How many orders have a row. */
    long orderRows() {
        return sandbox.look("/sandbox/stats").at("/rows/order-completed").asLong();
    }

    /** The total of each order, by its messageId. */
    Map<String, BigDecimal> orders() {
        return values("order-completed", "Order Id", "Total");
    }

    /** The last number of each user. */
    Map<String, BigDecimal> users() {
        return values("identify", "Contact Key", "Lifetime Value");
    }

    private Map<String, BigDecimal> values(String extension, String key, String value) {
        var values = new HashMap<String, BigDecimal>();
        sandbox.look("/sandbox/rows/" + extension)
                .get("rows")
                .forEach(row ->
                        values.put(row.get(key).textValue(), row.get(value).decimalValue()));
        return values;
    }

    /** Every change of a user, in the order applied. */
    JsonNode userHistory() {
        return sandbox.look("/sandbox/rows/identify");
    }

    /** The messageIds of the carts that started a journey, in order, as often as they did. */
    List<String> carts() {
        return sandbox.look("/sandbox/journey-events").findValuesAsText("Cart Id");
    }

    /** Requests that wrote rows or started journeys. */
    long calls() {
        var calls = 0L;
        for (var route : stats().get("routes").properties()) {
            calls += route.getKey().contains("token")
                    ? 0
                    : route.getValue().get("calls").asLong();
        }
        return calls;
    }

    JsonNode stats() {
        return sandbox.look("/sandbox/stats");
    }
}
