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
 * Reads {@code fields:}: columns with their values, {@code $all} for every member of an object, {@code $context} and
 * {@code $identifiers} for fixed tables of columns.
 */
final class FieldsReader {
    private static final String EXAMPLE = "write for instance { $all: { titleCase: $.traits }, Tier: gold }";
    private static final String NONE = "none";
    private static final String STANDARD = "standard";
    private static final String ALL = "$all";
    private static final String CONTEXT = "$context";
    private static final String IDENTIFIERS = "$identifiers";
    private static final Set<String> SPECIAL = Set.of(ALL, CONTEXT, IDENTIFIERS);

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

    /** What Segment's Classic destination sends with a track event: all properties, and the context table. */
    Fields ofTrack(Fields base) {
        return new Fields(
                Optional.of(new PassThrough(Path.PROPERTIES, true, Set.of(), Map.of())),
                ContextTable.STANDARD,
                base.identifiers(),
                base.named());
    }

    /** The column that says whom a row is about. */
    Fields contactKey() {
        var contactKey = new Field(ColumnName.of(ContactKey.COLUMN), new ContactKey(FirstOf.IDENTITY, colons));
        return new Fields(Optional.empty(), List.of(), List.of(), List.of(contactKey));
    }

    Fields read(Node node) {
        return readOver(Fields.NONE, node);
    }

    /** What is written wins over what is there already, column by column. */
    Fields readOver(Fields base, Node node) {
        var entries = Entries.of(node, EXAMPLE, mistakes);
        return new Fields(
                entries.get(ALL).map(this::all).orElse(base.all()),
                table(entries.get(CONTEXT), ContextTable.STANDARD, base.context()),
                table(entries.get(IDENTIFIERS), IdentifierTable.STANDARD, base.identifiers()),
                named(base.named(), entries));
    }

    private Optional<PassThrough> all(Node node) {
        boolean none = node instanceof ScalarNode scalar && scalar.getValue().equals(NONE);
        return none ? Optional.empty() : new PassThroughReader(mistakes).read(node);
    }

    private List<Field> table(Optional<Node> given, List<Field> standard, List<Field> base) {
        return given.map(node -> scalars.word(node, List.of(STANDARD, NONE))
                        .filter(STANDARD::equals)
                        .map(word -> standard)
                        .orElse(List.of()))
                .orElse(base);
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
                mistakes.add(
                        entry.keyNode(),
                        "'" + entry.key() + "' is no column",
                        "write a name, $all, $context or $identifiers");
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
