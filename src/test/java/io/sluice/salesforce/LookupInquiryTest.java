package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.RecordWriting.OnSeveral;
import io.sluice.delivery.Settled;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a batch, from its rows to the records of an org. */
class LookupInquiryTest extends RecordBatches {
    @Test
    void what_is_there_is_updated_and_what_is_not_is_created_with_what_it_lacks() {
        var ann = org.put("Lead", "Email", "Ann@Example.com", "LastName", "Ashe", "Company", "Kite");
        assertThat(send(
                        row("Email", "ann@example.com", "City", "Cork"),
                        row("Email", "bo@example.com", "City", "Bray")))
                .containsOnly(new Outcome.Delivered());
        assertThat(org.calls)
                .containsExactly(
                        "GET /sobjects/Lead/describe",
                        "POST /composite",
                        "PATCH /composite/sobjects",
                        "POST /composite/sobjects");
        assertThat(FakeOrg.shown(org.records.values().stream(), "Id", "LastName", "Company", "City"))
                .containsExactly(ann + " Ashe Kite Cork", "00Q000000000002AAA n/a n/a Bray");
    }

    @Test
    void rules_run_for_what_is_created_and_not_for_what_is_updated() {
        org.put("Lead", "Email", "ann@example.com");
        send(row("Email", "ann@example.com"), row("Email", "bo@example.com"));
        assertThat(org.requests.stream().map(request -> request.headers().get("Sforce-Auto-Assign")))
                .containsExactly(null, null, "FALSE", "TRUE");
    }

    @Test
    void what_is_known_of_an_object_serves_the_next_batch() {
        send(row("Email", "ann@example.com"));
        send(row("Email", "bo@example.com"));
        assertThat(org.calls).filteredOn(call -> call.contains("describe")).hasSize(1);
    }

    @Test
    void several_events_of_one_key_are_one_record_whatever_their_letter_case() {
        assertThat(send(
                        row("Email", "ann@example.com", "City", "Cork"),
                        row("Email", "ANN@example.com", "Phone", "1"),
                        row("Email", "ann@example.com", "City", "Bray")))
                .extracting(Outcome::word)
                .containsExactly("merged", "merged", "delivered");
        assertThat(FakeOrg.shown(org.records.values().stream(), "City", "Phone"))
                .containsExactly("Bray 1");
    }

