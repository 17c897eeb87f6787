package io.sluice.mapping;

import static io.sluice.mapping.Sample.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowTest {
    private static Mapped.Wanted wanted(String yaml, String event) {
        var mapped = Sample.map(yaml, event);
        assertThat(mapped).isInstanceOf(Mapped.Wanted.class);
        return (Mapped.Wanted) mapped;
    }

    private static Map<String, JsonNode> values(String fields, String event) {
        return wanted(Sample.upsert("fields: " + fields), event).row().values();
    }

    private static String all(String traits) {
        return new TreeMap<>(values(
                        "{ $all: { titleCase: $.traits } }", "{type:'identify', userId:'u', traits:" + traits + "}"))
                .toString();
    }

    private static void refused(Mapped mapped, Reason reason, String detail) {
        assertThat(mapped).isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).contains(detail);
        });
    }

    @Test
    void passes_all_traits_through_in_title_case_and_leaves_values_alone() {
        assertThat(all("{firstName:'first_last', signedUpAt:'2031-05-02T08:15:00Z', active_users:false, n:1.5}"))
                .isEqualTo(
                        "{Active Users=false, First Name=\"first_last\", N=1.5, Signed Up At=\"2031-05-02T08:15:00Z\"}");
    }

    @Test
    void leaves_nested_objects_arrays_nulls_and_nameless_members_out() {
        assertThat(all("{address:{city:'x'}, tags:['a'], gone:null, $:1, kept:''}"))
                .isEqualTo("{Kept=\"\"}");
    }

    @Test
    void the_later_of_two_members_with_one_name_wins() {
        assertThat(all("{order_id:'A', orderId:'B'}")).isEqualTo("{Order Id=\"B\"}");
        assertThat(all("{orderId:'B', order_id:'A'}")).isEqualTo("{Order Id=\"A\"}");
    }

    @Test
    void a_named_column_wins_over_all_and_all_over_context() {
        var event = "{type:'identify', userId:'u', traits:{locale:'t', plan:'t', utm_source:'t', email:'t'},"
                + " context:{locale:'c', ip:'c', campaign:{source:'c', medium:'c'}}}";
        var values = values(
                "{ PLAN: $.context.locale, Email: $.none, $context: standard, $all: { titleCase: $.traits } }", event);
        assertThat(new TreeMap<>(values))
                .hasToString("{IP Address=\"c\", Locale=\"t\", PLAN=\"c\", UTM Medium=\"c\", Utm Source=\"t\"}");
    }

    @Test
    void members_can_be_left_out_renamed_or_taken_as_they_are() {
        var event = "{type:'identify', userId:'u', traits:{firstName:'a', password:'b', mrr:5}}";
        assertThat(values("{ $all: { titleCase: $.traits, except: [ password ], rename: { mrr: MRR } } }", event))
                .hasToString("{First Name=\"a\", MRR=5}");
        assertThat(values("{ $all: { asIs: $.traits, except: [ password ] } }", event))
                .hasToString("{firstName=\"a\", mrr=5}");
    }

    @Test
    void nulls_are_omitted_cleared_or_refused() {
        var event = "{type:'identify', userId:'u', traits:{plan:null, city:'Bergen'}}";
        var fields = "fields: { $all: { titleCase: $.traits }, X: $.traits.none }";
        assertThat(wanted(Sample.upsert(fields), event).row().values()).hasToString("{City=\"Bergen\"}");
        assertThat(wanted(Sample.upsert(fields, "nulls: clear"), event).row().values())
                .hasToString("{Plan=null, City=\"Bergen\"}");
        refused(Sample.map(Sample.upsert(fields, "nulls: refuse"), event), Reason.NULL_REFUSED, "Plan");
    }

    @Test
    void the_contact_key_is_the_user_id_or_else_the_email() {
        var yaml = Sample.upsert("keys: { Contact Key: [ $.userId, $.traits.email ] }");
        assertThat(wanted(yaml, "{type:'identify', userId:'u', traits:{email:'e'}}")
                        .row()
                        .keys())
                .hasToString("{Contact Key=\"u\"}");
        assertThat(wanted(yaml, "{type:'identify', userId:'  ', traits:{email:'e'}}")
                        .row()
                        .keys())
                .hasToString("{Contact Key=\"e\"}");
        assertThat(wanted(Sample.upsert(), "{type:'identify', userId:null, traits:{email:'e'}}")
                        .row()
                        .keys())
                .hasToString("{Contact Key=\"e\"}");
        assertThat(Sample.map(yaml, "{type:'identify', anonymousId:'a', traits:{plan:'gold'}}"))
                .isInstanceOfSatisfying(Mapped.Filtered.class, filtered -> assertThat(filtered.reason())
                        .isEqualTo(Reason.NO_USER_ID_OR_EMAIL));
    }

    @Test
    void colons_are_stripped_from_a_contact_key_unless_the_mapping_says_otherwise() {
        var event = "{type:'identify', userId:'eu:mem:31', traits:{}}";
        assertThat(wanted(Sample.upsert(), event).row().keys()).hasToString("{Contact Key=\"eumem31\"}");
        assertThat(wanted(Sample.upsert("colons: replace"), event).row().keys())
                .hasToString("{Contact Key=\"eu-mem-31\"}");
        refused(Sample.map(Sample.upsert("colons: refuse"), event), Reason.VALUE_INVALID, "Contact Key");
        assertThat(Sample.map(Sample.upsert(), "{type:'identify', userId:'::', traits:{}}"))
                .isInstanceOf(Mapped.Filtered.class);
        assertThat(values("{ Code: $.userId }", event)).hasToString("{Code=\"eu:mem:31\"}");
    }

    @Test
    void a_primary_key_without_value_refuses_the_event_and_names_the_column() {
        var yaml = Sample.upsert("keys: { Order Id: $.properties.orderId }");
        for (var value : new String[] {"null", "''", "' '"}) {
            refused(
                    Sample.map(yaml, "{type:'track', event:'A', userId:'u', properties:{orderId:" + value + "}}"),
                    Reason.KEY_MISSING,
                    "'Order Id'");
        }
        refused(
                Sample.map(yaml, "{type:'track', event:'A', userId:'u', properties:{orderId:{a:1}}}"),
                Reason.VALUE_INVALID,
                "Order Id");
    }

    @Test
    void listed_keys_take_the_value_of_their_field_out_of_the_others() {
        var yaml = Sample.upsert(
                "keys: [ Contact Key, Order Id ]",
                "fields: { $all: { titleCase: $.properties }, Contact Key: $.properties.who }");
        var row = wanted(yaml, "{type:'track', event:'A', userId:'u', properties:{order_id:7, qty:2, who:'w:1'}}")
                .row();
        assertThat(row.keys()).hasToString("{Contact Key=\"w1\", Order Id=7}");
        assertThat(row.values()).hasToString("{Qty=2, Who=\"w:1\"}");
    }

    @Test
    void without_keys_the_contact_key_takes_the_field_of_that_name_if_there_is_one() {
        var event = "{type:'track', event:'A', userId:'u', properties:{who:'w'}}";
        for (var keys : new String[] {"keys:", "keys: ''", "keys: []", "keys: {}", "colons: strip"}) {
            assertThat(wanted(Sample.upsert(keys, "fields: { Contact Key: $.properties.who }"), event)
                            .row()
                            .keys())
                    .as(keys)
                    .hasToString("{Contact Key=\"w\"}");
            assertThat(wanted(Sample.upsert(keys), event).row().keys()).as(keys).hasToString("{Contact Key=\"u\"}");
        }
    }

    @Test
    void the_context_table_has_the_columns_of_the_classic_destination() {
        var context = json("{app:{name:1,version:2,build:3}, campaign:{name:4,source:5,medium:6,term:7,content:8},"
                + " locale:9, userAgent:10, ip:11, device:{adTrackingEnabled:12,manufacturer:13,model:14,name:15,type:16,id:0},"
                + " network:{bluetooth:17,carrier:18,cellular:19,wifi:20}, screen:{density:21,height:22,width:23},"
                + " timezone:'x', os:{name:'x'}, page:{url:'x'}}");
        assertThat(values("{ $context: standard }", "{type:'identify', userId:'u', context:" + context + "}"))
                .hasToString(
                        "{App Name=1, App Version=2, App Build=3, UTM Campaign=4, UTM Source=5, UTM Medium=6, UTM Term=7,"
                                + " UTM Content=8, Locale=9, User Agent=10, IP Address=11, Ad Tracking Enabled=12,"
                                + " Device Manufacturer=13, Device-model=14, Device Name=15, Device Type=16, Bluetooth Enabled=17,"
                                + " Network Carrier=18, Cellular Enabled=19, Wifi Enabled=20, Screen Density=21, Screen Height=22,"
                                + " Screen Width=23}");
    }

    @Test
    void the_identifiers_are_taken_from_where_a_users_identities_are() {
        var event = "{type:'identify', userId:'u', anonymousId:'an', traits:{email:'t@example.com'},"
                + " context:{device:{type:'iOS', advertisingId:'ad'}, integrations:{'Google Analytics':{clientId:'ga'}}}}";
        assertThat(identifiers(event))
                .isEqualTo("{Anonymous ID=\"an\", Email=\"t@example.com\", IDFA=\"ad\", GA Client ID=\"ga\"}");
        assertThat(identifiers("{type:'track', event:'A', userId:'u', properties:{email:'p@example.com'}}"))
                .isEqualTo("{Email=\"p@example.com\"}");
        assertThat(identifiers("{type:'track', event:'A', userId:'u', context:{traits:{email:'c@example.com'}}}"))
                .isEqualTo("{Email=\"c@example.com\"}");
    }

    @Test
    void an_android_advertising_id_counts_where_the_user_allows_tracking() {
        var event = "{type:'identify', userId:'u', context:{device:{type:'android', advertisingId:'ad'%s}}}";
        assertThat(identifiers(event.formatted(", adTrackingEnabled:true")))
                .isEqualTo("{Android Advertising ID=\"ad\"}");
        assertThat(identifiers(event.formatted(", adTrackingEnabled:false"))).isEqualTo("{}");
        assertThat(identifiers(event.formatted(""))).isEqualTo("{}");
        assertThat(identifiers("{type:'identify', userId:'u', context:{device:{advertisingId:'ad'}}}"))
                .isEqualTo("{}");
    }

    @Test
    void identifiers_that_engage_lists_count_where_the_event_has_none_of_its_own() {
        var list = "context:{externalIds:[{type:'email', id:'x@example.com'}, {type:'anonymous_id', id:'xa'},"
                + " {type:'ios.idfa', id:'xi'}, {type:'ios.idfa', id:'later'}, {type:'android.idfa', id:'xd'},"
                + " {type:'ga_client_id', id:'xg'}, 'odd']}";
        assertThat(identifiers("{type:'identify', userId:'u', anonymousId:'own', " + list + "}"))
                .isEqualTo("{Anonymous ID=\"own\", Email=\"x@example.com\", IDFA=\"xi\","
                        + " Android Advertising ID=\"xd\", GA Client ID=\"xg\"}");
    }

    @Test
    void all_and_context_win_over_identifiers() {
        assertThat(
                        values(
                                "{ $identifiers: standard, $all: { titleCase: $.properties } }",
                                "{type:'track', event:'A', userId:'u', traits:{email:'t'}, properties:{email:'p', anonymousID:'q'}}"))
                .hasToString("{Email=\"p\", Anonymous Id=\"q\"}");
    }

    private static String identifiers(String event) {
        return values("{ $identifiers: standard }", event).toString();
    }

    @Test
    void the_order_key_is_the_same_for_rows_that_sfmc_takes_for_one() {
        assertThat(key("'ABC'")).isEqualTo("dataextension/test|contact key=u|id=abc");
        assertThat(key("'abc  '")).isEqualTo(key("'ABC'"));
        assertThat(key("7")).isEqualTo(key("7.0")).isEqualTo(key("'7'"));
        assertThat(wanted(Sample.upsert("keys: { ID: $.properties.id, contact key: $.userId }"), track("'abc'"))
                        .key())
                .isEqualTo(key("'ABC'"));
    }

    @Test
    void two_rows_never_have_one_order_key_by_accident() {
        assertThat(key("'a|b=c'")).isEqualTo("dataextension/test|contact key=u|id=a%7cb%3dc");
        assertThat(key("'a%7cb'")).isNotEqualTo(key("'a|b'"));
        assertThat(key("'\\u0000'")).endsWith("=%00");
        var one = key("'" + "x".repeat(5_000) + "1'");
        assertThat(one).hasSizeLessThan(500).isNotEqualTo(key("'" + "x".repeat(5_000) + "2'"));
    }

    private static String track(String id) {
        return "{type:'track', event:'A', userId:'U', properties:{id:" + id + "}}";
    }

    private static String key(String id) {
        return wanted(Sample.upsert("keys: { Contact Key: $.userId, Id: $.properties.id }"), track(id))
                .key();
    }
}
