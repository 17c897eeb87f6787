package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Outcome;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.RecordWriting.Match;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows that are about one record without having one key. */
class SharedRecordsTest extends RecordBatches {
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
}
