package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SoapPage;
import io.sluice.sfmc.SoapRetrieve;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignAssetsTest extends SourceCollectionContract {
    @Override
    SourceCollection collection() {
        return new CampaignAssets();
    }

    @Override
    Place id() {
        return new Place("id", "id");
    }

    @Override
    Place name() {
        return new Place("type", "type");
    }

    @Override
    Place time() {
        return new Place("createdDate", "created_date");
    }

    @Override
    FakeSource empty() {
        var source = new FakeSource();
        fixture().campaigns().orElseThrow().forEach(campaign -> source.with(path(campaign)));
        return source;
    }

    @Override
    FakeSource repeating() {
        var source = new FakeSource();
        fixture()
                .campaigns()
                .orElseThrow()
                .forEach(campaign -> source.with(path(campaign), number -> page(number, 50, 1, 50)));
        return source;
    }

    @Test
    void without_the_ids_of_campaigns_these_are_read_first() throws Exception {
        var source = fixture().given().with(Campaign.PATH, Campaign.page(1, campaigns(6101, 6103)));
        var scan = scan(source, since(Optional.empty()));
        assertThat(scan.rows()).hasSize(5);
        assertThat(scan.isComplete()).isTrue();
        assertThat(source.gets().get(0)).startsWith(Campaign.PATH);
    }

    @Test
    void when_not_all_campaigns_were_seen_nothing_is_concluded() throws Exception {
        var source = new FakeSource().with(Campaign.PATH, number -> Campaign.page(number, campaigns(1, 50)));
        IntStream.rangeClosed(1, 50).forEach(id -> source.with(path(id), page(1, 1, 1, 1)));
        var scan = scan(source, since(Optional.empty()));
        assertThat(scan.rows()).hasSize(50);
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.notices()).singleElement().asString().startsWith("page 2 brought nothing");
    }

    @Test
    void a_campaign_that_is_gone_meanwhile_has_no_assets() throws Exception {
        var source = fixture().given().gone(path("6101"));
        var scan = scan(source);
        assertThat(scan.rows()).hasSize(2);
        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.notices()).isEmpty();
    }

    @Test
    void an_asset_that_was_taken_away_is_missing_from_a_complete_scan() throws Exception {
        var source = new FakeSource().with(path("1"), page(1, 2, 17, 19));
        var since = since(Optional.of(List.of("1")));
        assertThat(scan(source, since).rows()).hasSize(3);
        source.with(path("1"), page(1, 2, 17, 18));
        var scan = scan(source, since);
        assertThat(scan.rows())
                .extracting(row -> RecordingScan.value(row, "id"))
                .containsExactly("17", "18");
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void an_asset_that_a_deletion_in_the_middle_hides_is_found_because_it_was_there_before() throws Exception {
        // The 60th goes when its page was read: the 101st moves to that page.
        var after = page(2, 50, 51, 101);
        after.withArray("entities").remove(9);
        var source = new FakeSource()
                .with(path("1"), page(1, 50, 1, 50), after, page(3, 19, 102, 120))
                .first(path("1"), 2, page(2, 50, 51, 100));
        var live = IntStream.rangeClosed(1, 120).mapToObj(Integer::toString).collect(Collectors.toSet());
        var since = new Since(
                Optional.empty(),
                true,
                STARTED,
                Optional.of(List.of("1")),
                before -> List.of(before).equals(List.of("1")) ? live : Set.of());

        var scan = scan(source, since);

        assertThat(scan.rows())
                .extracting(row -> RecordingScan.value(row, "id"))
                .contains("60", "101")
                .hasSize(120);
        assertThat(scan.isComplete()).isTrue();
        assertThat(source.calls())
                .as("three pages twice, and the first one once more")
                .isEqualTo(7);
    }

    @Test
    void a_campaign_with_one_page_of_assets_is_read_once_whatever_is_gone() throws Exception {
        var source = new FakeSource().with(path("1"), page(1, 2, 17, 18));
        var since = new Since(
                Optional.empty(), true, STARTED, Optional.of(List.of("1")), before -> Set.of("17", "18", "19"));
        assertThat(scan(source, since).isComplete()).isTrue();
        assertThat(source.calls()).isOne();
    }

    @Test
    void an_asset_belongs_to_the_campaign_that_lists_it() throws Exception {
        var page = page(1, 1, 1, 2);
        ((ObjectNode) page.path("entities").get(1)).put("campaignId", 330);
        var scan = scan(new FakeSource().with(path("301"), page), since(Optional.of(List.of("301"))));
        assertThat(scan.rows())
                .extracting(row -> RecordingScan.value(row, "campaign_id"))
                .containsOnly("301");
        assertThat(scan.notices())
                .containsExactly(
                        "assets that name another campaign than the one that lists them: 1; campaign_id is the "
                                + "one that lists them");
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void an_id_of_a_campaign_is_no_part_of_the_path_but_one_segment() throws Exception {
        var source = new FakeSource().with("/hub/v1/campaigns/..%2Fx%3Fy/assets");
        assertThat(scan(source, since(Optional.of(List.of("../x?y")))).isComplete())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, email",
        "triggered, triggered send",
        "SMS_MESSAGE, mobile message",
        "push_message, push message",
        "ct_twitter_post, twitter update",
        "ct_facebook_post, facebook update",
        "facebook_tab, facebook tab",
        "landing_page, landing pages",
        "list, subscriber list",
        "group, subscriber group",
        "data_extension, data extension",
        "automation_definition, automation",
        "calendar_event, event",
        "CMS_asset,",
        "SOMETHING_NEW,"
    })
    void the_type_is_kept_as_it_is_and_named_where_it_has_a_name(String type, String name) throws Exception {
        var page = page(1, 1, 1, 1);
        ((ObjectNode) page.path("entities").get(0)).put("type", type);
        var row = scan(new FakeSource().with(path("1"), page), since(Optional.of(List.of("1"))))
                .rows()
                .get(0);
        assertThat(RecordingScan.value(row, "type")).isEqualTo(type);
        assertThat(RecordingScan.value(row, "type_name")).isEqualTo(name);
    }

    @Test
    @Timeout(60)
    void several_campaigns_are_read_at_once_and_all_their_pages() throws Exception {
        var campaigns =
                IntStream.rangeClosed(1, 300).mapToObj(Integer::toString).toList();
        var source = new FakeSource().atOnce(8);
        campaigns.forEach(campaign ->
                source.with(path(campaign), page(1, 120, 1, 50), page(2, 120, 51, 100), page(3, 120, 101, 120)));
        var scan = scan(source, since(Optional.of(campaigns)));
        assertThat(scan.rows()).hasSize(300 * 120);
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    @Timeout(60)
    void as_many_calls_are_under_way_as_the_source_allows_and_no_more() throws Exception {
        var source = new Meeting(4);
        var campaigns = IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList();
        scanFrom(source, campaigns);
        assertThat(source.most.get()).isEqualTo(4);
    }

    @Test
    @Timeout(60)
    void answers_may_take_two_seconds_and_20_calls_a_second_are_made_all_the_same() throws Exception {
        var source = new Meeting(40);
        var campaigns = IntStream.rangeClosed(1, 80).mapToObj(Integer::toString).toList();
        scanFrom(source, campaigns);
        assertThat(source.most.get()).isEqualTo(40);
    }

    @Test
    @Timeout(60)
    void a_failure_ends_what_the_others_are_waiting_for() {
        var source = new Stuck();
        assertThatThrownBy(() -> scanFrom(source, List.of("1", "2", "3", "4")))
                .isInstanceOf(SourceFailure.class)
                .hasMessage("HTTP 503");
        assertThat(source.interrupted.get()).as("the three others").isEqualTo(3);
        assertThat(source.underWay.get()).isZero();
    }

    @Test
    @Timeout(60)
    void a_bug_in_one_thread_is_no_silence() {
        var source = new Meeting(2) {
            @Override
            public JsonNode get(String path) {
                throw new IllegalStateException("a bug");
            }
        };
        assertThatThrownBy(() -> scanFrom(source, List.of("1", "2", "3")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    @Test
    @Timeout(60)
    void a_scan_that_takes_no_more_rows_ends_the_reading() {
        var source = new FakeSource().atOnce(4);
        var campaigns =
                IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList();
        campaigns.forEach(campaign -> source.with(path(campaign), page(1, 50, 1, 50)));
        assertThatThrownBy(() -> collection().scan(source, since(Optional.of(campaigns)), new FullScan()))
                .hasMessage("no space left");
        assertThat(source.calls()).as("calls: what fits into the room between").isLessThan(60);
    }

    private void scanFrom(SfmcSource source, List<String> campaigns) throws SourceFailure, InterruptedException {
        collection().scan(source, since(Optional.of(campaigns)), new RecordingScan());
    }

    private static Since since(Optional<List<String>> campaigns) {
        return new Since(Optional.empty(), true, STARTED, campaigns, NOTHING);
    }

    private static List<ObjectNode> campaigns(int from, int to) {
        return new ArrayList<>(Campaign.many(from, to));
    }

    private static String path(Object campaign) {
        return "/hub/v1/campaigns/" + campaign + "/assets";
    }

    private static ObjectNode page(int number, int total, int from, int to) {
        var page = JsonNodeFactory.instance.objectNode();
        page.put("page", number).put("pageSize", 50).put("totalCount", total);
        var entities = page.putArray("entities");
        for (var id = from; id <= to; id++) {
            entities.addObject()
                    .put("id", Integer.toString(id))
                    .put("type", "EMAIL")
                    .put("itemID", id);
        }
        return page;
    }

    /** Answers when so many calls are under way that no more can come. */
    private static class Meeting implements SfmcSource {
        private final int atOnce;
        private final CountDownLatch all;
        private final AtomicInteger underWay = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        Meeting(int atOnce) {
            this.atOnce = atOnce;
            all = new CountDownLatch(atOnce);
        }

        @Override
        public JsonNode get(String path) throws SourceFailure, InterruptedException {
            var now = underWay.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            all.countDown();
            if (!all.await(30, TimeUnit.SECONDS)) {
                throw FakeSource.failure("the others did not come");
            }
            underWay.decrementAndGet();
            return page(1, 1, 1, 1);
        }

        @Override
        public SoapPage retrieve(SoapRetrieve what) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> retrievable(String objectType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int callsAtOnce() {
            return atOnce;
        }
    }

    /** The first call fails when three others wait for an answer that does not come. */
    private static final class Stuck extends Meeting {
        private final CountDownLatch waiting = new CountDownLatch(3);
        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicInteger interrupted = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();

        Stuck() {
            super(4);
        }

        @Override
        public JsonNode get(String path) throws SourceFailure, InterruptedException {
            underWay.incrementAndGet();
            try {
                if (path.startsWith("/hub/v1/campaigns/1/") && waiting.await(30, TimeUnit.SECONDS)) {
                    throw FakeSource.failure("HTTP 503");
                }
                waiting.countDown();
                never.await();
                return FakeSource.emptyPage(1);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            } finally {
                underWay.decrementAndGet();
            }
        }
    }
}
