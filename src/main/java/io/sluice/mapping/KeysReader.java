package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.mapping.Keys.Key;
import io.sluice.mapping.Keys.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code keys:}. A map gives each key column its value. A list, or a text with commas, names columns that take the
 * value of the field of that name, except that {@code Contact Key} is the user id, or else the e-mail, where no field has
 * that name. {@code uuid} is the column {@code Uuid} with the message id. No keys at all mean {@code Contact Key}, as with Segment's Classic
 * destination.
 */
final class KeysReader {
    private static final String EXAMPLE = "write a list such as [ Contact Key, Order Id ], a map, or uuid";
    private static final String UUID = "uuid";

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Colons colons;
    private final Action action;
    private final Missing missing;

    /** @param missing what it means that one has no value */
    KeysReader(Mistakes mistakes, Colons colons, Action action, Missing missing) {
        this.missing = missing;
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.colons = colons;
        this.action = action;
    }

    private Set<String> fixed() {
        return action.keyNames();
    }

    Keys read(Node node, Fields fields) {
        if (!action.writesRecords()
                && node instanceof ScalarNode scalar
                && scalar.getValue().strip().equalsIgnoreCase(UUID)) {
            return uuid(node);
        }
        var keys = node instanceof MappingNode ? described(node) : listed(names(node), fields);
        return keys.isEmpty() ? byDefault(node, fields) : unique(keys, node);
    }

    /** The items of a list, or of a text with commas in it, which is how Segment's setting has them. */
    private List<Sited<String>> names(Node node) {
        if (node instanceof ScalarNode text) {
            return Stream.of(text.getValue().split(","))
                    .filter(name -> !name.isBlank())
                    .map(name -> new Sited<>(name, node))
                    .toList();
        }
        return scalars.texts(node, "write the name of a column");
    }

    private Keys unique(List<Key> keys, Node node) {
        if (keys.stream().map(key -> key.column().folded()).distinct().count() < keys.size()) {
            mistakes.add(
                    node,
                    "a key "
                            + (action.writesRecords()
                                    ? "field is there twice: Salesforce"
                                    : "column is there twice: SFMC")
                            + " ignores letter case",
                    "keep one of them");
        }
        return new Keys(keys, missing);
    }

    private Keys uuid(Node node) {
        checkName(node, UUID);
        return new Keys(List.of(new Key(ColumnName.of("Uuid"), Optional.of(Path.MESSAGE_ID), false)), missing);
    }

    /** @param node where to report that there is no default */
    Keys byDefault(Node node, Fields fields) {
        if (action.writesRecords()) {
            mistakes.add(
                    node,
                    "'keys' is missing in a mapping",
                    "write the fields that records are looked up by, such as keys: { Email: $.traits.email }");
            return new Keys(List.of(), missing);
        }
        var name = fixed().isEmpty()
                ? Optional.of(ContactKey.COLUMN)
                : fixed().stream().filter(ContactKey::isNameOf).findFirst();
        if (name.isEmpty()) {
            mistakes.add(node, "'keys' is missing in a mapping", "write keys: with " + String.join(", ", fixed()));
        }
        return new Keys(name.stream().map(column -> listed(column, fields)).toList(), missing);
    }

    private List<Key> described(Node node) {
        var keys = new ArrayList<Key>();
        for (var entry : Entries.of(node, EXAMPLE, mistakes)) {
            var value = new ValueReader(mistakes).read(entry.value());
            checkName(entry.keyNode(), entry.key());
            keys.add(key(entry.key(), Optional.of(value)));
        }
        return List.copyOf(keys);
    }

    private List<Key> listed(List<Sited<String>> names, Fields fields) {
        var keys = new ArrayList<Key>();
        for (var name : names) {
            var column = name.value().strip();
            checkName(name.node(), column);
            checkSource(name.node(), column, fields);
            keys.add(listed(column, fields));
        }
        return List.copyOf(keys);
    }

    private Key listed(String name, Fields fields) {
        boolean identity = !action.writesRecords() && ContactKey.isNameOf(name) && !fields.names(name);
        return key(name, identity ? Optional.of(FirstOf.IDENTITY) : Optional.empty());
    }

    private Key key(String name, Optional<Value> value) {
        boolean contactKey = !action.writesRecords() && ContactKey.isNameOf(name);
        return new Key(
                ColumnName.of(name),
                contactKey ? value.map(inner -> new ContactKey(inner, colons)) : value,
                contactKey);
    }

    private void checkName(Node node, String name) {
        if (action.writesRecords() && !ApiName.is(name) && !name.startsWith("$")) {
            mistakes.add(
                    node,
                    "'" + name + "' is not the API name of a field",
                    "write letters, digits and underscores, such as Email or Member_No__c");
        }
        if (!fixed().isEmpty() && !fixed().contains(name)) {
            mistakes.add(
                    node,
                    action.name() + " has no key '" + name + "': its names are fixed",
                    "write " + String.join(", ", fixed()));
        }
    }

    /** A key that no field can ever have would refuse every event. */
    private void checkSource(Node node, String column, Fields fields) {
        if (column.startsWith("$")) {
            mistakes.add(
                    node,
                    "'" + column + "' is a path, not the name of a column",
                    "write keys: { " + (action.writesRecords() ? "Email" : ContactKey.COLUMN) + ": " + column + " }");
        } else if (!ContactKey.isNameOf(column) && !fields.canHave(column)) {
            var titled = TitleCase.of(column);
            mistakes.add(
                    node,
                    "no field can have the name '" + column + "', so the key would have no value",
                    fields.canHave(titled)
                            ? "write '" + titled + "'"
                            : "add the field, or write the key with its path: keys: { " + column
                                    + ": $.properties.… }");
        }
    }
}
