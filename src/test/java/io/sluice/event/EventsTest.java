package io.sluice.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Instant NOW = Instant.parse("2031-01-01T12:00:00Z");

    @Test
    void reads_a_single_event_and_fills_in_its_head() throws Exception {
        var event = one(Endpoint.TRACK, """
                {"userId":"u","event":"A","properties":{"price":1.10,"big":12345678901234567890123},"messageId":"m-1"}""");

        assertThat(event.source()).isEqualTo("web");
        assertThat(event.messageId()).isEqualTo("m-1");
        assertThat(event.type()).isEqualTo(EventType.TRACK);
        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(event.receivedAt()).isEqualTo(NOW);
        assertThat(event.body()).hasToString("""
                {"userId":"u","event":"A","properties":{"price":1.10,"big":12345678901234567890123},"messageId":"m-1",\
                "type":"track","timestamp":"2031-01-01T12:00:00.000Z","receivedAt":"2031-01-01T12:00:00.000Z"}""");
    }

    @Test
    void assigns_a_messageId_where_none_is_given() throws Exception {
        var event = one(Endpoint.TRACK, "{'userId':'u','event':'A','messageId':null}");

        assertThat(event.messageId()).hasSize(36);
        assertThat(event.body().get("messageId").textValue()).isEqualTo(event.messageId());
    }

    @Test
    void keeps_no_write_key() throws Exception {
        assertThat(one(Endpoint.PAGE, "{'userId':'u','writeKey':'secret'}")
                        .body()
                        .has("writeKey"))
                .isFalse();
    }

    @Test
    void counts_an_empty_id_as_absent() throws Exception {
        var event = one(Endpoint.IDENTIFY, "{'userId':'','anonymousId':'a','groupId':null}");

        assertThat(event.body().has("userId")).isFalse();
        assertThat(event.body().has("groupId")).isFalse();
        assertThat(problems(Endpoint.IDENTIFY, "{'userId':''}")).containsExactly("");
    }

    @Test
    void tells_all_problems_of_an_event_at_once() throws Exception {
        var sent = """
                {'userId':42,'event':'','properties':[1],'context':'x','integrations':true,'traits':7,
                 'timestamp':'yesterday','sentAt':1700000000,'messageId':7,'x':{'a/b~c':['\\u0000']}}""";

        assertThat(problems(Endpoint.TRACK, sent))
                .containsExactlyInAnyOrder(
                        "/userId",
                        "/event",
                        "/properties",
                        "/context",
                        "/integrations",
                        "/traits",
                        "/timestamp",
                        "/sentAt",
                        "/messageId",
                        "/x/a~1b~0c/0");
    }

    @Test
    void points_into_the_batch() throws Exception {
        var read = read(Endpoint.BATCH, """
                {'batch':[{'type':'page','userId':'u'},{'type':'page','messageId':'m-2'},5,{'type':'pages','userId':'u'},{}]}""");

        assertThat(read.accepted()).hasSize(1);
        assertThat(read.refused()).extracting(ReadEvents.Refused::index).containsExactly(1, 2, 3, 4);
        assertThat(read.refused().get(0).messageId()).contains("m-2");
        assertThat(read.refused())
                .extracting(refused -> refused.problems().get(0).pointer())
                .containsExactly("/batch/1", "/batch/2", "/batch/3/type", "/batch/4/type");
        assertThat(read.refused().get(2).problems().get(0).message())
                .isEqualTo("This type is not known. Known are: identify, track, page, screen, group, alias.");
    }

    @Test
    void asks_each_type_for_what_it_needs() throws Exception {
        assertThat(problems(Endpoint.IDENTIFY, "{}")).containsExactly("");
        assertThat(problems(Endpoint.SCREEN, "{'userId':null}")).containsExactly("");
        assertThat(problems(Endpoint.TRACK, "{}")).containsExactly("", "/event");
        assertThat(problems(Endpoint.GROUP, "{'userId':'u'}")).containsExactly("/groupId");
        assertThat(problems(Endpoint.ALIAS, "{}")).containsExactly("/userId", "/previousId");
        assertThat(problems(Endpoint.PAGE, "{'anonymousId':'a'}")).isEmpty();
        assertThat(problems(Endpoint.ALIAS, "{'userId':'u','previousId':'p'}")).isEmpty();
    }

    @Test
    void refuses_a_type_that_contradicts_the_path() throws Exception {
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','type':'screen'}")).containsExactly("/type");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','type':'page'}")).isEmpty();
    }

    @Test
    void takes_a_delete_over_the_signed_webhook_only() throws Exception {
        var delete = "{'type':'delete','userId':'u'}";

        assertThat(one(Endpoint.WEBHOOK, delete).type()).isEqualTo(EventType.DELETE);
        assertThat(problems(Endpoint.WEBHOOK, "[" + delete + "]")).containsExactly("/0/type");
        assertThat(problems(Endpoint.WEBHOOK, "{'type':'delete','anonymousId':'a'}"))
                .containsExactly("/userId");
        assertThat(problems(Endpoint.WEBHOOK, "{'type':'delete','userId':' '}")).containsExactly("/userId");
        assertThat(problems(Endpoint.BATCH, "{'batch':[" + delete + "]}")).containsExactly("/batch/0/type");
        assertThat(problems(Endpoint.TRACK, "{'type':'delete','event':'x','userId':'u'}"))
                .containsExactly("/type");
    }

    @Test
    void merges_what_the_batch_says_into_its_events() throws Exception {
        var read = read(Endpoint.BATCH, """
                {'context':{'library':{'name':'java'},'ip':'1'},'integrations':{'All':false},'batch':[
                 {'type':'page','userId':'u','context':{'ip':'2'},'integrations':{'Sfmc':true}},{'type':'page','userId':'u'}]}""");

        var first = read.accepted().get(0).body();
        assertThat(first.get("context")).hasToString("{\"library\":{\"name\":\"java\"},\"ip\":\"2\"}");
        assertThat(first.get("integrations")).hasToString("{\"All\":false,\"Sfmc\":true}");
        assertThat(read.accepted().get(1).body().at("/context/ip").textValue()).isEqualTo("1");
    }

    @Test
    void takes_an_event_of_32_KB_and_no_more() throws Exception {
        assertThat(problems(Endpoint.TRACK, eventOf(32 * 1024))).isEmpty();
        assertThatThrownBy(() -> problems(Endpoint.TRACK, eventOf(32 * 1024 + 1)))
                .isInstanceOfSatisfying(UnreadableBody.class, body -> assertThat(body.isTooLarge())
                        .isTrue())
                .hasMessage("The event has 32769 bytes; at most 32768 are taken.");
    }

    @Test
    void refuses_only_the_large_event_of_a_batch() throws Exception {
        var read = read(Endpoint.BATCH, "{'batch':[%s,{'type':'page','userId':'u'}]}".formatted(eventOf(40_000)));

        assertThat(read.accepted()).hasSize(1);
        assertThat(read.refused().get(0).problems())
                .containsExactly(new Problem("/batch/0", "The event has 40000 bytes; at most 32768 are taken."));
    }

    @Test
    void refuses_what_no_store_or_destination_can_hold() throws Exception {
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':'\\u0000'}")).containsExactly("/x");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':'\\ud83d'}")).containsExactly("/x");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':'\\ud83d\\ude00'}"))
                .isEmpty();
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':{'\\u0000':1}}")).containsExactly("/x");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':1e309}")).containsExactly("/x");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':-1e-2000000000}")).containsExactly("/x");
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':[1e308,-0.0,0e99,1E-300]}"))
                .isEmpty();
        assertThat(problems(Endpoint.PAGE, "{'userId':'u','x':" + "9".repeat(101) + "}"))
                .containsExactly("/x");
    }

    @Test
    void refuses_an_event_that_is_nested_too_deep_and_points_there() throws Exception {
        var deep = "{'userId':'u','x':" + "[".repeat(63) + "1" + "]".repeat(63) + "}";
        var deeper = "{'userId':'u','x':" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(problems(Endpoint.PAGE, deep)).isEmpty();
        assertThat(problems(Endpoint.PAGE, deeper)).containsExactly("/x" + "/0".repeat(63));
    }

    @Test
    void takes_the_last_of_two_members_with_one_name() throws Exception {
        assertThat(one(Endpoint.PAGE, "{'userId':'first','userId':'last'}")
                        .body()
                        .get("userId")
                        .textValue())
                .isEqualTo("last");
        assertThat(read(Endpoint.BATCH, "{'batch':[1,2],'batch':[{'type':'page','userId':'u'}]}")
                        .refused())
                .isEmpty();
    }

    private static String eventOf(int bytes) {
        var start = "{'type':'track','userId':'u','event':'A','x':'";
        return start + "x".repeat(bytes - start.length() - 2) + "'}";
    }

    private static Event one(Endpoint endpoint, String json) throws UnreadableBody {
        var read = read(endpoint, json);
        assertThat(read.refused()).isEmpty();
        return read.accepted().get(0);
    }

    private static List<String> problems(Endpoint endpoint, String json) throws UnreadableBody {
        return read(endpoint, json).refused().stream()
                .flatMap(refused -> refused.problems().stream())
                .map(Problem::pointer)
                .toList();
    }

    private static ReadEvents read(Endpoint endpoint, String json) throws UnreadableBody {
        var envelope = Envelope.open(endpoint, json.replace('\'', '"').getBytes(UTF_8));
        return Events.read(envelope, endpoint, "web", NOW);
    }
}
