package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode ID = TextNode.valueOf("00Q77");
    private static final Map<String, JsonNode> NOT_AVAILABLE =
            Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));

    private final List<String> notes = new ArrayList<>();
    private SObject object = Described.lead();
    private RecordWriting.OnUnknownField onUnknownField = RecordWriting.OnUnknownField.DROP;

    @Test
    void a_new_record_gets_what_it_lacks() {
        assertThat(fits(check().create(row("email", "ro@kite.example", "lastname", "Ro"))))
                .isEqualTo("{} {Email=ro@kite.example, LastName=Ro, Company=n/a}");
        assertThat(fits(check().create(row("Email", "ro@kite.example", "LastName", " ", "Company", null))))
                .contains("LastName=n/a", "Company=n/a");
    }

    @Test
    void an_update_gets_what_the_event_has_and_no_more() {
        assertThat(fits(check().update(row("Email", "ro@kite.example", "City", "Cork"), ID)))
                .isEqualTo("{Id=00Q77} {Email=ro@kite.example, City=Cork}");
    }

    @Test
    void null_clears_a_field_that_may_be_empty_and_is_nothing_to_a_new_record() {
        assertThat(fits(check().update(row("Email", "ro@kite.example", "City", null), ID)))
                .contains("City=null");
        assertThat(check().update(row("Email", "ro@kite.example", "LastName", ""), ID))
                .isEqualTo(new Checked.Refused(Reason.NULL_REFUSED, "field 'LastName' (string 80): may not be empty"));
        assertThat(fits(check().create(row("Email", "ro@kite.example", "City", null))))
                .doesNotContain("City");
    }

    @Test
    void a_new_record_without_a_required_field_is_refused() {
        object = Described.account();
        assertThat(check().create(row("AccountNumber", "org-55", "plan__c", "pro")))
                .isEqualTo(new Checked.Refused(Reason.REQUIRED_MISSING, "a new Account needs a value of Name"));
        assertThat(check().update(row("AccountNumber", "org-55", "plan__c", "pro"), ID))
                .isInstanceOf(Checked.Fits.class);
    }

    @Test
    void what_is_not_there_or_may_not_be_written_is_left_out_and_told() {
        var row = row("Email", "ro@kite.example", "plan__c", "pro", "Score__c", 5, "Name", "Ro", "odd name__c", 1);
        assertThat(fits(check().update(row, ID))).isEqualTo("{Id=00Q77} {Email=ro@kite.example}");
        assertThat(notes).containsExactly("dropped plan__c", "dropped Score__c", "dropped Name", "dropped odd name__c");
    }

    @Test
    void it_refuses_the_row_where_the_mapping_says_so() {
        onUnknownField = RecordWriting.OnUnknownField.REFUSE;
        assertThat(check().create(row("Email", "ro@kite.example", "plan__c", "pro")))
                .isEqualTo(new Checked.Refused(
                        Reason.FIELD_UNKNOWN, "field 'plan__c' of Lead is not there, or not visible to this user"));
        assertThat(check().update(row("Email", "ro@kite.example", "IsConverted", true), ID))
                .isEqualTo(new Checked.Refused(
                        Reason.FIELD_UNKNOWN, "field 'IsConverted' of Lead may not be written by this user"));
        assertThat(notes).isEmpty();
    }

    @Test
    void a_text_that_is_cut_is_told() {
        assertThat(fits(check().update(row("Email", "ro@kite.example", "FirstName", "F".repeat(50)), ID)))
                .endsWith("FirstName=" + "F".repeat(40) + "}");
        assertThat(notes).containsExactly("cut FirstName");
    }

    @Test
    void values_to_look_for_take_the_form_of_their_field() {
        assertThat(fits(check().lookUp(row("EMAIL", "ro@kite.example", "plan__c", "pro"))))
                .isEqualTo("{Email=ro@kite.example} {plan__c=pro}");
        assertThat(fits(check().lookUp(row("Member_No__c", 88)))).isEqualTo("{Member_No__c=88} {}");
        assertThat(check().lookUp(row("Member_No__c", "12345678901")))
                .isEqualTo(new Checked.Refused(
                        Reason.TOO_LONG, "field 'Member_No__c' (string 10): the value is longer, and is not cut"));
    }

    @Test
    void what_cannot_be_looked_up_is_the_fault_of_the_mapping() {
        assertThat(failure(check().lookUp(row("Nope__c", "1"))).detail()).contains("this user sees no such field");
        assertThat(failure(check().lookUp(row("Description", "1"))).detail()).contains("a query cannot look for");
    }

    @Test
    void a_record_that_would_not_be_found_again_is_not_created() {
        assertThat(failure(check().create(row("Score__c", "1"))).reason()).isEqualTo(Reason.PERMISSION);
        assertThat(check().create(row("Id", "00Q1")))
                .isEqualTo(new Checked.Refused(Reason.RECORD_NOT_FOUND, "no Lead has this Id"));
    }

    @Test
    void an_object_that_may_not_be_written_is_said_with_what_to_do() {
        object = new SObject("Lead", false, false, true, object.fields());
        assertThat(failure(check().create(row("Email", "a@b.example"))).detail())
                .contains("grant 'Create'");
        assertThat(failure(check().update(row("Email", "a@b.example"), ID)).detail())
                .contains("grant 'Edit'");
    }

    @Test
    void by_its_external_id_a_record_keeps_it_as_its_key_and_gets_no_defaults() {
        assertThat(fits(check().upsert(row("member_no__c", 88, "City", null, "IsConverted", true))))
                .isEqualTo("{Member_No__c=88} {City=null}");
        assertThat(notes).containsExactly("dropped IsConverted");
    }

    private RecordCheck check() {
        var plain = RecordWriting.DEFAULT;
        var writing = new RecordWriting(
                plain.match(),
                Optional.empty(),
                object.name().equals("Lead") ? NOT_AVAILABLE : Map.of(),
                plain.onSeveral(),
                plain.onConverted(),
                onUnknownField,
                plain.onDuplicate(),
                plain.assign(),
                plain.assignmentRule(),
                plain.priority());
        return new RecordCheck(object, writing, new FieldNotes() {
            @Override
            public void dropped(String name, String why) {
                notes.add("dropped " + name);
            }

            @Override
            public void cut(SObjectField field) {
                notes.add("cut " + field.name());
            }
        });
    }

    /** @param columns names and values; the first is the key */
    private static Row row(Object... columns) {
        var values = new LinkedHashMap<String, JsonNode>();
        for (var i = 2; i < columns.length; i += 2) {
            values.put((String) columns[i], node(columns[i + 1]));
        }
        return new Row(Map.of((String) columns[0], node(columns[1])), values);
    }

    private static JsonNode node(Object value) {
        return value == null ? NullNode.getInstance() : JSON.valueToTree(value);
    }

    private static String fits(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Fits.class);
        var row = ((Checked.Fits) checked).row();
        return texts(row.keys()) + " " + texts(row.values());
    }

    private static Map<String, String> texts(Map<String, JsonNode> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, value.asText()));
        return texts;
    }

    private static Failure failure(Checked checked) {
        assertThat(checked).isInstanceOf(Checked.Misfit.class);
        return ((Checked.Misfit) checked).failure();
    }
}
