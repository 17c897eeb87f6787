package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads where a value comes from: a path ({@code $.traits.plan}), a list of which the first that is present counts, a
 * constant, or a map with one of {@code from}, {@code constant}, {@code format}, {@code jq}, and perhaps {@code as}, the
 * form of it (with {@code zone} for dates).
 */
final class ValueReader {
    private static final String EXAMPLE = "write a path such as $.traits.plan, a list of paths, a constant, or one of "
            + "{ from: … }, { constant: … }, { format: … }, { jq: … }";
    private static final List<String> SOURCES = List.of("from", "constant", "format", "jq");
    private static final List<String> KEYS =
            Stream.concat(SOURCES.stream(), Stream.of("as", "zone")).toList();
    private static final List<String> FORMS =
            Stream.concat(Form.words().stream(), Stream.of("date", "datetime")).toList();

    private final Mistakes mistakes;
    private final Scalars scalars;

    ValueReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
    }

    Value read(Node node) {
        if (node instanceof SequenceNode list) {
            return firstOf(list);
        }
        return node instanceof MappingNode ? described(node) : scalar((ScalarNode) node);
    }

    private Value firstOf(SequenceNode list) {
        if (list.getValue().isEmpty()) {
            mistakes.add(list, "an empty list has no value", EXAMPLE);
        }
        return new FirstOf(list.getValue().stream().map(this::read).toList());
    }

    private Value scalar(ScalarNode scalar) {
        JsonNode constant = Scalars.json(scalar);
        if (constant.isNull()) {
            mistakes.add(scalar, "there is no value here", EXAMPLE);
        }
        return constant.isTextual() && constant.textValue().startsWith("$")
                ? parse(scalar, Path::of)
                : new Constant(constant);
    }

    private Value described(Node node) {
        var entries = Entries.of(node, EXAMPLE, mistakes).only(KEYS, "a value");
        var sources = SOURCES.stream()
                .filter(source -> entries.get(source).isPresent())
                .toList();
        if (sources.size() != 1) {
            if (!entries.isFaulty()) {
                mistakes.add(node, "a value has exactly one of " + String.join(", ", SOURCES), EXAMPLE);
            }
            return Constant.NONE;
        }
        var value = source(sources.get(0), entries.get(sources.get(0)).orElseThrow());
        return conversion(entries).<Value>map(as -> new Converted(value, as)).orElse(value);
    }

    private Value source(String source, Node node) {
        if (source.equals("from")) {
            return read(node);
        }
        if (!(node instanceof ScalarNode scalar)) {
            mistakes.add(node, "'" + source + "' takes a single text or number", EXAMPLE);
            return Constant.NONE;
        }
        return switch (source) {
            case "constant" -> new Constant(Scalars.json(scalar));
            case "format" -> parse(scalar, Formatted::of);
            default -> parse(scalar, Jq::of);
        };
    }

    private Optional<Conversion> conversion(Entries entries) {
        var word = entries.get("as").flatMap(node -> scalars.word(node, FORMS));
        var zone = entries.get("zone").flatMap(this::zone);
        boolean date = word.isPresent() && word.get().startsWith("date");
        if (!date) {
            entries.get("zone")
                    .ifPresent(node -> mistakes.add(node, "'zone' is for dates only", "add 'as: date', or remove it"));
        }
        return date
                ? Optional.of(new DateForm(word.get().equals("datetime"), zone))
                : word.flatMap(Form::of).map(Conversion.class::cast);
    }

    private Optional<ZoneId> zone(Node node) {
        var remedy = "write a time zone such as UTC, -06:00 or Europe/Oslo";
        try {
            return scalars.text(node, remedy).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            mistakes.add(node, "this is not a time zone", remedy);
            return Optional.empty();
        }
    }

    private interface Syntax {
        Value of(String text) throws BadSyntax;
    }

    private Value parse(ScalarNode node, Syntax syntax) {
        try {
            return syntax.of(node.getValue());
        } catch (BadSyntax bad) {
            mistakes.add(node, bad);
            return Constant.NONE;
        }
    }
}
