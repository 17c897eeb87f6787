package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code when:}. A map holds when all its entries do. An entry is {@code all:} or {@code any:} with a list of maps,
 * {@code not:} with a map, or a path (or {@code type}, {@code event}) with what is asked of it: a value, a list of values
 * of which one must be equal, or a map of operators, which must all pass. See {@link Check} for what each means.
 */
final class ConditionReader {
    private static final String EXAMPLE = "write for instance { type: track, $.properties.total: { '>': 100 } }";
    private static final List<String> OPERATORS =
            List.of("=", "!=", "contains", "starts", "ends", "matches", "exists", "<", "<=", ">", ">=");
    private static final List<String> WORDS = List.of("type", "event", "all", "any", "not");

    private final Mistakes mistakes;
    private final Scalars scalars;

    ConditionReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
    }

    Condition read(Node node) {
        return new Condition.All(parts(node));
    }

    private List<Condition> parts(Node node) {
        var parts = new ArrayList<Condition>();
        for (var entry : Entries.of(node, EXAMPLE, mistakes)) {
            part(entry).ifPresent(parts::add);
        }
        return List.copyOf(parts);
    }

    private Optional<Condition> part(Entries.Entry entry) {
        return switch (entry.key()) {
            case "all" -> Optional.of(new Condition.All(group(entry)));
            case "any" -> Optional.of(new Condition.Any(group(entry)));
            case "not" -> Optional.of(new Condition.Not(read(entry.value()), Flat.text(entry.value())));
            case "type" -> Optional.of(type(entry));
            case "event" -> Optional.of(test(Path.EVENT, entry.value()));
            default -> path(entry).map(path -> test(path, entry.value()));
        };
    }

    /** A list of maps; a map stands for the list of its entries. */
    private List<Condition> group(Entries.Entry entry) {
        List<Condition> parts = entry.value() instanceof SequenceNode list
                ? list.getValue().stream().map(this::read).toList()
                : parts(entry.value());
        if (parts.isEmpty() && !(entry.value() instanceof ScalarNode)) {
            mistakes.add(entry.value(), "'" + entry.key() + "' has no condition in it", "write one, or remove it");
        }
        return parts;
    }

    private Optional<Path> path(Entries.Entry entry) {
        try {
            if (entry.key().startsWith("$")) {
                return Optional.of(Path.of(entry.key()));
            }
            mistakes.add(
                    entry.keyNode(),
                    "unknown key '" + entry.key() + "' in 'when'",
                    Nearest.to(entry.key(), WORDS)
                            .map(word -> "write '" + word + "'")
                            .orElse("write type, event, all, any, not, or a path such as $." + entry.key()));
        } catch (BadSyntax bad) {
            mistakes.add(entry.keyNode(), bad);
        }
        return Optional.empty();
    }

    private Condition type(Entries.Entry entry) {
        var types = Arrays.stream(EventType.values()).map(EventType::word).toList();
        var asked = entry.value() instanceof SequenceNode list ? list.getValue() : List.of(entry.value());
        for (var node : asked) {
            if (node instanceof ScalarNode) {
                scalars.word(node, types);
            }
        }
        return test(Path.TYPE, entry.value());
    }

    private Condition test(Path path, Node asked) {
        if (!(asked instanceof MappingNode)) {
            return new Condition.Test(path, Check.equalTo(operands(asked)));
        }
        var tests = new ArrayList<Condition>();
        for (var operator : Entries.of(asked, EXAMPLE, mistakes).only(OPERATORS, "the condition on " + path)) {
            check(operator).ifPresent(check -> tests.add(new Condition.Test(path, check)));
        }
        return tests.size() == 1 ? tests.get(0) : new Condition.All(tests);
    }

    private Optional<Check> check(Entries.Entry operator) {
        var node = operator.value();
        return switch (operator.key()) {
            case "=" -> Optional.of(Check.equalTo(operands(node)));
            case "!=" -> Optional.of(Check.differentFrom(operands(node)));
            case "contains" -> Optional.of(Check.containing(operands(node)));
            case "starts" -> Optional.of(Check.startingWith(operands(node)));
            case "ends" -> Optional.of(Check.endingWith(operands(node)));
            case "matches" -> pattern(node).map(Check::matching);
            case "exists" -> scalars.bool(node).map(Check::existing);
            case "<" -> number(node).map(limit -> Check.compared("<", limit, order -> order < 0));
            case "<=" -> number(node).map(limit -> Check.compared("<=", limit, order -> order <= 0));
            case ">" -> number(node).map(limit -> Check.compared(">", limit, order -> order > 0));
            default -> number(node).map(limit -> Check.compared(">=", limit, order -> order >= 0));
        };
    }

    private List<JsonNode> operands(Node node) {
        var nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        var operands = new ArrayList<JsonNode>();
        for (var item : nodes) {
            if (item instanceof ScalarNode scalar && !Scalars.json(scalar).isNull()) {
                operands.add(Scalars.json(scalar));
            } else {
                mistakes.add(
                        item, "a text, a number or a boolean belongs here", "write one, or { exists: false } for none");
            }
        }
        if (nodes.isEmpty()) {
            mistakes.add(node, "an empty list is never equal to anything", "write at least one value");
        }
        return List.copyOf(operands);
    }

    private Optional<Pattern> pattern(Node node) {
        var text = scalars.text(node, "write a regular expression, such as '^SKU-[0-9]+$'");
        try {
            return text.map(Pattern::compile);
        } catch (PatternSyntaxException bad) {
            mistakes.add(
                    node,
                    "the regular expression is bad: " + bad.getDescription() + " at '" + bad.getPattern() + "'",
                    "write one in RE2's syntax (no look-around, no back-references), such as '^SKU-[0-9]+$'");
            return Optional.empty();
        }
    }

    private Optional<JsonNode> number(Node node) {
        if (node instanceof ScalarNode scalar && Scalars.json(scalar).isNumber()) {
            return Optional.of(Scalars.json(scalar));
        }
        mistakes.add(node, "a number belongs here", "write one without quotes, such as 100");
        return Optional.empty();
    }
}
