package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Batch;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Delivery;
import io.sluice.delivery.Known;
import io.sluice.delivery.Learning;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.RecordWriting.OnSeveral;
import io.sluice.delivery.Row;
import io.sluice.delivery.Settled;
import io.sluice.delivery.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a batch, from its rows to the records of an org. */
class LookupInquiryTest {
    private static final Target LEADS = new Target("main", "object", "Lead");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, JsonNode> NOT_AVAILABLE =
            Map.of("LastName", TextNode.valueOf("n/a"), "Company", TextNode.valueOf("n/a"));

    private final FakeOrg org = new FakeOrg();
    private final List<String> dropped = new ArrayList<>();
    private final Turnstile turnstile = new Turnstile();
    private final Action action = new SalesforceUpsertRecords((target, writing, rows) -> new LookupInquiry(
            writing,
            rows,
            learning("Lead"),
            learning("Contact"),
            notes(),
            "/services/data/v62.0",
            writing.match() == Match.ANY ? Optional.of(turnstile) : Optional.empty()));

    private final Known<SObject> leads = new Known<>(Duration.ofMinutes(30), Duration.ofMinutes(1));
    private Match match = Match.ALL;
    private Optional<String> externalId = Optional.empty();
    private Map<String, JsonNode> onCreate = NOT_AVAILABLE;
    private OnSeveral onSeveral = OnSeveral.REFUSE;
    private OnConverted onConverted = OnConverted.FILTER;
    private Assign assign = Assign.ON_CREATE;
    private long seq;

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
    void where_one_of_several_values_is_enough_rows_about_one_record_go_one_after_the_other() {
        match = Match.ANY;
        var outcomes =
                send(row("Email", "ann@example.com", "Phone", "1"), row("Phone", "1"), row("Email", "bo@example.com"));
        assertThat(outcomes).extracting(Outcome::word).containsExactly("delivered", "held", "delivered");
        assertThat(send(row("Phone", "1"))).containsExactly(new Outcome.Delivered());
        assertThat(org.all("Email")).containsExactly("ann@example.com", "bo@example.com");
    }

    @Test
    void rows_that_find_the_same_record_are_never_in_one_call() {
        match = Match.ANY;
        org.put("Lead", "Email", "ann@example.com", "Phone", "1");
        assertThat(send(row("Email", "ann@example.com"), row("Phone", "1")))
                .extracting(Outcome::word)
                .containsExactly("delivered", "held");
    }

    @Test
    void where_one_of_several_values_is_enough_batches_look_one_after_the_other() {
        match = Match.ANY;
        var first = open(row("Email", "ann@example.com", "Phone", "1"));
        var second = open(row("Phone", "1"));
        ask(first);
        assertThat(first.turn()).isEmpty();
        var waiting = second.turn();
        assertThat(waiting).isPresent();
        run(first);
        assertThat(waiting.orElseThrow()).isCompletedWithValue(Optional.empty());
        run(second);
        assertThat(org.records).hasSize(1);
    }

    @Test
    void a_batch_that_is_broken_off_lets_the_next_one_in() {
        match = Match.ANY;
        var first = open(row("Email", "ann@example.com"));
        ask(first);
        assertThat(first.turn()).isEmpty();
        first.abandon(new IllegalStateException());
        run(open(row("Email", "ann@example.com")));
        assertThat(org.records).hasSize(1);
    }

    @Test
    void what_has_an_external_id_is_looked_up_only_where_that_changes_what_is_written() {
        externalId = Optional.of("Member_No__c");
        org.put("Lead", "Member_No__c", "m1", "LastName", "Ashe", "Company", "Kite");
        send(row("Member_No__c", "m1", "City", "Cork"), row("Member_No__c", "m2", "City", "Bray"));
        assertThat(org.calls)
                .contains(
                        "POST /composite", "PATCH /composite/sobjects", "PATCH /composite/sobjects/Lead/Member_No__c");
        assertThat(FakeOrg.shown(org.records.values().stream(), "Member_No__c", "LastName", "City"))
                .containsExactly("m1 Ashe Cork", "m2 n/a Bray");
        org.calls.clear();
        onCreate = Map.of();
        assign = Assign.NEVER;
        send(row("Member_No__c", "m1", "City", "Bray"), row("Member_No__c", "m3", "City", "Bray"));
        assertThat(org.calls).containsExactly("PATCH /composite/sobjects/Lead/Member_No__c");
    }

