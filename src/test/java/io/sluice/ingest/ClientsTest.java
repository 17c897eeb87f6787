package io.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.sluice.NodeProgram;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients that exist, unmodified: each sends one event of each type, and all of it has to arrive. */
@QuarkusTest
@TestProfile(WithFakeInbox.class)
class ClientsTest {
    private static final EventType[] ALL_TYPES = {
        EventType.IDENTIFY, EventType.TRACK, EventType.PAGE, EventType.SCREEN, EventType.GROUP, EventType.ALIAS
    };

    @Inject
    FakeInbox inbox;

    @BeforeEach
    void empty() {
        inbox.clear();
    }

    @Test
    void takes_what_the_Segment_client_for_Java_sends() {
        var analytics = Analytics.builder(WithFakeInbox.KEY).endpoint(host()).build();
        var user = "java-user";
        analytics.enqueue(
                IdentifyMessage.builder().userId(user).traits(Map.of("email", "java@example.com", "age", 42)));
        analytics.enqueue(TrackMessage.builder("Order Completed")
                .userId(user)
                .properties(Map.of("price", 19.99, "products", List.of(Map.of("sku", "a")))));
        analytics.enqueue(PageMessage.builder("Home").userId(user).properties(Map.of("path", "/")));
        analytics.enqueue(ScreenMessage.builder("Welcome").userId(user));
        analytics.enqueue(GroupMessage.builder("group-1").userId(user).traits(Map.of("name", "ACME")));
        analytics.enqueue(AliasMessage.builder("anonymous-1").userId(user));
        analytics.flush();

        await().atMost(Duration.ofSeconds(20)).until(() -> inbox.events().size() == ALL_TYPES.length);
        analytics.shutdown();
        allHasArrived(user, "java@example.com");
        assertThat(inbox.events())
                .allMatch(event ->
                        event.body().at("/context/library/name").textValue().equals("analytics-java"));
    }

    @Test
    void takes_what_the_Segment_client_for_Node_sends() throws Exception {
        NodeProgram.run("segment-analytics-node.js", environment());

        allHasArrived("node-user", "node@example.com");
        assertThat(inbox.events())
                .allMatch(event ->
                        event.body().at("/context/library/name").textValue().equals("@segment/analytics-node"));
    }

    @Test
    void takes_what_the_RudderStack_client_for_Node_sends() throws Exception {
        NodeProgram.run("rudder-sdk-node.js", environment());

        allHasArrived("rudder-user", "rudder@example.com");
        assertThat(inbox.events())
                .allMatch(event -> event.body().get("channel").textValue().equals("server"));
    }

    private void allHasArrived(String user, String email) {
        var events = inbox.events();
        assertThat(events).extracting(Event::type).containsExactly(ALL_TYPES);
        assertThat(events).extracting(Event::source).containsOnly("web");
        assertThat(events)
                .extracting(event -> event.body().get("userId").textValue())
                .containsOnly(user);
        assertThat(events).extracting(Event::messageId).doesNotHaveDuplicates();
        assertThat(events).allSatisfy(event -> assertThat(event.timestamp())
                .isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES)));
        assertThat(text(events, 0, "/traits/email")).isEqualTo(email);
        assertThat(text(events, 0, "/traits/age")).isEqualTo("42");
        assertThat(text(events, 1, "/event")).isEqualTo("Order Completed");
        assertThat(text(events, 1, "/properties/price")).isEqualTo("19.99");
        assertThat(text(events, 1, "/properties/products/0/sku")).isEqualTo("a");
        assertThat(text(events, 2, "/name")).isEqualTo("Home");
        assertThat(text(events, 2, "/properties/path")).isEqualTo("/");
        assertThat(text(events, 3, "/name")).isEqualTo("Welcome");
        assertThat(text(events, 4, "/groupId")).isEqualTo("group-1");
        assertThat(text(events, 4, "/traits/name")).isEqualTo("ACME");
        assertThat(text(events, 5, "/previousId")).isEqualTo("anonymous-1");
    }

    private static String text(List<Event> events, int index, String pointer) {
        return events.get(index).body().at(pointer).asText();
    }

    private static Map<String, String> environment() {
        return Map.of("WRITE_KEY", WithFakeInbox.KEY, "HOST", host());
    }

    private static String host() {
        return "http://localhost:" + RestAssured.port;
    }
}
