package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param keys the columns of its keys
 * @param named the columns that it names, each with its value where that is constant
 * @param others whether {@code $all} or a table could fill a column
 */
public record TargetUse(
        String lane,
        String mapping,
        Target target,
        Row.Match match,
        Set<String> keys,
        Map<String, Optional<JsonNode>> named,
        Predicate<String> others) {

    static TargetUse of(String lane, String mapping, Line line) {
        var fields = line.fields();
        var named = new LinkedHashMap<String, Optional<JsonNode>>();
        fields.named()
                .forEach(field -> named.put(
                        field.column().text(),
                        field.value() instanceof Constant constant
                                ? Optional.of(constant.value())
                                : Optional.<JsonNode>empty()));
        var keys = line.keys().keys().stream()
                .map(key -> key.column().text())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        // A column takes its value from a key alone when it is one.
        named.keySet().removeIf(name -> keys.stream().anyMatch(name::equalsIgnoreCase));
        var anything =
                line.match() == Row.Match.COLUMNS && fields.all().isPresent();
        return new TargetUse(
                lane,
                mapping,
                line.target(),
                line.match(),
                keys,
                named,
                column -> anything || fields.canHave(column));
    }

    /** For people: {@code contacts/people}. */
    @Override
    public String toString() {
        return lane + "/" + mapping;
    }
}
