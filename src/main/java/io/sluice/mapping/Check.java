package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a condition asks of one value. Types are never bent: 5 and "5" differ, and a text is neither greater nor less than
 * a number. A value that is missing, null, or of a type that the check cannot be asked of does not pass; so a slip can
 * only make a mapping want less. {@code !=} and {@code exists: false} alone pass for what is missing, since each is
 * exactly the opposite of {@code =} and {@code exists: true}.
 *
 * @param text what it asks, to follow the word "not"
 */
record Check(String text, Predicate<JsonNode> predicate) {
    boolean holds(JsonNode value) {
        return predicate.test(value);
    }

    /** Letter case counts in texts; numbers are compared by value. */
    static Check equalTo(List<JsonNode> wanted) {
        return new Check(oneOf(wanted), value -> any(wanted, value, Json::same));
    }

    static Check differentFrom(List<JsonNode> unwanted) {
        return new Check("other than " + oneOf(unwanted), value -> !any(unwanted, value, Json::same));
    }

    /** A text that has this part, or an array that has this element. */
    static Check containing(List<JsonNode> parts) {
        return new Check("containing " + oneOf(parts), value -> any(parts, value, Check::contains));
    }

    static Check startingWith(List<JsonNode> starts) {
        return new Check(
                "starting with " + oneOf(starts),
                value -> value.isTextual()
                        && any(starts, value, (start, text) -> text.textValue().startsWith(start.asText())));
    }

    static Check endingWith(List<JsonNode> ends) {
        return new Check(
                "ending with " + oneOf(ends),
                value -> value.isTextual()
                        && any(ends, value, (end, text) -> text.textValue().endsWith(end.asText())));
    }

    /** Anywhere in the text, unless the expression has ^ and $. RE2's syntax, whose time is bounded by the text's length. */
    static Check matching(Pattern pattern) {
        return new Check(
                "matching /" + pattern + "/",
                value -> value.isTextual() && pattern.matcher(value.textValue()).find());
    }

    /** Neither missing nor null; an empty text exists. */
    static Check existing(boolean wanted) {
        return new Check(wanted ? "there" : "absent", value -> (value.isMissingNode() || value.isNull()) != wanted);
    }

    /** Numbers only. */
    static Check compared(String operator, JsonNode limit, IntPredicate order) {
        return new Check(
                operator + " " + limit, value -> Json.isFinite(value) && order.test(Json.compare(value, limit)));
    }

    private static boolean contains(JsonNode part, JsonNode value) {
        if (value.isTextual()) {
            return part.isTextual() && value.textValue().contains(part.textValue());
        }
        for (var element : value) {
            if (value.isArray() && Json.same(part, element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(List<JsonNode> wanted, JsonNode value, BiPredicate<JsonNode, JsonNode> test) {
        for (var one : wanted) {
            if (test.test(one, value)) {
                return true;
            }
        }
        return false;
    }

    private static String oneOf(List<JsonNode> nodes) {
        return nodes.size() == 1
                ? nodes.get(0).toString()
                : nodes.stream().map(JsonNode::toString).collect(Collectors.joining(", ", "one of ", ""));
    }
}
