package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a mapping, or a line of its table, writes to a target: to be compared with what is there.
 *
 * @param destination as in {@link io.sluice.delivery.Action#destination}
 * @param keys the columns of its keys
 * @param named the columns that it names, each with a value that it can have, where that is known from the mapping
 * @param writing how its records are found and written, where they are records
 * @param others whether {@code $all} or a table could fill a column
 */
public record TargetUse(
        String lane,
        String destination,
        String mapping,
        Target target,
        Row.Match match,
        Set<String> keys,
        Map<String, Optional<JsonNode>> named,
        Optional<RecordWriting> writing,
        Predicate<String> others) {

    static TargetUse of(String lane, String destination, String mapping, Line line) {
        var fields = line.fields();
        var named = new LinkedHashMap<String, Optional<JsonNode>>();
        fields.named().forEach(field -> named.put(field.column().text(), sample(field.value())));
        var keys = line.keys().keys().stream()
                .map(key -> key.column().text())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // A column takes its value from a key alone when it is one.
        named.keySet().removeIf(name -> keys.stream().anyMatch(name::equalsIgnoreCase));
        var anything = line.match() == Row.Match.COLUMNS && fields.all().isPresent();
        return new TargetUse(
                lane,
                destination,
                mapping,
                line.target(),
                line.match(),
                keys,
                named,
                line.writing(),
                column -> anything || fields.canHave(column));
    }

    private static Optional<JsonNode> sample(Value value) {
        if (value instanceof Constant constant) {
            return Optional.of(constant.value());
        }
        if (value instanceof Converted converted && converted.as() instanceof DateForm) {
            return Optional.of(TextNode.valueOf("2000-01-01T00:00:00Z"));
        }
        return value instanceof Converted converted && converted.as() == Conversion.BOOLEAN
                ? Optional.of(BooleanNode.TRUE)
                : Optional.empty();
    }

    /** Where the keys are no columns. */
    public TargetUse withoutKeys() {
        return new TargetUse(lane, destination, mapping, target, match, Set.of(), named, writing, others);
    }

    /** For people: {@code contacts/people}. */
    @Override
    public String toString() {
        return lane + "/" + mapping;
    }
}
