package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Where two JSON values differ. The order of an object's members does not count, and numbers are compared by value. */
public final class JsonDifference {
    private final List<String> found = new ArrayList<>();

    private JsonDifference() {}

    /** Each begins with where it is, as in {@code [0].values.Plan}. */
    public static List<String> between(JsonNode expected, JsonNode actual) {
        var difference = new JsonDifference();
        difference.compare("", expected, actual);
        return difference.found;
    }

    private void compare(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            var names = new LinkedHashSet<String>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at + "." + name, expected.path(name), actual.path(name)));
        } else if (expected.isArray() && actual.isArray()) {
            for (var i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(at + "[" + i + "]", expected.path(i), actual.path(i));
            }
        } else if (!Json.same(expected, actual)) {
            found.add(at + ": expected " + text(expected) + ", is " + text(actual));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
