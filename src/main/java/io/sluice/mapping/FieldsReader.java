package io.sluice.mapping;

import io.sluice.mapping.Fields.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code fields:}: columns with their values, {@code $all} for every member of an object, {@code $context} for the
 * table of context properties.
 */
final class FieldsReader {
    private static final String EXAMPLE = "write for instance { $all: { titleCase: $.traits }, Tier: gold }";
    private static final String NONE = "none";
    private static final List<String> ALL_KEYS = List.of("titleCase", "asIs", "except", "rename");

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
        var all = base.all();
        boolean context = base.context();
        var named = new ArrayList<>(base.named());
        for (var entry : Entries.of(node, EXAMPLE, mistakes)) {
            if (entry.key().equals("$all")) {
                all = isNone(entry.value()) ? Optional.empty() : passThrough(entry.value());
            } else if (entry.key().equals("$context")) {
                context = scalars.word(entry.value(), List.of("standard", NONE)).equals(Optional.of("standard"));
            } else if (entry.key().startsWith("$") || entry.key().isBlank()) {
                mistakes.add(entry.keyNode(), "'" + entry.key() + "' is no column", "write a name, $all or $context");
            } else {
                var field = field(entry);
                named.removeIf(
                        other -> other.column().folded().equals(field.column().folded()));
                named.add(field);
            }
        }
        return new Fields(all, context, List.copyOf(named));
    }

    private Field field(Entries.Entry entry) {
        var value = values.read(entry.value());
        return new Field(
                ColumnName.of(entry.key()), ContactKey.isNameOf(entry.key()) ? new ContactKey(value, colons) : value);
    }

    private static boolean isNone(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().equals(NONE);
    }

    private Optional<PassThrough> passThrough(Node node) {
        var remedy = "write { titleCase: $.traits } or { titleCase: $.properties }";
        var entries = Entries.of(node, remedy, mistakes).only(ALL_KEYS, "$all");
        boolean titleCase = entries.get("titleCase").isPresent();
        if (titleCase == entries.get("asIs").isPresent()) {
            if (!entries.isFaulty()) {
                mistakes.add(node, "$all has exactly one of titleCase and asIs", remedy);
            }
            return Optional.empty();
        }
        var from = values.read(entries.get(titleCase ? "titleCase" : "asIs").orElseThrow());
        if (!(from instanceof Path path)) {
            if (from != Constant.NONE) {
                mistakes.add(node, "$all takes one path", remedy);
            }
            return Optional.empty();
        }
        return Optional.of(new PassThrough(path, titleCase, except(entries, titleCase), rename(entries, titleCase)));
    }

    private Set<String> except(Entries entries, boolean titleCase) {
        return entries
                .get("except")
                .map(node -> scalars.texts(node, "write a list of names, such as [ password ]"))
                .stream()
                .flatMap(List::stream)
                .map(name -> named(name.value(), titleCase))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> rename(Entries entries, boolean titleCase) {
        var renamed = new HashMap<String, String>();
        entries.get("rename").ifPresent(node -> {
            for (var entry : Entries.of(node, "write { mrr: MRR }", mistakes)) {
                scalars.text(entry.value(), "write the column's name")
                        .ifPresent(column -> renamed.put(named(entry.key(), titleCase), column));
            }
        });
        return Map.copyOf(renamed);
    }

    /** So that {@code orderId} and {@code order_id} mean the same, as they do in events. */
    private static String named(String member, boolean titleCase) {
        return titleCase ? TitleCase.of(member) : member;
    }
}
