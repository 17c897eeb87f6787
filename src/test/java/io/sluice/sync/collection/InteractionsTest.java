package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Row;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InteractionsTest extends SourceCollectionContract {
    @Override
    SourceCollection collection() {
        return new Interactions();
    }

    @Override
    Place id() {
        return new Place("id", "id");
    }

    @Override
    Place name() {
        return new Place("name", "name");
    }

    @Override
    Place time() {
        return new Place("createdDate", "created_date");
    }

    @Override
    FakeSource empty() {
        return new FakeSource().with(Interactions.PATH);
    }

    @Override
    FakeSource repeating() {
        var page = page();
        for (var i = 0; i < 50; i++) {
            items(page).add(journey(new UUID(0, i).toString()));
        }
        return new FakeSource().with(Interactions.PATH, number -> page);
    }

    @Test
    void a_journey_that_was_never_published_has_no_date_and_no_statistics() throws Exception {
        var row = scan(fixture().given()).rows("interactions").get(1);
        assertThat(RecordingScan.value(row, "last_published_date")).isNull();
        assertThat(RecordingScan.value(row, "version")).isEqualTo(0L);
        assertThat(RecordingScan.value(row, "workflow_api_version")).isEqualTo(1.0);
        assertThat(List.of("default_email", "default_enabled", "default_analytics_type", "stats_met_goal"))
                .allMatch(column -> RecordingScan.value(row, column) == null);
        assertThat(row.table().columns())
                .filteredOn(column -> column.name().startsWith("stats_"))
                .hasSize(5)
                .allMatch(column -> RecordingScan.value(row, column.name()) == null && !column.counted());
    }

    @Test
    void statistics_are_read_again_though_the_journey_has_not_changed() throws Exception {
        var before = fixture().given();
        var watermark = scan(before).watermark();
        var since = new Since(watermark, false, STARTED, Optional.empty(), NOTHING);
        var scan = scan(
                fixture().given().changed(journey -> {
                    if (journey.get("stats") instanceof ObjectNode stats) {
                        stats.put("currentPopulation", 15).put("metGoal", 40);
                    }
                    return journey;
                }),
                since);
        var row = scan.rows("interactions").get(0);
        assertThat(RecordingScan.value(row, "stats_current_population")).isEqualTo(15L);
        assertThat(RecordingScan.value(row, "stats_met_goal")).isEqualTo(40L);
        assertThat(RecordingScan.value(row, "modified_date")).isEqualTo(Instant.parse("2026-01-14T17:32:52.540Z"));
        assertThat(scan.watermark()).as("stays").isEmpty();
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void a_goal_that_shows_everything_has_a_value_in_each_of_the_47_columns() throws Exception {
        var goal = scan(fixture().given()).rows("goals").get(0);
        assertThat(Declared.seed("goals"))
                .hasSize(47)
                .allSatisfy(column ->
                        assertThat(RecordingScan.value(goal, column)).as(column).isNotNull());
    }

    @Test
    void a_long_filter_is_kept_whole() throws Exception {
        var criteria = "<FilterDefinition>" + "é".repeat(20_000) + "</FilterDefinition>";
        var source = fixture().given().changed(journey -> {
            journey.path("goals").forEach(goal -> ((ObjectNode) goal)
                    .putObject("configurationArguments")
                    .put("criteria", criteria));
            return journey;
        });
        assertThat(scan(source).rows("goals"))
                .hasSize(2)
                .allMatch(goal -> criteria.equals(RecordingScan.value(goal, "config_arguments_criteria")));
    }

    @Test
    void a_goal_that_shows_little_has_nulls() throws Exception {
        var goal = scan(fixture().given()).rows("goals").get(1);
        assertThat(RecordingScan.value(goal, "config_arguments_schema_version_id"))
                .isEqualTo(252L);
        assertThat(goal.table().columns())
                .filteredOn(
                        column -> column.name()
                                .matches(
                                        "arguments_.*|start_activity_key|schema_args_(dequeue|last|start).*|metadata_conversion.*"))
                .hasSize(4 + 3 * 5 + 2)
                .allMatch(column -> RecordingScan.value(goal, column.name()) == null);
    }

    @Test
    void goals_belong_to_the_journey_and_the_version_that_show_them() throws Exception {
        var goal = scan(fixture().given()).rows("goals").get(0);
        assertThat(RecordingScan.value(goal, "interaction_id")).isEqualTo("3cdc7a0f-0000-43c0-b893-e1544d8e341a");
        assertThat(RecordingScan.value(goal, "interaction_definition_id"))
                .isEqualTo("6e688a09-0000-4846-9d0a-a121f8eaf120");
        assertThat(RecordingScan.value(goal, "interaction_version")).isEqualTo(3L);
    }

    @Test
    void a_goal_that_was_taken_away_is_missing_from_a_scan_that_has_its_journey() throws Exception {
        var scan = scan(fixture().given().changed(journey -> {
            journey.putArray("goals");
            return journey;
        }));
        assertThat(scan.rows("goals")).isEmpty();
        assertThat(scan.rows("interactions")).hasSize(3);
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void goals_without_an_id_have_one_each_that_stays_the_same() throws Exception {
        var journey = journey("j");
        for (var key : List.of("GOAL", "GOAL", "OTHER")) {
            journey.withArray("goals").addObject().put("key", key).put("name", key);
        }
        var page = page();
        items(page).add(journey);
        var ids = goalIds(page);
        assertThat(ids).hasSize(3).doesNotHaveDuplicates().isEqualTo(goalIds(page));
        assertThat(ids).allMatch(id -> UUID.fromString(id.toString()).version() == 5);
        journey.put("definitionId", "another version");
        assertThat(goalIds(page)).hasSize(3).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void a_goal_that_cannot_be_told_apart_is_left_out_and_told() throws Exception {
        var page = page();
        items(page).add(journey("j"));
        ((ObjectNode) items(page).get(0))
                .withArray("goals")
                .add("GOAL")
                .addObject()
                .put("name", "nameless");
        items(page).add(journey("k").put("goals", "none"));
        var scan = scan(new FakeSource().with(Interactions.PATH, page));
        assertThat(scan.shortfalls())
                .containsExactly("goals that are no JSON object with an id or a key were left out: 3");
        assertThat(scan.isComplete())
                .as("or live goals would be taken for deleted")
                .isFalse();
        assertThat(scan.rows("interactions")).hasSize(2);
    }

    @Test
    void a_journey_that_is_shown_as_deleted_is_absent_with_its_goals() throws Exception {
        var scan = scan(fixture().given().changed(journey -> journey.put("status", "Deleted")));
        assertThat(scan.rows()).isEmpty();
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void extras_are_asked_for_when_published_journeys_show_no_statistics_or_no_goals_without() throws Exception {
        for (var field : List.of("stats", "goals")) {
            var lacking = page();
            items(lacking).add(without(journey("j").put("status", "Published"), field));
            var all = page();
            items(all).add(journey("j").put("status", "Published"));
            var source = new FakeSource()
                    .with(Interactions.PATH, lacking)
                    .with(Interactions.PATH + Interactions.EXTRAS, all);
            var scan = scan(source);
            assertThat(RecordingScan.value(scan.rows("interactions").get(0), "stats_met_goal"))
                    .isEqualTo(1L);
            assertThat(source.gets())
                    .containsExactly(
                            Interactions.PATH + "&$page=1&$pageSize=50",
                            Interactions.PATH + "&extras=all&$page=1&$pageSize=50");
        }
    }

    @Test
    void drafts_and_transactional_journeys_need_show_no_statistics() throws Exception {
        var page = page();
        items(page).add(without(journey("j").put("status", "Draft"), "stats"));
        items(page)
                .add(without(journey("k").put("status", "Published").put("definitionType", "Transactional"), "stats"));
        var source = new FakeSource().with(Interactions.PATH, page);
        assertThat(scan(source).rows("interactions")).hasSize(2);
        assertThat(source.calls()).isOne();
    }

    @Test
    void a_journey_that_a_deletion_in_the_middle_hides_is_found_because_it_was_there_before() throws Exception {
        var ids = IntStream.rangeClosed(1, 120).mapToObj(Integer::toString).toList();
        var after = new ArrayList<>(ids);
        after.remove(59);
        // The 60th goes when its page was read: the 101st moves to that page.
        var source = new FakeSource()
                .with(Interactions.PATH, journeys(after, 1), journeys(after, 2), journeys(after, 3))
                .first(Interactions.PATH, 2, journeys(ids, 2));
        var since = new Since(Optional.empty(), true, STARTED, Optional.empty(), before -> Set.copyOf(ids));

        var scan = scan(source, since);

        assertThat(scan.rows("interactions"))
                .extracting(journey -> RecordingScan.value(journey, "id"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(scan.isComplete()).isTrue();
    }

    private static ObjectNode journeys(List<String> ids, int number) {
        var page = page();
        var from = (number - 1) * Pages.SIZE;
        ids.subList(from, Math.min(ids.size(), from + Pages.SIZE))
                .forEach(id -> items(page).add(journey(id)));
        return page;
    }

    private List<Object> goalIds(ObjectNode page) throws Exception {
        var goals = scan(new FakeSource().with(Interactions.PATH, page)).rows("goals");
        return goals.stream().map((Row goal) -> RecordingScan.value(goal, "id")).toList();
    }

    private static ObjectNode page() {
        var page = JsonNodeFactory.instance.objectNode();
        page.put("count", 1).put("page", 1).put("pageSize", 50).putArray("items");
        return page;
    }

    private static ArrayNode items(ObjectNode page) {
        return page.withArray("items");
    }

    private static ObjectNode journey(String id) {
        var journey = JsonNodeFactory.instance.objectNode();
        journey.put("id", id).put("definitionId", id).put("version", 1).put("status", "Published");
        journey.putObject("stats").put("metGoal", 1);
        journey.putArray("goals");
        return journey;
    }

    private static ObjectNode without(ObjectNode journey, String field) {
        journey.remove(field);
        return journey;
    }
}
