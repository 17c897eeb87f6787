package io.sluice.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever is sent: nothing is thrown but UnreadableBody, and every event is accepted or has problems. */
class AnyBytesTest {
    private static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());
    private static final int BODIES = 20_000;
    private static final List<String> ATOMS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.50",
            "1e308",
            "1e400",
            "1e99999999999",
            "123456789012345678901234567890",
            "\"\"",
            "\"u\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\u00fc\ud83d\ude00\"",
            "\"2024-01-01T00:00:00Z\"",
            "{}",
            "[]",
            "[[1],{\"a\":{}}]",
            "NaN",
            "'x'",
            "\"\\x\"",
            "\"identify\"",
            "\"track\"",
            "\"group\"",
            "\"alias\"",
            "\"delete\"");
    private static final List<String> NAMES = List.of(
            "type",
            "userId",
            "anonymousId",
            "previousId",
            "groupId",
            "event",
            "messageId",
            "traits",
            "properties",
            "context",
            "integrations",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "receivedAt",
            "writeKey",
            "batch",
            "x");

    private final Random random = new Random(SEED);
    private int accepted;
    private int refused;
    private int unreadable;

    @Test
    void every_event_is_accepted_or_has_problems() throws IOException {
        System.out.println("sluice.test.seed=" + SEED);
        for (var i = 0; i < BODIES; i++) {
            take(pick(List.of(Endpoint.values())), body());
        }
        assertThat(accepted).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
        assertThat(unreadable).isGreaterThan(100);
    }

    private void take(Endpoint endpoint, byte[] body) throws IOException {
        try {
            var envelope = Envelope.open(endpoint, body);
            var read = Events.read(envelope, endpoint, "web", Instant.EPOCH);
            assertThat(read.accepted().size() + read.refused().size())
                    .isEqualTo(envelope.slices().size())
                    .isBetween(1, Limits.BATCH_EVENTS);
            read.accepted().forEach(this::isWhole);
            read.refused().forEach(event -> assertThat(event.problems()).hasSizeBetween(1, Limits.PROBLEMS));
            accepted += read.accepted().size();
            refused += read.refused().size();
        } catch (UnreadableBody expected) {
            assertThat(expected.problems()).isNotEmpty();
            unreadable++;
        }
    }

    private void isWhole(Event event) {
        try {
            var body = new ObjectMapper().writeValueAsBytes(event.body());
            assertThat(body.length).isLessThan(2 * Limits.EVENT_BYTES);
            var again = (ObjectNode) Json.MAPPER.readTree(body);
            assertThat(again).isEqualTo(event.body());
            assertThat(again.get("messageId").textValue())
                    .isEqualTo(event.messageId())
                    .hasSizeBetween(1, 100);
            assertThat(again.get("type").textValue()).isEqualTo(event.type().word());
            assertThat(Instant.parse(again.get("timestamp").textValue())).isEqualTo(event.timestamp());
            assertThat(again.has("writeKey")).isFalse();
            assertThat(new String(body, UTF_8)).doesNotContain("\\u0000");
        } catch (IOException cannotBeWritten) {
            throw new AssertionError(cannotBeWritten);
        }
    }

    private byte[] body() throws IOException {
        var json = random.nextInt(4) == 0 ? value(0) : likely();
        var bytes = json.getBytes(UTF_8);
        if (random.nextInt(4) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            bytes = gzip(bytes);
        }
        return random.nextInt(20) == 0 ? noise() : bytes;
    }

    private String likely() {
        var event = "{\"type\":\"%s\",\"userId\":\"u\",\"event\":\"A\",%s}"
                .formatted(pick(List.of("track", "page", "identify", "delete")), member(2));
        return switch (random.nextInt(3)) {
            case 0 -> event;
            case 1 -> "[" + event + "," + value(1) + "]";
            default -> "{\"batch\":[" + event + "," + value(1) + "]," + member(2) + "}";
        };
    }

    private String value(int depth) {
        if (depth > 3 || random.nextInt(3) == 0) {
            return pick(ATOMS);
        }
        if (random.nextInt(4) == 0) {
            return "[" + value(depth + 1) + "," + value(depth + 1) + "]";
        }
        return "{" + member(depth) + "," + member(depth) + "," + member(depth) + "}";
    }

    private String member(int depth) {
        return "\"" + pick(NAMES) + "\":" + value(depth + 1);
    }

    private byte[] noise() {
        var bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