    @Test
    void one_external_id_is_never_twice_in_a_call_unless_the_field_tells_capitals_from_small_letters() {
        assign = Assign.NEVER;
        onCreate = Map.of();
        externalId = Optional.of("Member_No__c");
        assertThat(send(row("Member_No__c", "M1"), row("Member_No__c", "m1")))
                .extracting(Outcome::word)
                .containsExactly("delivered", "held");
        externalId = Optional.of("Card__c");
        assertThat(send(row("Card__c", "C1"), row("Card__c", "c1")))
                .extracting(Outcome::word)
                .containsExactly("delivered", "delivered");
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

    private Row[] many(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> row("Email", "customer-" + i + "@example.com", "City", "Cork"))
                .toArray(Row[]::new);
    }

    private void converted(String email, String contact) {
        org.put("Lead", "Email", email, "ConvertedContactId", contact);
        org.with("Email", email).get(org.with("Email", email).size() - 1).put("IsConverted", true);
    }

    private List<Outcome> send(Row... rows) {
        var batch = open(rows);
        run(batch);
        return batch.settled().stream().map(Settled::outcome).toList();
    }

    private Batch open(Row... rows) {
        var deliveries = new ArrayList<Delivery>();
        for (var row : rows) {
            seq++;
            deliveries.add(Deliveries.of(seq, wanted(row), true));
        }
        return new Batches(List.of(action), NOON).open(deliveries);
    }

    private void run(Batch batch) {
        while (batch.hasNext()) {
            assertThat(batch.turn()).isEmpty();
            if (batch.hasNext()) {
                batch.read(org.answer(batch.next()));
            }
        }
    }

    /** One call. */
    private void ask(Batch batch) {
        assertThat(batch.turn()).isEmpty();
        batch.read(org.answer(batch.next()));
    }

    private Mapped.Wanted wanted(Row row) {
        var key = externalId.isPresent()
                ? row.keys().toString()
                : row.keys().toString().toLowerCase(Locale.ROOT);
        return new Mapped.Wanted(
                "leads",
                action.name(),
                LEADS,
                key,
                row,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                OnUnknown.LOOK_UP,
                Optional.of(writing()));
    }

    private RecordWriting writing() {
        return new RecordWriting(
                match,
                externalId,
                onCreate,
                onSeveral,
                onConverted,
                RecordWriting.OnUnknownField.DROP,
                RecordWriting.OnDuplicate.REFUSE,
                assign,
                Optional.empty(),
                RecordWriting.Priority.NORMAL);
    }

    /** The first field is a key, and with {@code match: any} the phone is another. */
    private Row row(String... namesAndValues) {
        var keys = new LinkedHashMap<String, JsonNode>();
        var values = new LinkedHashMap<String, JsonNode>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var isKey = i == 0 || match == Match.ANY && namesAndValues[i].equals("Phone");
            (isKey ? keys : values).put(namesAndValues[i], TextNode.valueOf(namesAndValues[i + 1]));
        }
        return new Row(keys, values);
    }

    private Learning<SObject> learning(String object) {
        var known = object.equals("Lead") ? leads : new Known<SObject>(Duration.ofMinutes(30), Duration.ofMinutes(1));
        return new Learning<>(known, before -> new DescribeQuestion(object), NOON, new Learning.Reports<>() {
            @Override
            public void read(SObject knowledge, Optional<SObject> before) {}

            @Override
            public void failed() {}
        });
    }

    private FieldNotes notes() {
        return new FieldNotes() {
            @Override
            public void dropped(String name, String why) {
                dropped.add(name);
            }

            @Override
            public void cut(SObjectField field) {
                throw new AssertionError("cut: " + field);
            }
        };
    }
}
