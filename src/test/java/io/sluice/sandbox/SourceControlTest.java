package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceControlTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0");
    private static final String SOURCE = "/sandbox/source";
    private static final String WELCOME = SOURCE + "/journeys/3cdc7a0f-0000-43c0-b893-e1544d8e341a";

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
    void the_truth_is_what_the_apis_show() {
        var truth = SANDBOX.look(SOURCE);

        assertThat(truth.fieldNames()).toIterable().containsExactly("campaigns", "assets", "lists", "journeys");
        assertThat(truth.get("campaigns"))
                .containsExactlyInAnyOrderElementsOf(
                        caller.get("/hub/v1/campaigns").json().get("items"));
        assertThat(truth.get("journeys"))
                .containsExactlyInAnyOrderElementsOf(
                        caller.get("/interaction/v1/interactions").json().get("items"));
        assertThat(truth.get("assets"))
                .hasSize(5)
                .containsAll(caller.get("/hub/v1/campaigns/4711/assets").json().get("entities"));
        assertThat(truth.get("lists").get(1).get("ModifiedDate").asText()).isEqualTo("2026-02-01T10:00:00.01");
        assertThat(truth.get("lists")).isEqualTo(SANDBOX.look(SOURCE + "/lists"));
    }

    @ParameterizedTest
    @CsvSource({"campaigns/4713,name,modifiedDate", "lists/1001,ListName,ModifiedDate"})
    void a_change_moves_the_date_unless_it_is_to_be_kept(String path, String name, String modified) {
        var before = SANDBOX.look(SOURCE + "/" + path);

        SANDBOX.change(SOURCE + "/" + path + "?modified=keep", "{\"" + name + "\":\"first\"}");
        var kept = SANDBOX.look(SOURCE + "/" + path);
        assertThat(kept.get(name).asText()).isEqualTo("first");
        assertThat(kept.get(modified)).isEqualTo(before.get(modified));

        SANDBOX.change(SOURCE + "/" + path, "{\"" + name + "\":\"second\"}");
        var moved = SANDBOX.look(SOURCE + "/" + path);
        assertThat(moved.get(modified).asText())
                .isGreaterThan(before.get(modified).asText());

        SANDBOX.change(SOURCE + "/" + path, "{\"" + modified + "\":\"2026-03-03T03:03:03\"}");
        assertThat(SANDBOX.look(SOURCE + "/" + path).get(modified).asText()).isEqualTo("2026-03-03T03:03:03");
    }

    @Test
    void objects_are_merged_null_is_a_value_and_fields_can_be_removed() {
        SANDBOX.change(
                WELCOME + "?modified=keep&remove=defaults,exits", "{\"stats\":{\"metGoal\":40},\"channel\":null}");

        var journey = SANDBOX.look(WELCOME);
        assertThat(journey.at("/stats/metGoal").asInt()).isEqualTo(40);
        assertThat(journey.at("/stats/currentPopulation").asInt()).isEqualTo(12);
        assertThat(journey.get("channel").isNull()).isTrue();
        assertThat(journey.has("defaults")).isFalse();
        assertThat(journey.get("modifiedDate").asText()).isEqualTo("2026-01-14T11:32:52.54");
    }

    @Test
    void what_a_new_row_leaves_out_is_made_up() {
        var campaign = SANDBOX.tell(SOURCE + "/campaigns", "{\"name\":\"New\",\"owner\":\"someone\"}");
        SANDBOX.tell(SOURCE + "/assets", "[{\"campaignId\":4715},{\"campaignId\":4715,\"objectID\":\"G1\"}]");
        var list = SANDBOX.tell(SOURCE + "/lists", "{\"ListName\":\"New\",\"ModifiedDate\":null}");
        var journey = SANDBOX.tell(SOURCE + "/journeys", "{\"name\":\"New\"}");

        assertThat(campaign.get("id").textValue()).isEqualTo("4715");
        assertThat(caller.get("/hub/v1/campaigns").json().at("/items/0")).isEqualTo(campaign);
        var assets = caller.get("/hub/v1/campaigns/4715/assets").json().get("entities");
        assertThat(assets).hasSize(2);
        assertThat(assets.get(0).get("objectID").asText()).isEqualTo("G1");
        assertThat(assets.get(0).has("itemID")).isFalse();
        assertThat(list.get("ID").asInt()).isEqualTo(1123);
        assertThat(list.get("ModifiedDate").isNull()).isTrue();
        assertThat(journey.get("id")).isEqualTo(journey.get("definitionId"));
    }

    @Test
    void a_removed_row_is_gone_and_with_a_campaign_its_assets() {
        SANDBOX.remove(SOURCE + "/assets/4712-23");
        SANDBOX.remove(SOURCE + "/assets/24");
        SANDBOX.remove(SOURCE + "/campaigns/4711");
        SANDBOX.remove(SOURCE + "/lists/1001");
        SANDBOX.remove(WELCOME);

        var truth = SANDBOX.look(SOURCE);
        assertThat(truth.get("campaigns")).hasSize(3);
        assertThat(truth.get("assets")).isEmpty();
        assertThat(truth.get("lists")).hasSize(3);
        assertThat(truth.get("journeys")).hasSize(1);
        assertThat(caller.get("/hub/v1/campaigns/4711/assets").status()).isEqualTo(404);
        SANDBOX.reset();
        assertThat(SANDBOX.look(SOURCE).get("assets")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|campaigns|{\"id\":\"4711\"}|already",
                "POST|campaigns|{\"id\":\"C1\"}|no number",
                "POST|assets|{\"campaignId\":9}|campaign",
                "POST|lists|{\"ModifiedDate\":\"2026-01-01T00:00:00Z\"}|ModifiedDate",
                "POST|pages|{}|campaigns, assets, lists, journeys",
                "PATCH|campaigns/4711|{\"id\":\"4712\"}|id",
                "PATCH|campaigns/99|{}|no such row",
                "PATCH|campaigns/4711|[]|JSON object",
                "POST|settings|{\"count\":\"some\"}|some",
                "POST|generate|{\"seed\":1,\"goals\":1}|journeys",
                "POST|mutate|{\"seed\":1,\"changes\":1,\"collections\":[\"pages\"]}|pages"
            })
    void what_is_not_right_is_told(String method, String path, String body, String problem) {
        assertThatThrownBy(() -> {
                    if (method.equals("POST")) {
                        SANDBOX.tell(SOURCE + "/" + path, body);
                    } else {
                        SANDBOX.change(SOURCE + "/" + path, body);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?s).*: 40[04] .*")
                .hasMessageContaining(problem);
    }

    @Test
    void the_same_seed_makes_the_same_rows_and_another_one_others() {
        var size = "\"campaigns\":40,\"assets\":7,\"lists\":300,\"journeys\":30,\"goals\":40}";

        var counts = SANDBOX.tell(SOURCE + "/generate", "{\"seed\":1," + size);
        var first = SANDBOX.look(SOURCE);
        SANDBOX.tell(SOURCE + "/generate", "{\"seed\":2," + size);
        var other = SANDBOX.look(SOURCE);
        SANDBOX.tell(SOURCE + "/generate", "{\"seed\":1," + size);

        assertThat(SANDBOX.look(SOURCE)).isEqualTo(first).isNotEqualTo(other);
        assertThat(counts.get("assets").asInt()).isEqualTo(280);
        assertThat(first.get("lists")).hasSize(300);
        assertThat(first.get("journeys")).hasSize(30);
        assertThat(SANDBOX.look("/sandbox/stats").at("/source/lists").asInt()).isEqualTo(300);
        assertThat(first.get("lists"))
                .anySatisfy(
                        list -> assertThat(list.get("ModifiedDate").isNull()).isTrue())
                .anySatisfy(list -> assertThat(list.get("Description").isNull()).isTrue())
                .anySatisfy(list -> assertThat(list.get("ListName").asText()).matches("(?s).*[^\\x00-\\x7F].*"));
        assertThat(new HashSet<>(first.get("assets").findValuesAsText("id"))).hasSizeLessThan(280);
    }

    @Test
    void a_sandbox_can_begin_with_rows_that_are_made_up() {
        try (var sandbox =
                SandboxProcess.start("--source-size", "campaigns=3,assets=2,lists=5", "--source-seed", "9")) {
            var truth = sandbox.look(SOURCE);
            assertThat(truth.get("assets")).hasSize(6);
            assertThat(truth.get("lists")).hasSize(5);
            assertThat(truth.get("journeys")).isEmpty();

            sandbox.remove(SOURCE + "/lists/1001");
            sandbox.reset();
            assertThat(sandbox.look(SOURCE)).isEqualTo(truth);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changes_at_random_are_told_and_the_same_for_the_same_seed(long seed) {
        var size = "{\"seed\":4,\"campaigns\":20,\"assets\":3,\"lists\":50,\"journeys\":15,\"goals\":10}";
        var changes = "{\"seed\":" + seed + ",\"changes\":200}";
        SANDBOX.tell(SOURCE + "/generate", size);
        var before = SANDBOX.look(SOURCE);

        var told = SANDBOX.tell(SOURCE + "/mutate", changes);
        var after = SANDBOX.look(SOURCE);

        assertThat(told).hasSize(200);
        assertThat(told.findValuesAsText("change"))
                .contains("added", "removed", "renamed", "statistics", "goal added", "goals removed", "undated");
        for (var collection : List.of("campaigns", "assets", "lists", "journeys")) {
            assertThat(after.get(collection)).as(collection).isNotEqualTo(before.get(collection));
        }
        assertThat(ids(after.get("assets"), "campaignId")).isSubsetOf(ids(after.get("campaigns"), "id"));
        SANDBOX.tell(SOURCE + "/generate", size);
        assertThat(SANDBOX.tell(SOURCE + "/mutate", changes)).isEqualTo(told);
    }

    @Test
    void changes_can_be_kept_to_some_collections() {
        var told = SANDBOX.tell(SOURCE + "/mutate", "{\"seed\":1,\"changes\":50,\"collections\":[\"lists\"]}");

        assertThat(new HashSet<>(told.findValuesAsText("collection"))).containsExactly("lists");
    }

    private static List<String> ids(JsonNode rows, String field) {
        var ids = new ArrayList<String>();
        rows.forEach(row -> ids.add(row.get(field).asText()));
        return ids;
    }
}
