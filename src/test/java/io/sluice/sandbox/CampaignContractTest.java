package io.sluice.sandbox;

import static io.sluice.sandbox.Caller.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0");
    private static final String CAMPAIGNS = "/hub/v1/campaigns";

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
    void the_last_modified_come_first_with_whole_seconds_and_no_zone() {
        var answer = caller.get(CAMPAIGNS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(ids(answer.json().get("items"))).containsExactly("4714", "4712", "4711", "4713");
        assertThat(answer.json().get("items").get(2)).isEqualTo(tree("""
                        {"id":"4711","createdDate":"2026-02-03T09:15:27","modifiedDate":"2026-02-03T09:15:26",
                         "name":"Spring boots","description":"Launch of the spring range","campaignCode":"SPR-26",
                         "color":"d2e7b8","favorite":false}"""));
    }

    @Test
    void a_page_counts_itself_and_links_to_the_next_without_hub() {
        var page = caller.get(CAMPAIGNS + "?$page=2&$pageSize=1").json();

        assertThat(page.get("page").asInt()).isEqualTo(2);
        assertThat(page.get("pageSize").asInt()).isEqualTo(1);
        assertThat(page.get("count").asInt()).isEqualTo(1);
        assertThat(page.at("/links/self/href").asText()).isEqualTo("/v1/campaigns?$page=2&$pagesize=1");
        assertThat(page.at("/links/next/href").asText()).isEqualTo("/v1/campaigns?$page=3&$pagesize=1");
        assertThat(caller.get(CAMPAIGNS + "?$page=4&$pageSize=1")
                        .json()
                        .at("/links/next")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void a_page_behind_the_last_has_no_items_at_all() {
        var page = caller.get(CAMPAIGNS + "?$page=2").json();

        assertThat(page.get("count").asInt()).isZero();
        assertThat(page.has("items")).isFalse();
    }

    @Test
    void only_the_names_with_a_dollar_sign_are_parameters() {
        assertThat(ids(caller.get(CAMPAIGNS + "?page=9&pageSize=1").json().get("items")))
                .hasSize(4);
    }

    @Test
    void more_than_fifty_on_a_page_are_fifty_and_the_answer_says_so() {
        SANDBOX.tell("/sandbox/source/generate", "{\"seed\":7,\"campaigns\":120}");
        var ids = new ArrayList<String>();
        for (int page = 1; page <= 3; page++) {
            var answer = caller.get(CAMPAIGNS + "?$pageSize=200&$page=" + page).json();
            assertThat(answer.get("pageSize").asInt()).isEqualTo(50);
            assertThat(answer.get("count").asInt()).isEqualTo(page == 3 ? 20 : 50);
            ids.addAll(ids(answer.get("items")));
        }

        assertThat(ids).hasSize(120).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "ModifiedDate%20DESC,4714 4712 4711 4713",
        "modifieddate+desc,4714 4712 4711 4713",
        "ModifiedDate%20ASC,4713 4711 4712 4714",
        "CreatedDate%20DESC,4714 4711 4712 4713",
        "Name,4713 4714 4711 4712",
        "ID%20DESC,4714 4713 4712 4711",
        "CampaignCode%20ASC,4714 4713 4711 4712"
    })
    void they_come_in_the_order_that_is_asked_for(String order, String ids) {
        assertThat(ids(caller.get(CAMPAIGNS + "?$orderBy=" + order).json().get("items")))
                .containsExactly(ids.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$orderBy=Color", "$orderBy=Name%20UP", "$page=0", "$page=x", "$pageSize=0"})
    void a_parameter_that_is_not_right_is_refused(String query) {
        assertThat(caller.get(CAMPAIGNS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void the_count_can_be_of_all_and_the_status_202_and_pages_smaller() {
        SANDBOX.tell("/sandbox/source/settings", "{\"count\":\"total\",\"campaignStatus\":202,\"maxPageSize\":3}");

        var answer = caller.get(CAMPAIGNS + "?$pageSize=50");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("count").asInt()).isEqualTo(4);
        assertThat(answer.json().get("pageSize").asInt()).isEqualTo(3);
        SANDBOX.reset();
        caller.signedIn();
        assertThat(caller.get(CAMPAIGNS).status()).isEqualTo(200);
    }

    @Test
    void one_is_found_by_its_id() {
        assertThat(caller.get(CAMPAIGNS + "/4712").json().get("name").asText()).isEqualTo("Winter clearance");
        assertThat(caller.get(CAMPAIGNS + "/99").json().get("message").asText()).isEqualTo("Campaign does not exist");
        assertThat(caller.get(CAMPAIGNS + "/x").json())
                .isEqualTo(tree("{\"message\":\"Campaign ID is invalid\",\"errorcode\":10000,\"documentation\":\"\"}"));
    }

    @Test
    void assets_come_in_an_envelope_of_their_own_with_an_item_or_an_object() {
        var answer = caller.get(CAMPAIGNS + "/4711/assets");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(tree("""
                        {"page":1,"pageSize":50,"totalCount":3,"entities":[
                         {"id":"20","campaignId":4711,"type":"TRIGGERED",
                          "objectID":"1bef7d61-0000-4111-bb7b-1c659d025f52","createdDate":"2026-02-03T09:20:00"},
                         {"id":"19","campaignId":4711,"type":"AUTOMATION_DEFINITION",
                          "objectID":"5e8baeea-0000-4c84-bf09-655a66afa2d5","createdDate":"2026-02-03T09:20:00"},
                         {"id":"17","campaignId":4711,"type":"EMAIL","itemID":7888,"createdDate":"2026-02-03T09:20:00"}]}"""));
    }

    @Test
    void assets_have_pages_too() {
        SANDBOX.tell("/sandbox/source/generate", "{\"seed\":7,\"campaigns\":2,\"assets\":70}");

        var second = caller.get(CAMPAIGNS + "/301/assets?$page=2&$pageSize=50").json();

        assertThat(second.get("totalCount").asInt()).isEqualTo(70);
        assertThat(second.get("entities")).hasSize(20);
        assertThat(second.get("entities"))
                .allSatisfy(asset -> assertThat(asset.get("campaignId").asInt()).isEqualTo(301));
    }

    @Test
    void a_campaign_without_assets_has_an_empty_array() {
        assertThat(caller.get(CAMPAIGNS + "/4714/assets").json())
                .isEqualTo(tree("{\"page\":1,\"pageSize\":50,\"totalCount\":0,\"entities\":[]}"));
    }

    @Test
    void assets_of_a_campaign_that_is_not_there_are_not_found() {
        var unknown = caller.get(CAMPAIGNS + "/99/assets");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("errorcode").asInt()).isEqualTo(30003);
        assertThat(caller.get(CAMPAIGNS + "/x/assets").json().get("errorcode").asInt())
                .isEqualTo(10000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/4711", "/4711/assets"})
    void a_token_without_the_scope_is_forbidden_and_none_is_not_authorized(String path) {
        caller.withScope("journeys_read");

        assertThat(caller.get(CAMPAIGNS + path).status()).isEqualTo(403);
        caller.withToken("made.up.token");
        assertThat(caller.get(CAMPAIGNS + path).status()).isEqualTo(401);
    }

    private static List<String> ids(JsonNode items) {
        var ids = new ArrayList<String>();
        items.forEach(item -> ids.add(item.get("id").textValue()));
        return ids;
    }
}
