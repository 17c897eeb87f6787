package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JourneyContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0");
    private static final String JOURNEYS = "/interaction/v1/interactions";
    private static final String WELCOME = "3cdc7a0f-0000-43c0-b893-e1544d8e341a";
    private static final String WIN_BACK = "7b1f2e4d-0000-4c7a-9d55-0f9e8d7c6b5a";

    private final Caller caller = new Caller(SANDBOX);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @Test
    void a_journey_has_goals_statistics_and_defaults_without_asking_for_extras() {
        var page = caller.get(JOURNEYS).json();

        assertThat(page.get("count").asInt()).isEqualTo(2);
        assertThat(page.get("pageSize").asInt()).isEqualTo(50);
        var welcome = item(page, WELCOME);
        assertThat(welcome.get("version").asInt()).isEqualTo(3);
        assertThat(welcome.get("definitionId").asText()).isNotEqualTo(WELCOME);
        assertThat(welcome.get("workflowApiVersion").decimalValue()).isEqualTo(new BigDecimal("1.0"));
        assertThat(welcome.at("/stats/goalPerformance").decimalValue()).isEqualTo(new BigDecimal("9.25"));
        assertThat(welcome.at("/defaults/email")).hasSize(2);
        assertThat(welcome.at("/defaults/properties/analyticsTracking/enabled").asBoolean())
                .isTrue();
        assertThat(welcome.has("activities")).isFalse();
        assertThat(welcome.has("triggers")).isFalse();
    }

    @Test
    void a_goal_has_arguments_configuration_meta_data_and_a_schema() {
        var goal = item(caller.get(JOURNEYS).json(), WELCOME).get("goals").get(0);

        assertThat(goal.get("type").asText()).isEqualTo("ContactEvent");
        assertThat(goal.at("/arguments/startActivityKey").asText()).isEqualTo("{{Context.StartActivityKey}}");
        assertThat(goal.at("/configurationArguments/criteria").asText()).startsWith("<FilterDefinition");
        assertThat(goal.at("/configurationArguments/schemaVersionId").isInt()).isTrue();
        assertThat(goal.at("/metaData/conversionValue").isTextual()).isTrue();
        assertThat(goal.at("/schema/arguments").fieldNames())
                .toIterable()
                .containsExactly(
                        "conditionOutcome",
                        "startActivityKey",
                        "dequeueReason",
                        "lastExecutedActivityKey",
                        "filterResult");
    }

    @Test
    void a_draft_was_never_published_and_has_no_statistics() {
        var draft = item(caller.get(JOURNEYS).json(), WIN_BACK);

        assertThat(draft.get("lastPublishedDate").asText()).isEqualTo("0001-01-01T00:00:00");
        assertThat(draft.get("createdDate").asText()).isEqualTo("2026-06-02T13:05:48.3812345");
        assertThat(draft.get("workflowApiVersion").isInt()).isTrue();
        assertThat(draft.has("stats")).isFalse();
        assertThat(draft.get("goals")).isEmpty();
    }

    @Test
    void of_a_journey_the_published_version_is_shown_and_all_versions_when_asked_for() {
        SANDBOX.tell("/sandbox/source/journeys", """
                [{"id":"%1$s","definitionId":"next","version":4,"status":"Draft","modifiedDate":"2026-07-01T00:00:00"},
                 {"id":"%2$s","definitionId":"second","version":2,"status":"Draft"}]""".formatted(WELCOME, WIN_BACK));

        var shown = caller.get(JOURNEYS).json();
        assertThat(versions(shown)).containsExactlyInAnyOrder(WELCOME + " 3", WIN_BACK + " 2");
        var all = caller.get(JOURNEYS + "?mostRecentVersionOnly=false").json();
        assertThat(versions(all))
                .containsExactlyInAnyOrder(WELCOME + " 3", WELCOME + " 4", WIN_BACK + " 0", WIN_BACK + " 2");
    }

    @ParameterizedTest
    @CsvSource({"Published,1", "draft,1", "Stopped,0", "'',2"})
    void they_can_be_asked_for_by_status(String status, int count) {
        assertThat(caller.get(JOURNEYS + "?status=" + status)
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "ModifiedDate%20DESC," + WIN_BACK,
        "ModifiedDate%20ASC," + WELCOME,
        "Name%20ASC," + WELCOME,
        "Performance%20DESC," + WELCOME
    })
    void they_come_in_the_order_that_is_asked_for(String order, String first) {
        assertThat(caller.get(JOURNEYS + "?$orderBy=" + order)
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=Lost", "extras=everything", "mostRecentVersionOnly=perhaps", "$orderBy=Key"})
    void a_parameter_that_is_not_right_is_refused(String query) {
        assertThat(caller.get(JOURNEYS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void a_page_behind_the_last_has_no_items_at_all() {
        assertThat(caller.get(JOURNEYS + "?$page=2").json().has("items")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'',false,false,false", "stats,false,true,false", "all,true,true,true", "activities,false,false,true"})
    void an_account_can_show_less_where_no_extras_are_asked_for(
            String extras, boolean goals, boolean stats, boolean activities) {
        SANDBOX.tell("/sandbox/source/settings", "{\"withoutExtras\":\"bare\"}");
        SANDBOX.change("/sandbox/source/journeys/" + WELCOME, "{\"activities\":[],\"triggers\":[]}");

        var welcome = item(caller.get(JOURNEYS + "?extras=" + extras).json(), WELCOME);

        assertThat(welcome.has("goals")).isEqualTo(goals);
        assertThat(welcome.has("stats")).isEqualTo(stats);
        assertThat(welcome.has("activities")).isEqualTo(activities);
    }

    @Test
    void one_is_found_by_its_id_or_key_and_version() {
        assertThat(caller.get(JOURNEYS + "/" + WELCOME).json().get("name").asText())
                .isEqualTo("Welcome series");
        assertThat(caller.get(JOURNEYS + "/key:win-back").json().get("id").asText())
                .isEqualTo(WIN_BACK);
        assertThat(caller.get(JOURNEYS + "/" + WELCOME + "?versionNumber=3").status())
                .isEqualTo(200);
        assertThat(caller.get(JOURNEYS + "/" + WELCOME + "?versionNumber=2").status())
                .isEqualTo(404);
        assertThat(caller.get(JOURNEYS + "/key:other").json().get("message").asText())
                .isEqualTo("Interaction matching key not found.");
    }

    @Test
    void what_is_made_up_has_every_shape_that_was_recorded() {
        SANDBOX.tell("/sandbox/source/generate", "{\"seed\":11,\"journeys\":200,\"goals\":300}");
        var fractions = new HashSet<Integer>();
        var schemaVersions = new HashSet<String>();
        var apiVersions = new HashSet<String>();
        int goals = 0;
        int longCriteria = 0;

        for (int page = 1; page <= 4; page++) {
            for (var journey : caller.get(JOURNEYS + "?$page=" + page).json().get("items")) {
                fractions.add(fraction(journey.get("modifiedDate").asText()));
                apiVersions.add(journey.get("workflowApiVersion").toString());
                assertThat(journey.has("stats")
                                && journey.get("status").asText().equals("Draft"))
                        .isFalse();
                for (var goal : journey.get("goals")) {
                    goals++;
                    var configuration = goal.get("configurationArguments");
                    schemaVersions.add(
                            configuration.get("schemaVersionId").getNodeType().name());
                    longCriteria += configuration.get("criteria").asText().length() > 4096 ? 1 : 0;
                }
            }
        }

        assertThat(goals).isEqualTo(300);
        assertThat(longCriteria).isPositive();
        assertThat(fractions).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(schemaVersions).containsExactlyInAnyOrder("NUMBER", "STRING");
        assertThat(apiVersions).containsExactlyInAnyOrder("1", "1.0");
    }

    @Test
    void a_token_without_the_scope_is_forbidden() {
        caller.withScope("campaign_read");

        assertThat(caller.get(JOURNEYS).status()).isEqualTo(403);
        assertThat(caller.get(JOURNEYS + "/" + WELCOME).status()).isEqualTo(403);
    }

    private static int fraction(String time) {
        return time.contains(".") ? time.length() - time.indexOf('.') - 1 : 0;
    }

    private static Set<String> versions(JsonNode page) {
        var versions = new HashSet<String>();
        page.get("items")
                .forEach(journey -> versions.add(journey.get("id").asText() + " "
                        + journey.get("version").asInt()));
        return versions;
    }

    private static JsonNode item(JsonNode page, String id) {
        for (var item : page.get("items")) {
            if (item.get("id").asText().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("There is no " + id + " among " + List.of(page.get("items")));
    }
}
