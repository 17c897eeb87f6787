package io.sluice.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ShippedActions;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Finding;
import io.sluice.delivery.Request;
import io.sluice.mapping.ConnectCheck;
import io.sluice.mapping.Mappings;
import io.sluice.mapping.TargetUse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped mappings make of an event, as the command prints it. */
class ExplainCommandTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private List<ConnectCheck> destinations = List.of();

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setOut(console);
    }

    @Test
    void shows_the_request_of_a_configured_event() throws Exception {
        assertThat(explain(
                        "{\"type\":\"track\",\"messageId\":\"m-1\",\"userId\":\"ann\",\"event\":\"User Registered\"}"))
                .isZero();
        assertThat(printed.toString(UTF_8)).contains("""
                event track m-1
                """).contains("""
                  conversions/conversions: wanted, to main/dataExtension/user-registered
                    POST /hub/v1/dataevents/key:user-registered/rowset
                    [ {
                      "keys" : {
                        "Uuid" : "m-1"
                      },
                      "values" : {
                        "Contact Key" : "ann"
                      }
                    } ]
                """);
    }

    @Test
    void shows_the_record_that_would_be_created_since_nobody_is_asked_what_is_there() throws Exception {
        assertThat(explain("{\"type\":\"identify\",\"messageId\":\"m-1\",\"userId\":\"ann\","
                        + "\"traits\":{\"email\":\"ann@example.com\",\"name\":\"Ann Ashe\",\"plan\":\"gold\"},"
                        + "\"integrations\":{\"Salesforce\":true}}"))
                .isZero();
        assertThat(printed.toString(UTF_8))
                .contains("""
                  leads/leads: wanted, to main/object/Lead
                    looked up by Email, and updated if it is there; as a new record:
                    POST /composite/sobjects
                """)
                .contains("\"plan__c\" : \"gold\"")
                .contains("\"Company\" : \"n/a\"");
    }

    /** An account that is not on. */
    private static final class Elsewhere implements ConnectCheck {
        @Override
        public List<Finding> findings(Collection<TargetUse> uses) {
            return List.of();
        }

        @Override
        public boolean asks(String destination, String account) {
            return false;
        }

        @Override
        public Answer ask(String account, Request question) {
            throw new IllegalStateException("It is not to be asked.");
        }
    }

    @Test
    void says_when_an_account_cannot_be_asked_and_shows_what_is_known_without_it() throws Exception {
        destinations = List.of(new Elsewhere());
        assertThat(explain(
                        "{\"type\":\"track\",\"messageId\":\"m-1\",\"userId\":\"ann\",\"event\":\"User Registered\"}"))
                .isZero();
        assertThat(printed.toString(UTF_8)).contains("""
                    not asked: its account is not on; without that:
                    POST /hub/v1/dataevents/key:user-registered/rowset
                """);
    }

    @Test
    void shows_that_an_event_is_not_configured_and_which_condition_failed() throws Exception {
        assertThat(explain("{\"type\":\"track\",\"userId\":\"ann\",\"event\":\"order completed\"}"))
                .isZero();
        assertThat(printed.toString(UTF_8))
                .contains(
                        "  conversions/conversions: filtered, event_not_configured: 'events:' has no line for this event")
                .contains("  contacts/contacts: filtered, not_wanted: type is not \"identify\"");
    }

    @Test
    void shows_what_the_front_door_would_not_take() throws Exception {
        assertThat(explain("{\"type\":\"track\",\"userId\":\"ann\"}")).isEqualTo(1);
        assertThat(printed.toString(UTF_8)).startsWith("not accepted: /event The track needs the name");
    }

    private int explain(String event) throws Exception {
        var mappings = new Mappings(Path.of("routes"), ShippedActions.ALL);
        var batches = new Batches(ShippedActions.ALL, Clock.systemUTC());
        var command = new ExplainCommand(mappings, batches, new Rehearsal(batches, destinations), new ObjectMapper());
        command.connect = !destinations.isEmpty();
        command.file = Files.writeString(directory.resolve("event.json"), event).toString();
        return command.call();
    }
}
