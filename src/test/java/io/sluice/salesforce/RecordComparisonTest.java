package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import io.sluice.mapping.TargetUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordComparisonTest {
    private static final Map<String, JsonNode> NAMES =
            Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));

    private SObject object = Described.lead();
    private Optional<String> externalId = Optional.empty();
    private RecordWriting.OnUnknownField onUnknownField = RecordWriting.OnUnknownField.DROP;

    @Test
    void what_fits_has_no_problems() {
        assertThat(problems(Set.of("email"), Map.of("Rating", Optional.of(TextNode.valueOf("Hot"))), NAMES))
                .isEmpty();
    }

    @Test
    void records_can_be_looked_up_by_the_keys_and_found_again() {
        assertThat(problems(Set.of("Nope__c"), Map.of(), NAMES))
                .containsExactly(
                        "leads/leads: this user sees no field 'Nope__c' of Lead, and records are looked up by it;"
                                + " create it, or make it visible to the user in the field's security settings, or correct 'keys'.");
        assertThat(problems(Set.of("Description"), Map.of(), NAMES))
                .containsExactly("leads/leads: records cannot be looked up by the field 'Description' (textarea 32000);"
                        + " use another one in 'keys'.");
        assertThat(problems(Set.of("Score__c"), Map.of(), NAMES))
                .containsExactly(
                        "leads/leads: this user may not write the field 'Score__c' (percent), so that new records"
                                + " would not be found again; make it editable for the user in the field's security settings,"
                                + " or use another one in 'keys'.");
    }

    @Test
    void an_external_id_is_marked_as_one() {
        externalId = Optional.of("Member_No__c");
        assertThat(problems(Set.of("Member_No__c"), named("LastName", "Company"), Map.of()))
                .isEmpty();
        externalId = Optional.of("favBoat__c");
        assertThat(problems(Set.of("favBoat__c"), named("LastName", "Company"), Map.of()))
                .containsExactly("leads/leads: the field 'favBoat__c' (string 20) is no external id; mark it as one, or"
                        + " remove 'externalId'.");
    }

    @Test
    void named_fields_are_there_and_may_be_written() {
        assertThat(problems(Set.of("Email"), named("Plan__c", "Name"), NAMES))
                .containsExactlyInAnyOrder(
                        "leads/leads: this user sees no field 'Plan__c' of Lead, so its values are left out; create it, or"
                                + " make it visible to the user in the field's security settings, or remove the field.",
                        "leads/leads: this user may not write the field 'Name' (string 121), so its values are left out;"
                                + " make it editable for the user in the field's security settings, or remove the field.");
        onUnknownField = RecordWriting.OnUnknownField.REFUSE;
        assertThat(problems(Set.of("Email"), named("Plan__c"), NAMES))
                .singleElement()
                .asString()
                .contains("so each row with it is refused");
    }

    @Test
    void constants_fit_their_fields() {
        assertThat(problems(Set.of("Email"), Map.of("CleanStatus", Optional.of(TextNode.valueOf("Bad"))), NAMES))
                .containsExactly("leads/leads: what the mapping gives 'CleanStatus' does not fit: field 'CleanStatus'"
                        + " (picklist 40): the value is not in its restricted picklist; correct the mapping.");
    }

    @Test
    void a_new_record_gets_all_that_it_must_have() {
        assertThat(problems(Set.of("Email"), named("Company"), Map.of()))
                .containsExactly(
                        "leads/leads: a new Lead needs a value of 'LastName' (string 80), and nothing gives it one;"
                                + " add a field, or write it under 'onCreate'.");
    }

    @Test
    void an_object_that_may_not_be_written_is_said_with_the_permission() {
        object = new SObject("Lead", false, true, false, object.fields());
        assertThat(problems(Set.of("Email"), Map.of(), NAMES))
                .containsExactly(
                        "leads/leads: this user may not look for records of Lead; grant 'Read' on the object in the"
                                + " profile or a permission set.",
                        "leads/leads: this user may not create records of Lead; grant 'Create' on the object in the"
                                + " profile or a permission set.");
    }

    private static Map<String, Optional<JsonNode>> named(String... names) {
        var named = new LinkedHashMap<String, Optional<JsonNode>>();
        List.of(names).forEach(name -> named.put(name, Optional.empty()));
        return named;
    }

    private List<String> problems(
            Set<String> keys, Map<String, Optional<JsonNode>> named, Map<String, JsonNode> onCreate) {
        var plain = RecordWriting.DEFAULT;
        var writing = new RecordWriting(
                plain.match(),
                externalId,
                onCreate,
                plain.onSeveral(),
                plain.onConverted(),
                onUnknownField,
                plain.onDuplicate(),
                plain.assign(),
                plain.assignmentRule(),
                plain.priority());
        var target = new Target("main", "object", "Lead");
        return RecordComparison.problems(
                new TargetUse(
                        "leads",
                        "salesforce",
                        "leads",
                        target,
                        Row.Match.NAMES,
                        keys,
                        named,
                        Optional.of(writing),
                        column -> false),
                object);
    }
}
