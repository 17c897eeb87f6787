package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Target;
import org.junit.jupiter.api.Test;

class EventTableTest {
    private static final String TABLE = """
            - name: conversions
              when: { type: track }
              do: sfmcUpsertRows
              to: { account: emea }
              events:
                Order Placed: { dataExtension: orders, keys: [ Product Id , Contact Key ] }
                Button Pressed: { dataExtension: buttons, keys: uuid }
                Plan Changed: { dataExtension: plans, keys: }
                Order Paid: { dataExtension: paid, keys: [ Order Id ], fields: { Paid: true, $context: none } }
                Product Viewed: { dataExtension: viewed, keys: "Product Id ,Contact Key" }
            """;

    private static Mapped.Wanted wanted(String event) {
        var mapped = Sample.map(TABLE, event);
        assertThat(mapped).isInstanceOf(Mapped.Wanted.class);
        return (Mapped.Wanted) mapped;
    }

    @Test
    void keys_in_a_list_take_properties_in_title_case() {
        var wanted =
                wanted("{type:'track', event:'Order Placed', userId:'mem-31', properties:{product_id:'P-4', qty:2}}");
        assertThat(wanted.target()).isEqualTo(new Target("emea", "dataExtension", "orders"));
        assertThat(wanted.row().keys()).hasToString("{Product Id=\"P-4\", Contact Key=\"mem-31\"}");
        assertThat(wanted.row().values()).hasToString("{Qty=2}");
    }

    @Test
    void keys_may_be_one_text_with_commas_and_blanks() {
        var row = wanted("{type:'track', event:'Product Viewed', userId:'m', properties:{productId:'P-4', qty:2}}")
                .row();
        assertThat(row.keys()).hasToString("{Product Id=\"P-4\", Contact Key=\"m\"}");
        assertThat(row.values()).hasToString("{Qty=2}");
    }

    @Test
    void the_contact_key_is_sent_beside_fields_of_the_mapping_too() {
        var yaml = """
                - name: conversions
                  when: { type: track }
                  do: sfmcUpsertRows
                  to: { account: main }
                  fields: { Paid On: $.timestamp }
                  events:
                    Order Paid: { dataExtension: paid, keys: { Order Id: $.properties.id }, fields: { Paid: true } }
                    Order Given: { dataExtension: given, keys: uuid, fields: { Contact Key: $.properties.to } }
                """;
        var paid =
                "{type:'track', event:'Order Paid', userId:'u:1', timestamp:'2024-05-30T12:00:00Z', properties:{id:1}}";
        assertThat(((Mapped.Wanted) Sample.map(yaml, paid)).row().values())
                .hasToString("{Contact Key=\"u1\", Paid On=\"2024-05-30T12:00:00Z\", Paid=true}");
        var given = "{type:'track', event:'Order Given', userId:'u', properties:{to:'other:1'}}";
        assertThat(((Mapped.Wanted) Sample.map(yaml, given)).row().values()).hasToString("{Contact Key=\"other1\"}");
    }

    @Test
    void forty_events_need_one_mapping() {
        var yaml = new StringBuilder(TABLE.substring(0, TABLE.indexOf("    Order Placed")));
        for (int i = 0; i < 40; i++) {
            yaml.append("    Event %d: { dataExtension: de-%d, keys: [ Contact Key, Thing Id ] }\n".formatted(i, i));
        }
        var flow = Sample.flow(yaml.toString());
        assertThat(flow.mappings()).containsExactly("conversions");
        for (int i = 0; i < 40; i++) {
            var event = "{type:'track', event:'Event %d', userId:'u', properties:{thing_id:%d}}".formatted(i, i);
            var wanted = (Mapped.Wanted) flow.map(Sample.event(event)).get(0);
            assertThat(wanted.target()).isEqualTo(new Target("emea", "dataExtension", "de-" + i));
            assertThat(wanted.row().keys()).hasToString("{Contact Key=\"u\", Thing Id=" + i + "}");
        }
    }