    @Test
    void a_merged_record_that_is_refused_is_created_by_the_first_event_and_updated_by_the_next_in_another_batch() {
        org.faults.put("bad", "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        var outcomes =
                send(row("Email", "ann@example.com", "City", "Cork"), row("Email", "ann@example.com", "City", "bad"));
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Delivered());
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Held.class);
        assertThat(send(row("Email", "ann@example.com", "City", "bad")))
                .singleElement()
                .isInstanceOf(Outcome.Refused.class);
        assertThat(org.all("Email")).containsExactly("ann@example.com");
    }

    @Test
    void several_records_are_refused_with_their_ids_or_the_newest_or_oldest_is_written() {
        var first = org.put("Lead", "Email", "ann@example.com");
        var second = org.put("Lead", "Email", "ann@example.com");
        assertThat(send(row("Email", "ann@example.com", "City", "Cork")))
                .containsExactly(new Outcome.Refused(
                        Reason.SEVERAL_FOUND, "2 records have these values: " + first + ", " + second));
        onSeveral = OnSeveral.NEWEST;
        send(row("Email", "ann@example.com", "City", "Cork"));
        assertThat(org.records.get(second).path("City").asText()).isEqualTo("Cork");
        onSeveral = OnSeveral.OLDEST;
        send(row("Email", "ann@example.com", "City", "Bray"));
        assertThat(org.records.get(first).path("City").asText()).isEqualTo("Bray");
        assertThat(org.calls).filteredOn(call -> call.contains("describe")).hasSize(1);
    }

    @Test
    void a_converted_lead_is_left_alone_and_no_second_one_is_created() {
        converted("ann@example.com", "003000000000009AAA");
        assertThat(send(row("Email", "ann@example.com"))).containsExactly(new Outcome.Filtered(Reason.LEAD_CONVERTED));
        assertThat(org.records).hasSize(1);
    }

    @Test
    void beside_a_converted_lead_another_one_counts() {
        converted("ann@example.com", "003000000000009AAA");
        var open = org.put("Lead", "Email", "ann@example.com");
        send(row("Email", "ann@example.com", "City", "Cork"));
        assertThat(org.records.get(open).path("City").asText()).isEqualTo("Cork");
    }

    @Test
    void the_contact_of_a_converted_lead_gets_the_fields_that_it_has() {
        onConverted = OnConverted.CONTACT;
        var contact = org.put("Contact", "Email", "ann@example.com", "LastName", "Ashe");
        converted("ann@example.com", contact);
        assertThat(send(
                        row("Email", "ann@example.com", "City", "Cork", "Company", "Kite", "favBoat__c", "sloop"),
                        row("Email", "bo@example.com")))
                .containsOnly(new Outcome.Delivered());
        assertThat(org.records.get(contact).toString())
                .contains("\"MailingCity\":\"Cork\"", "\"favBoat__c\":\"sloop\"")
                .doesNotContain("Company");
        assertThat(org.calls).contains("GET /sobjects/Contact/describe");
        assertThat(dropped).isEmpty();
    }

    @Test
    void a_converted_lead_whose_contact_cannot_be_seen_is_left_alone() {
        onConverted = OnConverted.CONTACT;
        org.put("Lead", "Email", "ann@example.com", "IsConverted", "true");
        assertThat(send(row("Email", "ann@example.com"))).containsExactly(new Outcome.Filtered(Reason.LEAD_CONVERTED));
    }

    @Test
    void a_field_that_cannot_be_looked_up_stops_no_row_for_good() {
        var held = open(row("Nope__c", "1"));
        run(held);
        assertThat(held.failure().orElseThrow().detail()).contains("'Nope__c'");
        var tells = open(row("Card__c", "1"));
        run(tells);
        assertThat(tells.failure().orElseThrow().detail()).contains("externalId: Card__c");
        externalId = Optional.of("City");
        var plain = open(row("City", "Cork"));
        run(plain);
        assertThat(plain.failure().orElseThrow().detail()).contains("is no external id");
        assertThat(tells.settled()).extracting(Settled::outcome).hasOnlyElementsOfType(Outcome.Held.class);
    }

    @Test
    void a_field_that_was_hidden_is_found_out_when_no_record_can_be_written() {
        send(row("Email", "ann@example.com", "City", "Cork"));
        org.lead.withArray("fields").forEach(field -> {
            if (field.path("name").asText().equals("City")) {
                ((ObjectNode) field).put("createable", false).put("updateable", false);
            }
        });
        org.faults.put("\"City\"", "INVALID_FIELD_FOR_INSERT_UPDATE");
        clock.passes(Duration.ofMinutes(2));
        assertThat(send(row("Email", "bo@example.com", "City", "Cork"))).containsExactly(new Outcome.Delivered());
        assertThat(dropped).containsExactly("City");
    }

    @Test
    void a_lookup_value_that_does_not_fit_is_refused_and_costs_only_its_row() {
        assertThat(send(row("Email", "x".repeat(90)), row("Email", "bo@example.com")))
                .extracting(Outcome::word)
                .containsExactly("refused", "delivered");
    }

    @Test
    void two_thousand_records_take_one_look_and_ten_writes() {
        assertThat(send(many(2_000))).hasSize(2_000).containsOnly(new Outcome.Delivered());
        assertThat(org.calls).hasSize(1 + 1 + 10);
        org.calls.clear();
        assertThat(send(many(2_000))).containsOnly(new Outcome.Delivered());
        assertThat(org.records).hasSize(2_000);
        assertThat(org.calls).as("calls for 2,000 known records").hasSize(1 + 10);
    }
}
