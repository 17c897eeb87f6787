package io.sluice.mapping;

import io.sluice.mapping.Fields.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code fields:}: columns with their values, {@code $all} for every member of an object, {@code $context} for the
 * table of context properties.
 */
final class FieldsReader {
    private static final String EXAMPLE = "write for instance { $all: { titleCase: $.traits }, Tier: gold }";
    private static final String NONE = "none";
    private static final String STANDARD = "standard";
    private static final String ALL = "$all";
    private static final String CONTEXT = "$context";
    private static final Set<String> SPECIAL = Set.of(ALL, CONTEXT);

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final ValueReader values;
    private final Colons colons;

    FieldsReader(Mistakes mistakes, Colons colons) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.values = new ValueReader(mistakes);
        this.colons = colons;
    }

    /** Segment's Classic destination for track: the user id, all properties, the context table. */
    Fields ofTrack(boolean contactKeyColumn) {
        var contactKey = new Field(ColumnName.of(ContactKey.COLUMN), new ContactKey(FirstOf.IDENTITY, colons));
        return new Fields(
                Optional.of(new PassThrough(Path.PROPERTIES, true, Set.of(), Map.of())),
                true,
                contactKeyColumn ? List.of(contactKey) : List.of());
    }

    Fields read(Node node) {
        return readOver(Fields.NONE, node);
    }

    /** What is written wins over what is there already, column by column. */
    Fields readOver(Fields base, Node node) {
        var entries = Entries.of(node, EXAMPLE, mistakes);
        return new Fields(
                entries.get(ALL).map(this::all).orElse(base.all()),
                entries.get(CONTEXT).map(this::context).orElse(base.context()),
                named(base.named(), entries));
    }

    private Optional<PassThrough> all(Node node) {
        boolean none = node instanceof ScalarNode scalar && scalar.getValue().equals(NONE);
        return none ? Optional.empty() : new PassThroughReader(mistakes).read(node);
    }

    private boolean context(Node node) {
        return scalars.word(node, List.of(STANDARD, NONE)).equals(Optional.of(STANDARD));
    }

    private List<Field> named(List<Field> base, Entries entries) {
        var own = new LinkedHashMap<String, Field>();
        for (var entry : entries) {
            if (!entry.key().startsWith("$") && !entry.key().isBlank()) {
                var field = field(entry);
                if (own.put(field.column().folded(), field) != null) {
                    mistakes.add(
                            entry.keyNode(),
                            "the column '" + entry.key() + "' is there twice: SFMC ignores letter case",
                            "keep one of them");
                }
            } else if (!SPECIAL.contains(entry.key())) {
                mistakes.add(entry.keyNode(), "'" + entry.key() + "' is no column", "write a name, $all or $context");
            }
        }
        var all = new LinkedHashMap<String, Field>();
        base.forEach(field -> all.put(field.column().folded(), field));
        all.putAll(own);
        return List.copyOf(all.values());
    }

    private Field field(Entries.Entry entry) {
        var value = values.read(entry.value());
        return new Field(
                ColumnName.of(entry.key()), ContactKey.isNameOf(entry.key()) ? new ContactKey(value, colons) : value);
    }
}