    @Test
    void uuid_is_the_message_id_and_the_contact_key_is_sent_beside_it() {
        var row = wanted(
                        "{type:'track', event:'Button Pressed', messageId:'7d1c-aa', userId:'m:1', properties:{orderId:'O-9'}}")
                .row();
        assertThat(row.keys()).hasToString("{Uuid=\"7d1c-aa\"}");
        assertThat(row.values()).hasToString("{Order Id=\"O-9\", Contact Key=\"m1\"}");
    }

    @Test
    void an_anonymous_event_has_no_contact_key_beside_the_uuid() {
        var row = wanted("{type:'track', event:'Button Pressed', anonymousId:'a', properties:{x:1}}")
                .row();
        assertThat(row.values()).hasToString("{X=1}");
    }

    @Test
    void no_keys_mean_the_contact_key() {
        var row = wanted(
                        "{type:'track', event:'Plan Changed', userId:'mem-31', properties:{qty:2}, context:{ip:'::1'}}")
                .row();
        assertThat(row.keys()).hasToString("{Contact Key=\"mem-31\"}");
        assertThat(row.values()).hasToString("{Qty=2, IP Address=\"::1\"}");
    }

    @Test
    void fields_of_a_line_are_laid_over_the_common_ones() {
        var row = wanted(
                        "{type:'track', event:'Order Paid', userId:'u', properties:{orderId:1, paid:'no'}, context:{ip:'::1'}}")
                .row();
        assertThat(row.keys()).hasToString("{Order Id=1}");
        assertThat(row.values()).hasToString("{Contact Key=\"u\", Paid=true}");
    }

    @Test
    void an_event_may_be_a_row_and_a_journey_event() {
        var yaml = TABLE + """
                - name: journeys
                  when: { type: track }
                  do: sfmcJourneyEvent
                  to: { account: emea }
                  events:
                    Plan Changed: { eventDefinition: APIEvent-plan }
                """;
        var mapped = Sample.flow(yaml).map(Sample.event("{type:'track', event:'Plan Changed', userId:'u'}"));
        assertThat(mapped)
                .extracting(one -> ((Mapped.Wanted) one).target().toString())
                .containsExactly("emea/dataExtension/plans", "emea/eventDefinition/APIEvent-plan");
    }

    @Test
    void an_event_without_a_line_is_filtered() {
        assertThat(Sample.map(TABLE, "{type:'track', event:'order placed', userId:'u'}"))
                .isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> assertThat(filtered.reason())
                        .isEqualTo(Reason.EVENT_NOT_CONFIGURED));
    }

    @Test
    void a_missing_key_is_refused_and_a_missing_contact_key_filtered() {
        assertThat(Sample.map(TABLE, "{type:'track', event:'Order Paid', userId:'u', properties:{qty:2}}"))
                .isInstanceOfSatisfying(Mapped.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.KEY_MISSING));
        assertThat(Sample.map(TABLE, "{type:'track', event:'Plan Changed', anonymousId:'a', properties:{qty:2}}"))
                .isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> assertThat(filtered.reason())
                        .isEqualTo(Reason.NO_USER_ID_OR_EMAIL));
    }

    @Test
    void journey_events_have_their_fixed_key_and_no_contact_key_among_the_data() {
        var yaml = """
                - name: journeys
                  when: { type: track }
                  do: sfmcJourneyEvent
                  to: { account: main }
                  events:
                    Cart Left: { eventDefinition: APIEvent-77 }
                """;
        var mapped = (Mapped.Wanted)
                Sample.map(yaml, "{type:'track', event:'Cart Left', userId:'mem-31', properties:{cartValue:90}}");
        assertThat(mapped.target()).isEqualTo(new Target("main", "eventDefinition", "APIEvent-77"));
        assertThat(mapped.row().keys()).hasToString("{Contact Key=\"mem-31\"}");
        assertThat(mapped.row().values()).hasToString("{Cart Value=90}");
    }
}
