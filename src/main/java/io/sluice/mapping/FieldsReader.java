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
 * {@code $identifiers} for fixed tables of columns, {@code $lead} and {@code $account} for those of a record.
 */
final class FieldsReader {
    private static final String EXAMPLE = "write for instance { $all: { titleCase: $.traits }, Tier: gold }";
    private static final String NONE = "none";
    private static final String STANDARD = "standard";
    private static final String ALL = "$all";
    private static final String CONTEXT = "$context";
    private static final String IDENTIFIERS = "$identifiers";
    private static final String LEAD = "$lead";
    private static final String ACCOUNT = "$account";
    private static final List<String> OF_ROWS = List.of(ALL, CONTEXT, IDENTIFIERS);
    private static final List<String> OF_RECORDS = List.of(ALL, LEAD, ACCOUNT);
    private static final Map<String, List<String>> ADDRESSES = Map.of(
            "billing", List.of("Billing"), "shipping", List.of("Shipping"), "both", List.of("Billing", "Shipping"));
    private static final List<String> ADDRESS_WORDS = List.of("billing", "shipping", "both");

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final ValueReader values;
    private final Colons colons;
    private final boolean records;

    /** @param records whether they are fields of records, whose names Salesforce rules */
    FieldsReader(Mistakes mistakes, Colons colons, boolean records) {
        this.mistakes = mistakes;
        this.records = records;
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
                base.standard(),
                base.named());
    }

    /** The column that says whom a row is about. */
    Fields contactKey() {
        var contactKey = new Field(ColumnName.of(ContactKey.COLUMN), new ContactKey(FirstOf.IDENTITY, colons));
        return new Fields(Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(contactKey));
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
                standard(entries).or(base::standard),
                named(base.named(), entries));
    }

    private Optional<PassThrough> all(Node node) {
        boolean none = node instanceof ScalarNode scalar && scalar.getValue().equals(NONE);
        var all = none ? Optional.<PassThrough>empty() : new PassThroughReader(mistakes).read(node);
        if (records && all.filter(PassThrough::titleCase).isPresent()) {
            mistakes.add(node, "fields of records have no names in Title Case", "write { asIs: $.traits }, or $lead");
        }
        return all;
    }

    private Optional<StandardTraits> standard(Entries entries) {
        var lead = entries.get(LEAD);
        var account = entries.get(ACCOUNT);
        if (lead.isPresent() && account.isPresent()) {
            mistakes.add(account.get(), "a record is a Lead or an Account, not both", "keep one of $lead, $account");
        }
        return lead.flatMap(node -> scalars.word(node, List.of(STANDARD)))
                .map(word -> TraitTables.lead())
                .or(() -> account.flatMap(node -> scalars.word(node, ADDRESS_WORDS))
                        .map(word -> TraitTables.account(ADDRESSES.get(word))));
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
                checkName(entry);
                var field = field(entry);
                if (own.put(field.column().folded(), field) != null) {
                    mistakes.add(
                            entry.keyNode(),
                            "the " + (records ? "field" : "column") + " '" + entry.key() + "' is there twice: "
                                    + (records ? "Salesforce" : "SFMC") + " ignores letter case",
                            "keep one of them");
                }
            } else if (!special().contains(entry.key())) {
                mistakes.add(
                        entry.keyNode(),
                        "'" + entry.key() + "' is no " + (records ? "field of a record" : "column"),
                        "write a name, " + special().get(0) + ", " + special().get(1) + " or "
                                + special().get(2));
            }
        }
        var all = new LinkedHashMap<String, Field>();
        base.forEach(field -> all.put(field.column().folded(), field));
        all.putAll(own);
        return List.copyOf(all.values());
    }

    private List<String> special() {
        return records ? OF_RECORDS : OF_ROWS;
    }

    private void checkName(Entries.Entry entry) {
        if (records) {
            checkApiName(entry, mistakes);
        }
    }

    /** Salesforce knows a field by its API name alone, and gives the Id itself. */
    static void checkApiName(Entries.Entry entry, Mistakes mistakes) {
        if (!ApiName.is(entry.key())) {
            mistakes.add(
                    entry.keyNode(),
                    "'" + entry.key() + "' is not the API name of a field",
                    "write letters, digits and underscores, such as LastName or Berth_No__c");
        } else if (entry.key().equalsIgnoreCase("Id")) {
            mistakes.add(
                    entry.keyNode(), "Salesforce gives a record its Id", "remove it, or look records up by it: keys");
        }
    }

    private Field field(Entries.Entry entry) {
        var value = values.read(entry.value());
        return new Field(
                ColumnName.of(entry.key()), ContactKey.isNameOf(entry.key()) ? new ContactKey(value, colons) : value);
    }
}
