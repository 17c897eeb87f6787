package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.RecordWriting;
import io.sluice.mapping.TargetUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a mapping writes beside the fields that this user sees: what does not fit, and what to do about it. */
final class RecordComparison {
    private static final String CREATE_IT =
            "create it, or make it visible to the user in the field's security settings";
    private static final String ALLOW_IT = "make it editable for the user in the field's security settings";

    private final TargetUse use;
    private final RecordWriting writing;
    private final SObject object;
    private final List<String> problems = new ArrayList<>();

    private RecordComparison(TargetUse use, SObject object) {
        this.use = use;
        this.writing = use.writing().orElse(RecordWriting.DEFAULT);
        this.object = object;
    }

    static List<String> problems(TargetUse use, SObject object) {
        var comparison = new RecordComparison(use, object);
        comparison.object();
        use.keys().forEach(comparison::key);
        use.named().forEach(comparison::field);
        comparison.writing.onCreate().forEach(comparison::onCreate);
        object.required().stream()
                .filter(field -> !comparison.fills(field.name()))
                .forEach(field -> comparison.problem("a new " + object.name() + " needs a value of " + field
                        + ", and nothing gives it one; add a field, or write it under 'onCreate'"));
        return comparison.problems;
    }

    private void object() {
        allowed(object.queryable(), "look for", "Read");
        allowed(object.createable(), "create", "Create");
        allowed(object.updateable(), "change", "Edit");
    }

    private void allowed(boolean allowed, String what, String permission) {
        if (!allowed) {
            problem("this user may not " + what + " records of " + object.name() + "; grant '" + permission
                    + "' on the object in the profile or a permission set");
        }
    }

    private void key(String name) {
        var field = object.field(name);
        if (field.isEmpty()) {
            problem(unseen(name) + ", and records are looked up by it; " + CREATE_IT + ", or correct 'keys'");
        } else if (writing.externalId().isPresent()) {
            if (!field.get().externalId() && !field.get().idLookup()) {
                problem("the field " + field.get() + " is no external id; mark it as one, or remove 'externalId'");
            }
        } else if (!field.get().filterable()) {
            problem("records cannot be looked up by the field " + field.get() + "; use another one in 'keys'");
        } else if (field.get().type() != FieldType.ID && !field.get().createable()) {
            problem(unwritable(field.get()) + ", so that new records would not be found again; " + ALLOW_IT
                    + ", or use another one in 'keys'");
        } else {
            new LookupField(field.get()).problem(writing).ifPresent(this::problem);
        }
    }

    private void field(String name, Optional<JsonNode> sample) {
        check(name, sample, field -> field.createable() && field.updateable(), "remove the field");
    }

    private void onCreate(String name, JsonNode value) {
        check(name, Optional.of(value), SObjectField::createable, "remove it from 'onCreate'");
    }

    private void check(String name, Optional<JsonNode> sample, Predicate<SObjectField> writable, String remedy) {
        var field = object.field(name);
        if (field.isEmpty()) {
            problem(unseen(name) + fate() + "; " + CREATE_IT + ", or " + remedy);
        } else if (!writable.test(field.get())) {
            problem(unwritable(field.get()) + fate() + "; " + ALLOW_IT + ", or " + remedy);
        } else if (sample.isPresent() && field.get().take(sample.get()) instanceof FieldValue.Bad bad) {
            problem("what the mapping gives '" + name + "' does not fit: " + bad.detail() + "; correct the mapping");
        }
    }

    private String fate() {
        return writing.onUnknownField() == RecordWriting.OnUnknownField.DROP
                ? ", so its values are left out"
                : ", so each row with it is refused";
    }

    private String unseen(String name) {
        return "this user sees no field '" + name + "' of " + object.name();
    }

    private static String unwritable(SObjectField field) {
        return "this user may not write the field " + field;
    }

    private boolean fills(String field) {
        return use.keys().stream().anyMatch(field::equalsIgnoreCase)
                || use.named().keySet().stream().anyMatch(field::equalsIgnoreCase)
                || writing.externalId().isEmpty()
                        && writing.onCreate().keySet().stream().anyMatch(field::equalsIgnoreCase)
                || use.others().test(field);
    }

    private void problem(String text) {
        problems.add(use + ": " + text + ".");
    }
}
