package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a mapping says how its records are found and written. */
class RecordWritingTest {
    private static final String EVENT = "{type:'identify',traits:{email:'a@b.example',phone:'1'}}";

    @Test
    void nothing_said_is_the_default() {
        assertThat(writing(Sample.records())).isEqualTo(RecordWriting.DEFAULT);
    }

    @Test
    void a_lead_lacks_no_name_and_no_company_when_it_is_created() {
        assertThat(writing(Sample.records("fields: { $lead: standard }")).onCreate())
                .isEqualTo(Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a")));
        assertThat(writing(Sample.records(
                                "fields: { $lead: standard }", "onCreate: { company: unknown, LeadSource: Web }"))
                        .onCreate())
                .isEqualTo(Map.of(
                        "LastName", TextNode.valueOf("n/a"),
                        "company", TextNode.valueOf("unknown"),
                        "LeadSource", TextNode.valueOf("Web")));
    }

    @Test
    void all_may_be_said() {
        assertThat(writing(Sample.records(
                        "match: any",
                        "onSeveral: newest",
                        "onConverted: contact",
                        "onUnknownField: refuse",
                        "onDuplicate: allow",
                        "assign: always",
                        "priority: high")))
                .isEqualTo(new RecordWriting(
                        RecordWriting.Match.ANY,
                        Optional.empty(),
                        Map.of(),
                        RecordWriting.OnSeveral.NEWEST,
                        RecordWriting.OnConverted.CONTACT,
                        RecordWriting.OnUnknownField.REFUSE,
                        RecordWriting.OnDuplicate.ALLOW,
                        RecordWriting.Assign.ALWAYS,
                        Optional.empty(),
                        RecordWriting.Priority.HIGH));
        assertThat(writing(Sample.records("assign: never")).assign()).isEqualTo(RecordWriting.Assign.NEVER);
    }

    @Test
    void an_assignment_rule_may_be_named_by_its_id() {
        var writing = writing(Sample.records("assign: 01Q5g000000abcdEAA"));
        assertThat(writing.assign()).isEqualTo(RecordWriting.Assign.ON_CREATE);
        assertThat(writing.assignmentRule()).contains("01Q5g000000abcdEAA");
    }

    @Test
    void an_external_id_is_the_only_key() {
        assertThat(writing(Sample.recordsBy("Member_No__c: $.traits.phone", "externalId: Member_No__c"))
                        .externalId())
                .contains("Member_No__c");
    }

    /** Whether it tells capitals from small letters is known to describe alone. */
    @Test
    void the_order_key_of_an_external_id_has_its_letter_case_and_no_other_has() {
        var event = "{type:'identify',traits:{email:'Ann@B.example',phone:'M1'}}";
        var external = Sample.recordsBy("Member_No__c: $.traits.phone", "externalId: Member_No__c");
        assertThat(((Mapped.Wanted) Sample.map(external, event)).key()).isEqualTo("object/lead|member_no__c=M1");
        assertThat(((Mapped.Wanted) Sample.map(Sample.records(), event)).key())
                .isEqualTo("object/lead|email=ann@b.example");
    }

    @Test
    void without_a_lookup_value_nothing_is_looked_for() {
        var both = "Email: $.traits.email, Site__c: $.traits.site";
        var mapped = Sample.map(Sample.recordsBy(both), EVENT);
        assertThat(mapped).isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> {
            assertThat(filtered.reason()).isEqualTo(Reason.NO_LOOKUP_VALUE);
            assertThat(filtered.detail()).isEqualTo("lookup field 'Site__c' has no value in this event");
        });
    }

