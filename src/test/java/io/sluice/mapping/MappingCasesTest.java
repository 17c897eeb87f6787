package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Batches;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.TableAction;
import io.sluice.delivery.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sluice test} says about cases. */
class MappingCasesTest {
    private static final String MAPPING = """
            - name: people
              when: { type: identify }
              do: put
              to: { account: wherever, table: people }
              keys: { Id: $.userId }
              fields: { Plan: $.traits.plan, Since: $.timestamp, Score: { from: $.traits.score, as: number } }
            """;

    @TempDir
    Path routes;

    /** Puts a row as it is. */
    private static final class Put implements TableAction {
        @Override
        public String name() {
            return "put";
        }

        @Override
        public int rowsPerCall() {
            return 1;
        }

        @Override
        public Request request(Target target, List<Row> rows) {
            JsonNode body =
                    JsonNodeFactory.instance.objectNode().setAll(rows.get(0).values());
            return new Request(
                    "PUT",
                    "/" + target.name() + "/" + rows.get(0).keys().get("Id").asText(),
                    body);
        }

        @Override
        public Reading read(List<Row> rows, Answer answer) {
            throw new UnsupportedOperationException("nothing is sent");
        }
    }

    private MappingCases cases(String text) throws IOException {
        Files.writeString(routes.resolve("flow.mapping.yaml"), MAPPING);
        Files.createDirectories(routes.resolve("tests"));
        Files.writeString(routes.resolve("tests/flow.yaml"), text);
        return MappingCases.read(routes.resolve("tests"));
    }

    /** Of the only case. */
    private List<String> differences(String text) throws IOException {
        var cases = cases(text);
        assertThat(cases.mistakes()).isEmpty();
        var actions = List.<Action>of(new Put());
        var mappings = new Mappings(routes, actions);
        assertThat(mappings.mistakes()).isEmpty();
        var results = cases.run(mappings, new Batches(actions, Clock.systemUTC()));
        assertThat(results).hasSize(1);
        assertThat(results.get(0).place()).endsWith("tests/flow.yaml:1:3");
        return results.get(0).differences();
    }

    private List<String> mistakes(String text) throws IOException {
        return cases(text).mistakes().stream()
                .map(mistake -> mistake.toString().replaceFirst("^.*flow\\.yaml:", ""))
                .toList();
    }

    @Test
    void a_case_holds_when_every_request_is_exactly_as_expected() throws IOException {
        assertThat(differences("""
                - name: a user
                  event: { type: identify, userId: u-1, traits: { plan: gold, score: "12.50" } }
                  receivedAt: 2026-03-01T10:00:00Z
                  expect:
                    people:
                      method: PUT
                      path: /people/u-1
                      body: { Score: 12.5, Since: "2026-03-01T10:00:00.000Z", Plan: gold }
                """)).isEmpty();
    }

    @Test
    void what_differs_is_told_by_its_place() throws IOException {
        assertThat(differences("""
                - name: a user
                  event: { type: identify, userId: u-1, traits: { plan: gold } }
                  expect:
                    people: { method: POST, path: /people/u-2, body: { Plan: silver, Since: "2026-01-01T00:00:00.000Z", Tier: 1 } }
                    orders: "filtered: not_wanted"
                """))
                .containsExactly(
                        "people: method: expected POST, is PUT",
                        "people: path: expected /people/u-2, is /people/u-1",
                        "people: body.Plan: expected \"silver\", is \"gold\"",
                        "people: body.Tier: expected 1, is nothing",
                        "orders: there is no such mapping");
    }

    @Test
    void a_mapping_that_nothing_is_expected_of_must_filter_the_event() throws IOException {
        assertThat(differences("""
                - name: a user
                  event: { type: identify, userId: u-1 }
                  expect: {}
                """))
                .containsExactly("people: nothing is expected of it, but it is wanted, to wherever/table/people");
        assertThat(differences("""
                - name: a purchase
                  event: { type: track, event: Bought, userId: u-1 }
                  expect: {}
                """)).isEmpty();
    }

    @Test
    void reasons_are_compared() throws IOException {
        assertThat(differences("""
                - name: nobody
                  event: { type: identify, anonymousId: a-1 }
                  expect: { people: "filtered: not_wanted" }
                """))
                .singleElement()
                .asString()
                .startsWith("people: expected filtered: not_wanted, but it is refused: key_missing (");
        assertThat(differences("""
                - name: nobody
                  event: { type: identify, anonymousId: a-1 }
                  expect: { people: "refused: key_missing" }
                """)).isEmpty();
    }

    @Test
    void an_event_that_would_not_be_accepted_is_told() throws IOException {
        assertThat(differences("""
                - name: nobody at all
                  event: { type: identify }
                  expect: {}
                """)).isNotEmpty().allMatch(text -> text.startsWith("the event is not accepted: "));
    }

    @Test
    void mistakes_have_their_place_and_a_remedy() throws IOException {
        assertThat(mistakes("""
                - name: a user
                  evnt: { type: identify }
                  expect: { people: "filtered: because" }
                - event: []
                  receivedAt: yesterday
                  expect: { people: { method: PUT, pth: /x } }
                """))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("2:3: unknown key 'evnt' in a case; write 'event'"),
                        one -> assertThat(one).startsWith("3:21: 'filtered: because' is no outcome with a reason"),
                        one -> assertThat(one).startsWith("4:3: 'name' is missing in a case"),
                        one -> assertThat(one).startsWith("4:10: an event belongs here"),
                        one -> assertThat(one).startsWith("5:15: a time belongs here"),
                        one -> assertThat(one).startsWith("6:36: unknown key 'pth' in a request"));
    }

    @Test
    void a_folder_that_is_not_there_is_a_mistake() {
        assertThat(MappingCases.read(routes.resolve("none")).mistakes())
                .singleElement()
                .asString()
                .contains("cannot be read", "put a file with cases there");
    }
}
