package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A value that counts only on one kind of device.
 *
 * @param type as in {@code context.device.type}, in any letter case: libraries write {@code ios} and {@code iOS}
 * @param tracked whether the user must have allowed it: {@code context.device.adTrackingEnabled} is true
 */
record OnDevice(String type, boolean tracked, Value value) implements Value {
    private static final Path TYPE = Path.to("context", "device", "type");
    private static final Path TRACKING = Path.to("context", "device", "adTrackingEnabled");

    @Override
    public JsonNode of(JsonNode event) throws Unmappable {
        var counts = type.equalsIgnoreCase(TYPE.of(event).textValue())
                && (!tracked || TRACKING.of(event).booleanValue());
        return counts ? value.of(event) : MissingNode.getInstance();
    }
}
