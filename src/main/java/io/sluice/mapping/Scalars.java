package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads single values. What cannot be read is a mistake, and empty. */
final class Scalars {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private final Mistakes mistakes;

    Scalars(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** A text, a number, a boolean or null, as YAML's core schema has it. */
    static JsonNode json(ScalarNode node) {
        var tag = node.getTag();
        var text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return integer(text.toLowerCase(Locale.ROOT));
            }
            if (tag.equals(Tag.FLOAT)) {
                return DecimalNode.valueOf(new BigDecimal(text));
            }
        } catch (NumberFormatException notInJson) {
            // .inf and .nan: JSON has no such numbers.
            return TextNode.valueOf(text);
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode integer(String text) {
        var number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        return number.bitLength() < Long.SIZE ? LongNode.valueOf(number.longValue()) : BigIntegerNode.valueOf(number);
    }

    Optional<String> text(Node node, String remedy) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        mistakes.add(node, "a text belongs here", remedy);
        return Optional.empty();
    }

    /** One of these words. */
    Optional<String> word(Node node, List<String> words) {
        if (node instanceof ScalarNode scalar && words.contains(scalar.getValue())) {
            return Optional.of(scalar.getValue());
        }
        var found = node instanceof ScalarNode scalar
                ? "'" + scalar.getValue() + "' is not known here"
                : "one word belongs here";
        mistakes.add(node, found, "write one of " + String.join(", ", words));
        return Optional.empty();
    }

    Optional<Boolean> bool(Node node) {
        return word(node, List.of("true", "false")).map(Boolean::valueOf);
    }

    /** One of an enum, by its name in small letters. */
    <E extends Enum<E>> E constant(Optional<Node> given, E unlessGiven) {
        return constant(given, unlessGiven, EnumSet.allOf(unlessGiven.getDeclaringClass()));
    }

    /** One of these. */
    <E extends Enum<E>> E constant(Optional<Node> given, E unlessGiven, Set<E> those) {
        var byWord = new LinkedHashMap<String, E>();
        those.forEach(constant -> byWord.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return given.flatMap(node -> word(node, List.copyOf(byWord.keySet())))
                .map(byWord::get)
                .orElse(unlessGiven);
    }

    Optional<Duration> duration(Node node) {
        if (node instanceof ScalarNode scalar) {
            var matcher = DURATION.matcher(scalar.getValue());
            if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
                return Optional.of(UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))));
            }
        }
        mistakes.add(
                node, "a duration belongs here", "write a number above 0 with ms, s, m, h or d, such as 30s or 1h");
        return Optional.empty();
    }

    /** A list of texts; a text alone is a list of one. */
    List<Sited<String>> texts(Node node, String remedy) {
        var nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        var texts = new ArrayList<Sited<String>>();
        for (var item : nodes) {
            text(item, remedy).ifPresent(text -> texts.add(new Sited<>(text, item)));
        }
        return texts;
    }
}
