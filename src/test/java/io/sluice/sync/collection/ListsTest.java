package io.sluice.sync.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sfmc.SoapPage;
import io.sluice.sfmc.SoapRetrieve;
import io.sluice.sfmc.SourceFailure;
import io.sluice.sync.RecordingScan;
import io.sluice.sync.Since;
import io.sluice.sync.SourceCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListsTest extends SourceCollectionContract {
    private static final Instant WATERMARK = Instant.parse("2026-03-01T06:00:00Z");
    private static final Since CHANGED = new Since(Optional.of(WATERMARK), false, STARTED, Optional.empty(), NOTHING);

    @Override
    SourceCollection collection() {
        return new Lists();
    }

    @Override
    Place id() {
        return new Place("ID", "id");
    }

    @Override
    Place name() {
        return new Place("ListName", "list_name");
    }

    @Override
    Place time() {
        return new Place("CreatedDate", "created_date");
    }

    @Override
    FakeSource empty() {
        return new FakeSource().soap(new SoapPage("r-1", false, List.of()));
    }

    @Override
    FakeSource repeating() {
        return new FakeSource().soap(page("r-1", true, 1, 10)).soap(page("r-2", true, 1, 10));
    }

    @Test
    void three_pages_are_continued_by_their_request() throws Exception {
        var source = new FakeSource()
                .soap(page("r-1", true, 1, 2500))
                .soap(page("r-2", true, 2501, 5000))
                .soap(page("r-3", false, 5001, 5200));
        var scan = scan(source);
        assertThat(scan.rows()).hasSize(5200);
        assertThat(scan.isComplete()).isTrue();
        assertThat(source.retrieves()).extracting(SoapRetrieve::objectType).containsOnly("List");
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::continueRequest)
                .containsExactly(Optional.empty(), Optional.of("r-1"), Optional.of("r-2"));
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::properties)
                .containsOnly(source.retrieves().get(0).properties());
    }

    @Test
    void only_what_the_account_describes_is_asked_for_and_the_empty_columns_are_told() throws Exception {
        var source = fixture().given();
        var scan = scan(source);
        assertThat(source.retrieves().get(0).properties())
                .contains("ID", "Client.ID", "Client.PartnerClientKey")
                .doesNotContain("Client.UserID", "Client.ClientID", "AutomatedEmail.ID")
                .hasSize(13);
        assertThat(scan.notices())
                .containsExactly("this account does not show what client_created_by, client_customer_key, "
                        + "client_modified_by, client_partner_user_key, client_user_id would have: they stay empty");
        assertThat(scan.shortfalls()).isEmpty();
    }

    @Test
    void a_property_that_is_refused_all_the_same_is_left_out_and_the_call_repeated() throws Exception {
        var source = fixture().given().unretrievable(Set.of("PartnerKey"));
        var scan = scan(source);
        assertThat(scan.rows()).hasSize(3);
        assertThat(source.retrieves().get(0).properties()).contains("PartnerKey");
        assertThat(source.retrieves().get(1).properties())
                .doesNotContain("PartnerKey")
                .hasSize(12);
        assertThat(scan.notices()).singleElement().asString().contains("client_user_id, partner_key would have");
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void an_account_that_describes_nothing_is_asked_for_all() throws Exception {
        var unretrievable = Set.of("Client.ID", "Client.UserID");
        var source = fixture().given().retrievable(Set.of()).unretrievable(unretrievable);
        scan(source);
        assertThat(source.retrieves().get(0).properties()).hasSize(18).contains("Client.ID");
        assertThat(source.retrieves().get(1).properties()).hasSize(17).contains("Client.ClientID");
    }

    @Test
    void the_owner_may_be_shown_by_its_old_name() throws Exception {
        var properties = Set.of("ID", "ListName", "Client.ClientID");
        var list = list(7, "2026-01-01T00:00:00");
        list.putObject("Client").put("ClientID", "815");
        var source = new FakeSource().retrievable(properties).soap(new SoapPage("r-1", false, List.of(list)));
        assertThat(RecordingScan.value(scan(source).rows().get(0), "client_id")).isEqualTo(815L);
        assertThat(source.retrieves().get(0).properties()).containsExactlyInAnyOrderElementsOf(properties);
    }

    @Test
    void an_account_that_does_not_show_ids_cannot_be_read() {
        var source = new FakeSource().retrievable(Set.of("ListName"));
        assertThatThrownBy(() -> scan(source))
                .isInstanceOf(SourceFailure.class)
                .hasMessage("this account does not show the ID of a List");
    }

    @Test
    void changes_are_asked_for_from_an_hour_before_the_watermark() throws Exception {
        var source = new FakeSource()
                .soap(new SoapPage(
                        "r-1", false, List.of(list(1, "2026-02-28T23:30:00"), list(2, "2026-03-02T00:00:00"))));
        var scan = scan(source, CHANGED);
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::modifiedSince)
                .containsExactly(Optional.of(Instant.parse("2026-03-01T05:00:00Z")));
        assertThat(scan.rows()).hasSize(2);
        assertThat(scan.isComplete()).as("what is missing was not asked for").isFalse();
        assertThat(scan.watermark()).contains(Instant.parse("2026-03-02T06:00:00Z"));
    }

    @Test
    void each_page_of_the_changes_is_asked_for_with_the_same_filter() throws Exception {
        var source = new FakeSource().soap(page("r-1", true, 1, 5)).soap(page("r-2", false, 6, 7));
        scan(source, CHANGED);
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::modifiedSince)
                .containsExactly(Optional.of(WATERMARK.minusSeconds(3600)), Optional.of(WATERMARK.minusSeconds(3600)));
    }

    @Test
    void a_list_with_a_null_date_is_found_by_the_full_read() throws Exception {
        var source = new FakeSource().soap(new SoapPage("r-1", false, List.of(list(1, null))));
        var scan = scan(source, new Since(Optional.of(WATERMARK), true, STARTED, Optional.empty(), NOTHING));
        assertThat(source.retrieves().get(0).modifiedSince()).isEmpty();
        assertThat(scan.rows()).hasSize(1);
        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.watermark()).isEmpty();
    }

    @Test
    void nothing_changed_leaves_the_watermark() throws Exception {
        var scan = scan(empty(), CHANGED);
        assertThat(scan.watermark()).isEmpty();
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.shortfalls()).isEmpty();
    }

    @Test
    void a_place_that_is_lost_is_looked_for_from_the_first_page_on() throws Exception {
        var source = new FakeSource()
                .soap(page("r-1", true, 1, 10))
                .soap(page("r-2", true, 11, 20))
                .soap(page("r-3", false, 21, 25))
                .losing("r-2", 1);
        var scan = scan(source, CHANGED);
        assertThat(scan.rows()).hasSize(25);
        assertThat(scan.shortfalls()).isEmpty();
        assertThat(scan.watermark()).contains(Instant.parse("2026-03-02T06:00:00Z"));
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::continueRequest)
                .as("the page that was lost is not asked for again where it was")
                .containsExactly(
                        Optional.empty(),
                        Optional.of("r-1"),
                        Optional.of("r-2"),
                        Optional.empty(),
                        Optional.of("r-1"),
                        Optional.of("r-2"));
        assertThat(source.retrieves())
                .extracting(SoapRetrieve::modifiedSince)
                .containsOnly(Optional.of(WATERMARK.minusSeconds(3600)));
    }

    @Test
    void lists_without_an_id_are_counted_once_however_often_they_are_read() throws Exception {
        var nameless = page("r-1", true, 1, 10);
        nameless.results().get(3).remove("ID");
        var source =
                new FakeSource().soap(nameless).soap(page("r-2", false, 11, 12)).losing("r-1", 2);
        var scan = scan(source);
        assertThat(scan.rows()).hasSize(11);
        assertThat(scan.shortfalls()).containsExactly("lists without a numeric ID were left out: 1");
        assertThat(scan.isComplete()).isFalse();
    }

    @Test
    void a_place_that_is_lost_each_time_ends_the_reading_with_the_reason() {
        var source = new FakeSource()
                .soap(page("r-1", true, 1, 10))
                .soap(page("r-2", false, 11, 12))
                .losing("r-1", 4);
        assertThatThrownBy(() -> scan(source)).isInstanceOf(SourceFailure.class).hasMessage("HTTP 503");
        assertThat(source.retrieves()).as("four times two pages").hasSize(8);
    }

    @Test
    void a_first_page_that_fails_is_not_asked_for_again_here() {
        var source = new FakeSource().soap(page("r-1", false, 1, 2)).failing(2);
        assertThatThrownBy(() -> scan(source)).isInstanceOf(SourceFailure.class);
        assertThat(source.retrieves()).hasSize(1);
    }

    @Test
    void an_empty_page_that_promises_more_ends_as_a_shortfall() throws Exception {
        var source = new FakeSource().soap(page("r-1", true, 1, 5)).soap(new SoapPage("r-2", true, List.of()));
        var scan = scan(source);
        assertThat(scan.rows()).hasSize(5);
        assertThat(scan.shortfalls()).singleElement().asString().contains("brought nothing new");
        assertThat(scan.watermark()).isEmpty();
    }

    private static SoapPage page(String requestId, boolean more, int from, int to) {
        var lists = new ArrayList<ObjectNode>();
        for (var id = from; id <= to; id++) {
            lists.add(list(id, "2026-03-02T00:00:00"));
        }
        return new SoapPage(requestId, more, lists);
    }

    private static ObjectNode list(int id, String modified) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", Integer.toString(id))
                .put("ListName", "List " + id)
                .put("ModifiedDate", modified);
    }
}
