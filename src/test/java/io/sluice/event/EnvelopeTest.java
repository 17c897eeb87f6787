package io.sluice.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Test
    void knows_gzip_by_its_first_bytes() throws Exception {
        assertThat(Envelope.open(Endpoint.TRACK, gzip(bytes("{\"writeKey\":\"k\"}")))
                        .writeKey())
                .contains("k");
    }

    @Test
    void takes_a_body_of_500_KB_and_no_more() throws Exception {
        assertThat(Envelope.open(Endpoint.BATCH, batchOf(512_000)).hasSeveral()).isTrue();
        assertThat(unreadable(Endpoint.BATCH, batchOf(512_001)).isTooLarge()).isTrue();
        assertThat(unreadable(Endpoint.BATCH, gzip(batchOf(512_001))).isTooLarge())
                .isTrue();
    }

    @Test
    void never_unpacks_more_than_it_takes() throws Exception {
        var bomb = gzip(new byte[200_000_000]);
        var before = allocated();

        assertThat(unreadable(Endpoint.BATCH, bomb).isTooLarge()).isTrue();
        assertThat(allocated() - before).isLessThan(10_000_000);
    }

    @Test
    void takes_2500_events_and_no_more() throws Exception {
        assertThat(Envelope.open(Endpoint.BATCH, bytes(listOf(2_500))).hasSeveral())
                .isTrue();
        assertThat(unreadable(Endpoint.IMPORT, bytes(listOf(2_501))).isTooLarge())
                .isTrue();
    }

    @Test
    void says_what_is_wrong_with_a_body_that_is_not_JSON() {
        assertThat(sentence(Endpoint.TRACK, "{\"userId\":")).isEqualTo("The body is not valid JSON at byte 10.");
        assertThat(sentence(Endpoint.TRACK, "")).isEqualTo("The body is empty. Send a JSON object.");
        assertThat(sentence(Endpoint.TRACK, "[]")).isEqualTo("The body must be a JSON object.");
        assertThat(sentence(Endpoint.TRACK, "{}{}")).startsWith("The body goes on after the end");
        assertThat(sentence(Endpoint.TRACK, "{\"x\":NaN}")).startsWith("The body is not valid JSON");
        assertThat(sentence(Endpoint.WEBHOOK, "[]")).isEqualTo("The list has no event.");
    }

    @Test
    void takes_UTF_8_only() throws Exception {
        var json = "{\"userId\":\"ü\"}";

        assertThat(unreadable(Endpoint.TRACK, json.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageStartingWith("The body is not UTF-8");
        assertThat(unreadable(Endpoint.TRACK, json.getBytes(StandardCharsets.UTF_16BE))
                        .problems())
                .hasSize(1);
        assertThat(unreadable(Endpoint.TRACK, "{}".getBytes(StandardCharsets.UTF_16LE))
                        .problems())
                .hasSize(1);
        assertThat(Envelope.open(Endpoint.TRACK, bytes("\uFEFF" + json)).slices())
                .hasSize(1);
    }

    @Test
    void says_that_packed_bytes_are_damaged() throws Exception {
        var packed = gzip(bytes("{\"userId\":\"u\"}"));

        assertThat(unreadable(Endpoint.TRACK, Arrays.copyOf(packed, packed.length - 9)))
                .hasMessageContaining("damaged or cut off");
    }

    @Test
    void asks_a_batch_for_its_list() {
        assertThat(pointer(Endpoint.BATCH, "{}")).isEqualTo("/batch");
        assertThat(pointer(Endpoint.BATCH, "{\"batch\":[]}")).isEqualTo("/batch");
        assertThat(pointer(Endpoint.IMPORT, "{\"batch\":{\"a\":[1]}}")).isEqualTo("/batch");
        assertThat(pointer(Endpoint.BATCH, "{\"batch\":[1],\"context\":1}")).isEqualTo("/context");
        assertThat(pointer(Endpoint.BATCH, "{\"batch\":[1],\"integrations\":[]}"))
                .isEqualTo("/integrations");
        assertThat(pointer(Endpoint.BATCH, "{\"batch\":[1],\"sentAt\":\"now\"}"))
                .isEqualTo("/sentAt");
        assertThat(pointer(Endpoint.BATCH, "{\"batch\":[1],\"context\":{\"a\":[\"\\u0000\"]}}"))
                .isEqualTo("/context/a/0");
    }

    @Test
    void bounds_what_every_event_of_a_batch_gets_a_copy_of() {
        var context = "{\"batch\":[1],\"context\":{\"x\":\"" + "x".repeat(8 * 1024) + "\"}}";

        assertThat(pointer(Endpoint.BATCH, context)).isEqualTo("/context");
    }

    @Test
    void finds_the_bytes_of_the_first_event_as_they_were_sent() throws Exception {
        assertThat(first("[{\"a\":\"]\\\"ü\"} , {}]")).isEqualTo("{\"a\":\"]\\\"ü\"}");
        assertThat(first(" [ \"x\\n\" ]")).isEqualTo("\"x\\n\"");
        assertThat(first("{\"batch\":[12.50,{}]}")).isEqualTo("12.50");
        assertThat(first("[null]")).isEqualTo("null");
    }

    @Test
    void takes_batch_for_a_property_where_one_event_is_expected() throws Exception {
        assertThat(Envelope.open(Endpoint.TRACK, bytes("{\"batch\":[1,2]}")).hasSeveral())
                .isFalse();
        assertThat(Envelope.open(Endpoint.WEBHOOK, bytes("{\"batch\":[1,2]}")).hasSeveral())
                .isTrue();
    }

    private static String first(String json) throws UnreadableBody {
        return new String(Envelope.open(Endpoint.WEBHOOK, bytes(json)).firstEvent(), UTF_8);
    }

    private static String sentence(Endpoint endpoint, String json) {
        return unreadable(endpoint, bytes(json)).getMessage();
    }

    private static String pointer(Endpoint endpoint, String json) {
        return unreadable(endpoint, bytes(json)).problems().get(0).pointer();
    }

    private static UnreadableBody unreadable(Endpoint endpoint, byte[] body) {
        return catchThrowableOfType(UnreadableBody.class, () -> Envelope.open(endpoint, body));
    }

    private static byte[] batchOf(int size) {
        var start = "{\"batch\":[\"";
        return bytes(start + "x".repeat(size - start.length() - 3) + "\"]}");
    }

    private static String listOf(int events) {
        return "{\"batch\":[1" + ",1".repeat(events - 1) + "]}";
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
