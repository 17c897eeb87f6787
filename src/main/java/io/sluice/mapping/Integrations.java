package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the sender's {@code integrations} object says about a destination. Its names are Segment's, and letter case counts.
 * A destination that goes by several names is on when one of them is: who moves from one to the other switches the one
 * off and the other on. An object stands for true; what is neither boolean nor object says nothing.
 *
 * @param optIn whether the destination must be named: {@code All: true} does not switch it on
 */
record Integrations(List<String> names, boolean optIn) {
    private static final String ALL = "All";
    private static final Optional<String> OFF_BY_ALL = Optional.of("integrations.All is false");

    /** Segment's names for our destinations, of its Classic and its Actions generation. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "sfmc", List.of("Salesforce Marketing Cloud", "Salesforce Marketing Cloud (Actions)"),
            "salesforce", List.of("Salesforce", "Salesforce (Actions)"));

    static Integrations of(String destination, boolean optIn) {
        return new Integrations(NAMES.getOrDefault(destination, List.of(destination)), optIn);
    }

    /** @return empty when the event may go to the destination */
    Optional<String> failure(JsonNode event) {
        var said = event.path("integrations");
        if (!said.isObject()) {
            said = event.path("context").path("integrations");
        }
        Optional<String> off = Optional.empty();
        for (var name : names) {
            if (isOn(said.path(name))) {
                return Optional.empty();
            }
            if (isOff(said.path(name))) {
                off = Optional.of("integrations." + name + " is false");
            }
        }
        if (off.isPresent()) {
            return off;
        }
        if (isOff(said.path(ALL))) {
            return OFF_BY_ALL;
        }
        return optIn ? Optional.of("integrations." + names.get(0) + " is not true") : Optional.empty();
    }

    private static boolean isOn(JsonNode said) {
        return said.isObject() || said.isBoolean() && said.booleanValue();
    }

    private static boolean isOff(JsonNode said) {
        return said.isBoolean() && !said.booleanValue();
    }
}
