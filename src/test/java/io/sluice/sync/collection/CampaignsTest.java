package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CampaignsTest extends SourceCollectionContract {
    @Override
    SourceCollection collection() {
        return new Campaigns();
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
        return new FakeSource().with(Campaign.PATH);
    }

    @Override
    FakeSource repeating() {
        return new FakeSource().with(Campaign.PATH, number -> Campaign.page(number, Campaign.many(1, 50)));
    }

    @Test
    void three_pages_are_asked_for_by_number_newest_first_and_the_first_one_again() throws Exception {
        var source = three();
        assertThat(scan(source).rows()).hasSize(120);
        assertThat(source.gets())
                .containsExactly(
                        "/hub/v1/campaigns?$orderBy=ModifiedDate%20DESC&$page=1&$pageSize=50",
                        "/hub/v1/campaigns?$orderBy=ModifiedDate%20DESC&$page=2&$pageSize=50",
                        "/hub/v1/campaigns?$orderBy=ModifiedDate%20DESC&$page=3&$pageSize=50",
                        "/hub/v1/campaigns?$orderBy=ModifiedDate%20DESC&$page=1&$pageSize=50");
    }

    @Test
    void the_watermark_is_the_newest_change_that_was_seen() throws Exception {
        assertThat(scan(fixture().given()).watermark()).contains(Instant.parse("2026-03-01T06:00:01Z"));
    }

    @Test
    void the_watermark_is_never_later_than_the_beginning_of_the_run() throws Exception {
        var source = one(Campaign.of(1, "2026-03-10T12:00:00"), Campaign.of(2, "9999-12-31T00:00:00"));
        assertThat(scan(source).watermark()).contains(STARTED);
    }

    @Test
    void the_watermark_is_never_lowered() throws Exception {
        var before = Instant.parse("2026-02-01T00:00:00Z");
        var since = new Since(Optional.of(before), false, STARTED, Optional.empty(), NOTHING);
        assertThat(scan(one(Campaign.of(1, "2026-01-31T17:59:59")), since).watermark())
                .isEmpty();
        assertThat(scan(one(Campaign.of(1, "2026-01-31T18:00:00")), since).watermark())
                .isEmpty();
        assertThat(scan(one(Campaign.of(1, "2026-01-31T18:00:01")), since).watermark())
                .contains(before.plusSeconds(1));
    }

    @Test
    void campaigns_as_old_as_the_watermark_are_read_again() throws Exception {
        var watermark = Instant.parse("2026-02-01T00:00:00Z");
        var since = new Since(Optional.of(watermark), false, STARTED, Optional.empty(), NOTHING);
        var scan = scan(one(Campaign.of(1, "2026-01-31T18:00:00"), Campaign.of(2, "2026-01-31T18:00:00")), since);
        assertThat(ids(scan)).containsExactly("1", "2");
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void a_campaign_that_moves_to_the_first_page_is_one_row_with_its_newest_value() throws Exception {
        var before = Campaign.many(1, 120);
        var moved = Campaign.of(70, "2026-03-01T00:00:00").put("name", "Moved");
        var after = new ArrayList<ObjectNode>(before);
        after.remove(69);
        after.add(0, moved);
        // It is changed after the second page was read, so that the last one begins where the second ended.
        var source = new FakeSource()
                .with(Campaign.PATH, number -> page(number, after))
                .first(Campaign.PATH, 1, page(1, before))
                .first(Campaign.PATH, 2, page(2, before));
        var scan = scan(source);
        assertThat(ids(scan)).hasSize(120).doesNotHaveDuplicates();
        assertThat(scan.rows().stream()
                        .filter(row -> RecordingScan.value(row, "id").equals("70"))
                        .map(row -> RecordingScan.value(row, "name")))
                .containsExactly("Moved");
        assertThat(scan.isComplete()).as("the second time it stood still").isTrue();
        assertThat(scan.watermark()).contains(Instant.parse("2026-03-01T06:00:00Z"));
    }

    @Test
    void a_campaign_that_a_deletion_hides_between_two_pages_is_found_when_all_is_read_again() throws Exception {
        var before = Campaign.many(1, 120);
        var after = new ArrayList<ObjectNode>(before);
        after.remove(9);
        // The 51st has moved to the first page when the second is read.
        var source = new FakeSource()
                .with(Campaign.PATH, number -> page(number, after))
                .first(Campaign.PATH, 1, page(1, before));
        var scan = scan(source);
        assertThat(ids(scan)).contains("51").hasSize(120);
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void a_campaign_that_a_deletion_in_the_middle_hides_is_found_because_it_was_there_before() throws Exception {
        var before = Campaign.many(1, 160);
        var after = new ArrayList<ObjectNode>(before);
        after.remove(59);
        // The 60th goes when its page was read: the 101st moves to that page, and the first page stays as it is.
        var source = new FakeSource()
                .with(Campaign.PATH, number -> page(number, after))
                .first(Campaign.PATH, 2, page(2, before));
        assertThat(ids(scan(source))).as("nobody knows of it").doesNotContain("101");

        source.first(Campaign.PATH, 2, page(2, before));
        var scan = scan(source, knowing(1, 160));
        assertThat(ids(scan)).contains("101", "60").hasSize(160);
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void what_was_there_before_is_gone_when_it_is_missing_twice() throws Exception {
        var source = three();
        var scan = scan(source, knowing(1, 121));
        assertThat(ids(scan)).hasSize(120);
        assertThat(scan.isComplete()).isTrue();
        assertThat(source.calls())
                .as("three pages twice, and the first one once more")
                .isEqualTo(7);
    }

    private static Since knowing(int from, int to) {
        var ids = Campaign.many(from, to).stream().map(Page::id).collect(Collectors.toSet());
        return new Since(Optional.empty(), true, STARTED, Optional.empty(), before -> ids);
    }

    @Test
    void what_never_stands_still_is_read_four_times_and_nothing_is_concluded() throws Exception {
        var changes = new int[1];
        var source = new FakeSource().with(Campaign.PATH, number -> {
            var all = Campaign.many(1, 60);
            all.get(0).put("modifiedDate", "2026-03-01T00:00:%02d".formatted(changes[0]++));
            return page(number, all);
        });
        var scan = scan(source);
        assertThat(ids(scan)).hasSize(60).doesNotHaveDuplicates();
        assertThat(source.calls()).isEqualTo(4 * 2 + 1);
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.notices()).singleElement().asString().contains("changed each time");
        assertThat(scan.shortfalls()).isEmpty();
    }

    @Test
    void a_new_field_is_kept_and_the_columns_stay() throws Exception {
        var campaign = Campaign.of(1, "2026-01-01T00:00:00");
        campaign.putObject("owner").put("id", 5);
        var scan = scan(one(campaign));
        assertThat(scan.news()).containsExactly("owner");
        assertThat(scan.rows().get(0).extra().orElseThrow()).hasToString("{\"owner\":{\"id\":5}}");
        assertThat(scan.rows().get(0).values())
                .containsExactly(
                        null,
                        null,
                        Instant.parse("2025-01-01T06:00:00Z"),
                        null,
                        false,
                        "1",
                        Instant.parse("2026-01-01T06:00:00Z"),
                        "Campaign 1");
    }

    private static FakeSource three() {
        var all = Campaign.many(1, 120);
        return new FakeSource().with(Campaign.PATH, number -> page(number, all));
    }

    private static FakeSource one(ObjectNode... campaigns) {
        return new FakeSource().with(Campaign.PATH, Campaign.page(1, List.of(campaigns)));
    }

    private static ObjectNode page(int number, List<ObjectNode> all) {
        var from = Math.min(all.size(), (number - 1) * Pages.SIZE);
        return Campaign.page(number, all.subList(from, Math.min(all.size(), from + Pages.SIZE)));
    }

    private static List<Object> ids(RecordingScan scan) {
        return scan.rows().stream().map(row -> RecordingScan.value(row, "id")).toList();
    }
}
