package io.sluice.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcesTest {
    @Test
    void finds_the_source_by_any_of_its_keys() {
        var sources = Configured.sources(
                Map.of("sluice.sources.web.write-key", "old,new", "sluice.sources.shop.write-key", "other"));

        assertThat(sources.withKey(WriteKey.of("old")).orElseThrow().name()).isEqualTo("web");
        assertThat(sources.withKey(WriteKey.of("new")).orElseThrow().name()).isEqualTo("web");
        assertThat(sources.withKey(WriteKey.of("other")).orElseThrow().name()).isEqualTo("shop");
        assertThat(sources.withKey(WriteKey.of("Old"))).isEmpty();
        assertThat(sources.withKey(WriteKey.of(""))).isEmpty();
        assertThat(sources.problems()).isEmpty();
    }

    @Test
    void reads_the_key_from_Basic_authentication() {
        assertThat(isKey(basic("key:"))).isTrue();
        assertThat(isKey(basic("key:a:password"))).isTrue();
        assertThat(isKey(basic("key"))).isTrue();
        assertThat(isKey("bASIC   " + basic("key:").substring(6))).isTrue();
        assertThat(isKey(basic("Key:"))).isFalse();
        assertThat(isKey("Basic %%%")).isFalse();
        assertThat(WriteKey.fromBasic(null)).isEmpty();
        assertThat(WriteKey.fromBasic("Bearer key")).isEmpty();
    }

    @Test
    void lists_all_that_is_wrong_without_telling_secrets() {
        var sources = Configured.sources(Map.of(
                "sluice.sources.a.write-key", "secret-key,c:d",
                "sluice.sources.b.write-key", "secret-key",
                "sluice.sources.c.allow-unverified-batches", "true",
                "sluice.sources.d.signing-secret", "secret-hmac",
                "sluice.sources.e.signing-secret", "secret-hmac"));

        assertThat(sources.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.contains("sluice.sources.a.write-key has a key with a colon"))
                .anyMatch(problem ->
                        problem.matches(".*sources\\.[ab]\\.write-key has a key that .*sources\\.[ab]\\.write-key.*"))
                .anyMatch(problem -> problem.startsWith("sluice.sources.c has neither write-key nor signing-secret"))
                .anyMatch(problem ->
                        problem.matches(".*sources\\.[de]\\.signing-secret is the same as .*sources\\.[de]\\..*"))
                .noneMatch(problem -> problem.contains("secret-"));
    }

    @Test
    void says_when_nobody_may_send_and_starts_all_the_same() {
        var sources = Configured.sources(Map.of());

        assertThat(sources.problems()).isEmpty();
        assertThat(sources.summary()).singleElement().asString().startsWith("No source is configured");
    }

    @Test
    void shows_no_secret_when_printed() {
        var source = Source.of(
                "web",
                Configured.config(Map.of(
                                "sluice.sources.web.write-key", "secret-key",
                                "sluice.sources.web.signing-secret", "secret-hmac"))
                        .all()
                        .get("web"));

        assertThat(source.toString()).doesNotContain("secret-key").doesNotContain("secret-hmac");
    }

    private static boolean isKey(String authorization) {
        return WriteKey.fromBasic(authorization).orElseThrow().is(WriteKey.of("key"));
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    }
}
