package io.sluice.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2031-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String PAGE = "{\"type\":\"page\",\"userId\":\"u\"}";
    private static final String LIST = "[" + PAGE + ",{\"type\":\"identify\",\"userId\":\"u\"}]";
    private static final String DELETE = "{\"type\":\"delete\",\"userId\":\"u\"}";
    private static final String OF_ONE = "secret of one";
    private static final String OF_SEVERAL = "secret of several";

    private final FakeInbox inbox = new FakeInbox();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Ingest ingest = new Ingest(
            Configured.sources(Map.of(
                    "sluice.sources.web.write-key", "web-key",
                    "sluice.sources.one.write-key", "one-key",
                    "sluice.sources.one.signing-secret", OF_ONE,
                    "sluice.sources.several.signing-secret", OF_SEVERAL,
                    "sluice.sources.several.allow-unverified-batches", "true")),
            inbox,
            new IngestMetrics(meters),
            CLOCK,
            Duration.ofSeconds(5));

    /** The digest was made with {@code openssl dgst -sha1 -hmac}. */
    @Test
    void takes_the_hex_HMAC_SHA1_of_the_body() {
        var body = "{\"type\":\"page\",\"userId\":\"u\"}";

        assertThat(new SigningSecret("key").signed(body.getBytes(UTF_8), "250eb35159b3ab75bf6ebf295b16a4e054c4a077"))
                .isTrue();
        assertThat(new SigningSecret("kez").signed(body.getBytes(UTF_8), "250eb35159b3ab75bf6ebf295b16a4e054c4a077"))
                .isFalse();
    }

    @Test
    void finds_the_source_whose_secret_signed_the_body() throws Exception {
        assertThat(send(null, sign(OF_ONE, PAGE), PAGE).status()).isEqualTo(200);
        assertThat(send(null, sign(OF_SEVERAL, PAGE).toUpperCase(), PAGE).status())
                .isEqualTo(200);

        assertThat(inbox.events()).extracting(Event::source).containsExactly("one", "several");
    }

    @Test
    void answers_401_to_what_is_not_signed_or_signed_wrongly() throws Exception {
        assertThat(send(null, null, PAGE).status()).isEqualTo(401);
        assertThat(send(null, "", PAGE).status()).isEqualTo(401);
        assertThat(send(null, "not hex", PAGE).status()).isEqualTo(401);
        assertThat(send(null, sign("other", PAGE), PAGE).status()).isEqualTo(401);
        assertThat(send(null, sign(OF_ONE, PAGE), PAGE + " ").status()).isEqualTo(401);
        assertThat(send(null, sign(OF_ONE, PAGE), PAGE.replace('u', 'v')).status())
                .isEqualTo(401);
        assertThat(send(null, sign(OF_ONE, PAGE).substring(2), PAGE).status()).isEqualTo(401);
        assertThat(send(null, sign("other", LIST), LIST).status()).isEqualTo(401);
    }

    @Test
    void takes_a_write_key_beside_the_signature_only_if_both_are_of_one_source() throws Exception {
        assertThat(send("one-key", sign(OF_ONE, PAGE), PAGE).status()).isEqualTo(200);
        assertThat(send("one-key", null, PAGE).status()).isEqualTo(401);
        assertThat(send("web-key", sign(OF_ONE, PAGE), PAGE).status()).isEqualTo(401);
        assertThat(send("nobody", sign(OF_ONE, PAGE), PAGE).status()).isEqualTo(401);
    }

    @Test
    void refuses_several_events_and_explains_why() throws Exception {
        var batch = "{\"batch\":" + LIST + "}";

        for (var signature : new String[] {sign(OF_ONE, LIST), sign(OF_ONE, PAGE)}) {
            var reply = send(null, signature, LIST);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).contains("Segment signs only the first event", "allow-unverified-batches=true");
        }
        assertThat(send(null, sign(OF_ONE, batch), batch).status()).isEqualTo(400);
        assertThat(inbox.events()).isEmpty();
    }

    @Test
    void takes_several_events_where_the_source_allows_it() throws Exception {
        assertThat(send(null, sign(OF_SEVERAL, PAGE), LIST).status()).isEqualTo(200);
        assertThat(send(null, sign(OF_SEVERAL, LIST), LIST).status()).isEqualTo(200);
        assertThat(send(null, sign(OF_SEVERAL, PAGE), "{\"batch\":" + LIST + "}")
                        .status())
                .isEqualTo(200);
        assertThat(send(null, sign(OF_SEVERAL, "{\"type\":\"identify\",\"userId\":\"u\"}"), LIST)
                        .status())
                .isEqualTo(401);

        assertThat(inbox.events()).hasSize(6);
    }

    @Test
    void takes_a_delete_that_is_signed() throws Exception {
        assertThat(send(null, sign(OF_ONE, DELETE), DELETE).status()).isEqualTo(200);
        assertThat(inbox.events()).extracting(Event::type).containsExactly(EventType.DELETE);
    }

    @Test
    void refuses_a_delete_among_several_events_since_only_the_first_is_signed() throws Exception {
        var list = "[" + PAGE + "," + DELETE + "]";

        var reply = send(null, sign(OF_SEVERAL, PAGE), list);
        assertThat(reply.json()).contains("\"/1/type\"", "A delete is taken alone");
        assertThat(inbox.events()).extracting(Event::type).containsExactly(EventType.PAGE);
    }

    @Test
    void refuses_a_delete_that_is_not_signed() throws Exception {
        assertThat(send("one-key", null, DELETE).status()).isEqualTo(401);
        var reply = ingest.accept(
                        "POST", "/v1/batch", basic("one-key"), null, ("{\"batch\":[" + DELETE + "]}").getBytes(UTF_8))
                .toCompletableFuture()
                .get();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json()).contains("A delete is taken at /v1/webhook only, where it is signed.");
        assertThat(inbox.events()).isEmpty();
    }

    @Test
    void takes_other_paths_from_a_source_with_a_signing_secret_by_write_key_alone() throws Exception {
        var reply = ingest.accept("POST", "/v1/page", basic("one-key"), null, "{\"userId\":\"u\"}".getBytes(UTF_8));

        assertThat(reply.toCompletableFuture().get().status()).isEqualTo(200);
    }

    private Reply send(String key, String signature, String body) throws Exception {
        return ingest.accept("POST", "/v1/webhook", key == null ? null : basic(key), signature, body.getBytes(UTF_8))
                .toCompletableFuture()
                .get();
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    private static String sign(String secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
