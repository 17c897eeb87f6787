package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads how a mapping wants its records found and written. */
final class RecordWritingReader {
    /** Those of a mapping that are about this. */
    static final List<String> KEYS = List.of(
            "externalId",
            "onCreate",
            "onSeveral",
            "onConverted",
            "onUnknownField",
            "onDuplicate",
            "assign",
            "priority");

    private static final Map<String, Assign> ASSIGN =
            Map.of("onCreate", Assign.ON_CREATE, "always", Assign.ALWAYS, "never", Assign.NEVER);

    private static final Pattern RULE_ID = Pattern.compile("01Q\\w{12}(\\w{3})?");
    private static final String LEAD = "Lead";

    private final Mistakes mistakes;
    private final Scalars scalars;
    private final Action action;
    private final Entries entries;
    private final RecordWriting written;

    /** @param entries of the mapping */
    RecordWritingReader(Mistakes mistakes, Action action, Entries entries) {
        this.mistakes = mistakes;
        this.scalars = new Scalars(mistakes);
        this.action = action;
        this.entries = entries;
        this.written = action.writesRecords() ? read() : RecordWriting.DEFAULT;
        if (!action.writesRecords()) {
            KEYS.forEach(this::refuse);
        }
    }

    private void refuse(String key) {
        entries.get(key)
                .ifPresent(node -> mistakes.add(node, action.name() + " looks no records up", "remove '" + key + "'"));
    }

    private RecordWriting read() {
        var unless = RecordWriting.DEFAULT;
        var assign = entries.get("assign");
        var rule = assign.flatMap(RecordWritingReader::rule);
        return new RecordWriting(
                scalars.constant(entries.get("match"), unless.match()),
                entries.get("externalId").flatMap(this::externalId),
                onCreate(),
                scalars.constant(entries.get("onSeveral"), unless.onSeveral()),
                scalars.constant(entries.get("onConverted"), unless.onConverted()),
                scalars.constant(entries.get("onUnknownField"), unless.onUnknownField()),
                scalars.constant(entries.get("onDuplicate"), unless.onDuplicate()),
                assign.filter(node -> rule.isEmpty()).flatMap(this::assign).orElse(unless.assign()),
                rule,
                scalars.constant(entries.get("priority"), unless.priority()));
    }

    private Optional<Assign> assign(Node node) {
        if (node instanceof ScalarNode scalar && ASSIGN.containsKey(scalar.getValue())) {
            return Optional.of(ASSIGN.get(scalar.getValue()));
        }
        mistakes.add(
                node,
                "neither a word nor the id of an assignment rule",
                "write onCreate, always, never, or an id such as 01Q5g000000abcd");
        return Optional.empty();
    }

    private static Optional<String> rule(Node node) {
        return node instanceof ScalarNode scalar
                        && RULE_ID.matcher(scalar.getValue()).matches()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private Optional<String> externalId(Node node) {
        var remedy = "write the API name of an external id field, such as Member_No__c";
        var name = scalars.text(node, remedy);
        if (name.filter(given -> !ApiName.is(given)).isPresent()) {
            mistakes.add(node, "'" + name.get() + "' is not the API name of a field", remedy);
        }
        return name;
    }

    /** Constants: what an event has belongs to {@code fields}. */
    private Map<String, JsonNode> onCreate() {
        var values = new LinkedHashMap<String, JsonNode>();
        entries.get("onCreate").ifPresent(node -> {
            var example = "write for instance onCreate: { LastName: n/a, LeadSource: Web }";
            for (var entry : Entries.of(node, example, mistakes)) {
                FieldsReader.checkApiName(entry, mistakes);
                if (entry.value() instanceof ScalarNode scalar
                        && !scalar.getValue().startsWith("$")) {
                    values.put(entry.key(), Scalars.json(scalar));
                } else {
                    mistakes.add(entry.value(), "a text, a number or a boolean belongs here", example);
                }
            }
        });
        return Map.copyOf(values);
    }

    RecordWriting.Match match() {
        return written.match();
    }

    /** Of one line of the mapping. */
    Optional<RecordWriting> of(Target target, Keys keys, Fields fields, Node at) {
        if (!action.writesRecords()) {
            return Optional.empty();
        }
        checkLead(target);
        checkExternalId(keys, at);
        return Optional.of(withDefaults(fields));
    }

    private void checkLead(Target target) {
        var converted = entries.get("onConverted");
        if (converted.isPresent() && !target.name().isEmpty() && !target.name().equalsIgnoreCase(LEAD)) {
            mistakes.add(converted.get(), "only a Lead is converted", "remove 'onConverted'");
        }
    }

    private void checkExternalId(Keys keys, Node at) {
        var field = written.externalId();
        if (field.isPresent()
                && (keys.keys().size() != 1
                        || !keys.keys().get(0).column().text().equalsIgnoreCase(field.get()))) {
            mistakes.add(
                    entries.get("externalId").orElse(at),
                    "with 'externalId' the only key is that field",
                    "write keys: { " + field.get() + ": $.traits.… }");
        }
    }

    /** What is written wins over what a table brings. */
    private RecordWriting withDefaults(Fields fields) {
        var onCreate = new LinkedHashMap<>(
                fields.standard().map(StandardTraits::onCreate).orElse(Map.of()));
        onCreate.keySet().removeIf(name -> written.onCreate().keySet().stream().anyMatch(name::equalsIgnoreCase));
        onCreate.putAll(written.onCreate());
        return new RecordWriting(
                written.match(),
                written.externalId(),
                Map.copyOf(onCreate),
                written.onSeveral(),
                written.onConverted(),
                written.onUnknownField(),
                written.onDuplicate(),
                written.assign(),
                written.assignmentRule(),
                written.priority());
    }
}
