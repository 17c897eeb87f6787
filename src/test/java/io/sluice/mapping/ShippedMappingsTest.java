package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The mappings in routes/. What they make of events is in routes/tests/. */
class ShippedMappingsTest {
    private static final Mappings SHIPPED = new Mappings(Path.of("routes"), FakeAction.ALL);

    @Test
    void they_have_no_mistakes() {
        assertThat(SHIPPED.mistakes()).isEmpty();
        assertThat(SHIPPED.flows()).extracting("lane").contains("contacts", "conversions", "deletion", "journeys");
    }

    @Test
    void each_file_begins_with_a_sentence_that_says_what_it_does() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("routes"), "*.mapping.yaml")) {
            for (var file : files) {
                assertThat(Files.readAllLines(file).get(0)).as(file.toString()).matches("# [A-Z].*\\.");
            }
        }
    }

    @Test
    void a_journey_starts_in_time_after_the_contact_and_once() {
        var event = Sample.event(
                "{ type: 'track', event: 'Cart Abandoned', userId: 'mem-31'," + " timestamp: '2024-05-30T11:59:00Z' }");
        var cart = SHIPPED.explain(event).stream()
                .map(Explanation::mapped)
                .filter(Mapped.Wanted.class::isInstance)
                .map(Mapped.Wanted.class::cast)
                .toList();
        assertThat(cart).singleElement().satisfies(wanted -> {
            assertThat(wanted.mapping()).isEqualTo("abandoned-cart");
            assertThat(wanted.expiresAt()).contains(Instant.parse("2024-05-30T12:59:00Z"));
            assertThat(wanted.after()).containsExactly("contacts");
            assertThat(wanted.afterWait()).isEqualTo(Duration.ofMinutes(1));
            assertThat(wanted.onUnknown()).isEqualTo(OnUnknown.REFUSE);
        });
    }
}