    @Test
    void one_lookup_value_is_enough_where_any_may_match() {
        var both = "Email: $.traits.email, Site__c: $.traits.site";
        var wanted = (Mapped.Wanted) Sample.map(Sample.recordsBy(both, "match: any"), EVENT);
        assertThat(Sample.tree(wanted.row().keys())).isEqualTo(Sample.json("{Email:'a@b.example'}"));
        assertThat(Sample.map(Sample.recordsBy(both, "match: any"), "{type:'identify',traits:{email:' '}}"))
                .isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> assertThat(filtered.detail())
                        .isEqualTo("none of the lookup fields [Email, Site__c] has a value in this event"));
    }

    @Test
    void a_listed_key_takes_the_value_of_its_field() {
        var mapping = "- name: all\n  when: {}\n  do: salesforceUpsertRecords\n  optIn: false\n  to: { object: Lead }\n"
                + "  keys: [ Email ]\n  fields: { $lead: standard }\n";
        var wanted = (Mapped.Wanted) Sample.map(mapping, EVENT);
        assertThat(Sample.tree(wanted.row().keys())).isEqualTo(Sample.json("{Email:'a@b.example'}"));
        assertThat(Sample.tree(wanted.row().values())).isEqualTo(Sample.json("{Phone:'1'}"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            match: columns             | 'columns' is not known here; write one of all, any
            onSeveral: first           | 'first' is not known here; write one of refuse, newest, oldest
            assign: sometimes          | neither a word nor the id of an assignment rule; write onCreate, always, never, or an id such as 01Q5g000000abcd
            assign: 00Q5g000000abcd    | neither a word nor the id of an assignment rule; write onCreate, always, never, or an id such as 01Q5g000000abcd
            externalId: Member No      | 'Member No' is not the API name of a field; write the API name of an external id field, such as Member_No__c
            externalId: Member_No__c   | with 'externalId' the only key is that field; write keys: { Member_No__c: $.traits.… }
            onCreate: { a b: x }       | 'a b' is not the API name of a field; write letters, digits and underscores, such as LastName or Berth_No__c
            onCreate: { A: $.traits.a } | a text, a number or a boolean belongs here; write for instance onCreate: { LastName: n/a, LeadSource: Web }
            priority: urgent           | 'urgent' is not known here; write one of normal, high
            fields: { Last Name: x }   | 'Last Name' is not the API name of a field; write letters, digits and underscores, such as LastName or Berth_No__c
            fields: { City: x, city: y } | the field 'city' is there twice: Salesforce ignores letter case; keep one of them
            fields: { Id: x }          | Salesforce gives a record its Id; remove it, or look records up by it: keys
            fields: { $context: standard } | '$context' is no field of a record; write a name, $all, $lead or $account
            fields: { $all: { titleCase: $.traits } } | fields of records have no names in Title Case; write { asIs: $.traits }, or $lead
            fields: { $account: home } | 'home' is not known here; write one of billing, shipping, both
            fields: { $lead: standard, $account: both } | a record is a Lead or an Account, not both; keep one of $lead, $account
            """)
    void mistakes_stop_the_start(String line, String mistake) {
        assertThat(Sample.read(Map.of("test.mapping.yaml", Sample.records(line)))
                        .mistakes())
                .extracting(one -> one.problem() + "; " + one.remedy())
                .contains(mistake);
    }

    @Test
    void keys_are_needed_and_have_api_names() {
        assertThat(mistake("- name: all\n  when: {}\n  do: salesforceUpsertRecords\n  to: { object: Lead }\n"))
                .isEqualTo("'keys' is missing in a mapping; write the fields that records are looked up by, such as "
                        + "keys: { Email: $.traits.email }");
        assertThat(mistake(Sample.recordsBy("Contact Key: $.userId")))
                .isEqualTo(
                        "'Contact Key' is not the API name of a field; write letters, digits and underscores, such as "
                                + "Email or Member_No__c");
    }

    @Test
    void only_a_lead_is_converted() {
        assertThat(mistake(Sample.records("onConverted: contact").replace("object: Lead", "object: Account")))
                .isEqualTo("only a Lead is converted; remove 'onConverted'");
    }

    @Test
    void rows_of_data_extensions_are_not_looked_up() {
        assertThat(mistake(Sample.upsert("priority: high")))
                .isEqualTo("sfmcUpsertRows looks no records up; remove 'priority'");
        assertThat(mistake(Sample.upsert("fields: { $lead: standard }")))
                .isEqualTo("'$lead' is no column; write a name, $all, $context or $identifiers");
    }

    private static String mistake(String yaml) {
        var mistakes = Sample.read(Map.of("test.mapping.yaml", yaml)).mistakes();
        assertThat(mistakes).hasSize(1);
        return mistakes.get(0).problem() + "; " + mistakes.get(0).remedy();
    }

    private static RecordWriting writing(String mapping) {
        var mapped = Sample.map(mapping, EVENT);
        assertThat(mapped).isInstanceOf(Mapped.Wanted.class);
        return ((Mapped.Wanted) mapped).writing().orElseThrow();
    }
}
