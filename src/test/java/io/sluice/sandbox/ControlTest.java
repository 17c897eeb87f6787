package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final SandboxProcess SANDBOX =
            SandboxProcess.start("--rate", "0", "--history", "2", "--request-log", "5");
    private static final String ROWSET = "/hub/v1/dataevents/key:identify/rowset";

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
    void requests_are_numbered_and_timed_in_the_order_of_arrival() {
        upsert("u1");
        upsert("u2");
        caller.get("/nowhere");

        var all = SANDBOX.look("/sandbox/requests");
        assertThat(all).hasSize(4);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).get("number").asLong())
                    .isGreaterThan(all.get(i - 1).get("number").asLong());
            assertThat(all.get(i).get("at").decimalValue())
                    .isGreaterThanOrEqualTo(all.get(i - 1).get("at").decimalValue());
        }
        assertThat(all.get(1).get("path").asText()).isEqualTo(ROWSET);
        assertThat(all.get(1).get("rows").asInt()).isEqualTo(1);
        assertThat(all.get(1).get("status").asInt()).isEqualTo(200);
        assertThat(all.get(1).has("body")).isFalse();
        assertThat(all.get(3).get("route").asText()).isEqualTo("unknown");
    }

    @Test
    void requests_are_found_by_path_and_number() {
        upsert("u1");
        var number = SANDBOX.look("/sandbox/requests?path=rowset").get(0).get("number");
        upsert("u2");

        assertThat(SANDBOX.look("/sandbox/requests?path=rowset&after=" + number))
                .hasSize(1);
        assertThat(SANDBOX.look("/sandbox/requests?method=get")).isEmpty();
    }

    @Test
    void what_is_remembered_is_bounded_and_what_is_forgotten_is_counted() {
        for (int i = 0; i < 7; i++) {
            upsert("u" + i);
        }

        assertThat(SANDBOX.look("/sandbox/requests")).hasSize(5);
        var rows = SANDBOX.look("/sandbox/rows/identify");
        assertThat(rows.get("count").asInt()).isEqualTo(7);
        assertThat(rows.get("history")).hasSize(2);
        assertThat(rows.get("historyForgotten").asInt()).isEqualTo(5);
    }

    @Test
    void the_stats_count_by_route_and_status() {
        upsert("u1");
        caller.post(ROWSET, "[]x");

        var stats = SANDBOX.look("/sandbox/stats");
        assertThat(stats.at("/routes/POST ~1hub~1v1~1dataevents~1{extension}~1rowset")
                        .toString())
                .isEqualTo("{\"calls\":2,\"rows\":1,\"statuses\":{\"200\":1,\"400\":1}}");
        assertThat(stats.at("/rows/identify").asInt()).isEqualTo(1);
        assertThat(stats.get("rowsApplied").asInt()).isEqualTo(1);
        assertThat(stats.get("worstSecond").asInt()).isEqualTo(2);

        caller.delete("/sandbox/stats");
        assertThat(SANDBOX.look("/sandbox/stats").get("routes")).isEmpty();
        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isEqualTo(1);
    }

    @Test
    void a_reset_leaves_the_declared_data_extensions_empty() {
        upsert("u1");
        caller.post("/contacts/v1/contacts", "{\"contactKey\":\"u1\"}");

        SANDBOX.reset();

        assertThat(SANDBOX.look("/sandbox/rows/identify").get("count").asInt()).isZero();
        assertThat(SANDBOX.look("/sandbox/contacts")).isEmpty();
        assertThat(caller.get("/data/v1/customobjects?$search=_").status()).isEqualTo(401);
    }

    @Test
    void the_page_shows_what_arrived_and_escapes_it() {
        upsert("<script>alert('u1')</script>");
        caller.post("/contacts/v1/contacts", "{\"contactKey\":\"u2\"}");
        caller.send(
                "POST",
                "/interaction/v1/events",
                BodyPublishers.ofString(
                        "{\"ContactKey\":\"u3\",\"EventDefinitionKey\":\"APIEvent-cart-abandoned\",\"Data\":{\"Cart Id\":\"c1\"}}"),
                "application/json");

        var page = caller.get("/");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.text())
                .contains("&lt;script&gt;alert(&#39;u1&#39;)", "<td>gold", "<td>u2", "<td>u3", "Cart Id=c1")
                .doesNotContain("<script>");
    }

    @Test
    void the_bundled_data_extensions_are_there() {
        var rows = SANDBOX.look("/sandbox/stats").get("rows");

        assertThat(rows.fieldNames()).toIterable().containsExactly("identify", "order-completed", "user-registered");
    }

    @Test
    void an_unknown_control_request_is_told() {
        assertThat(caller.get("/sandbox/nothing").status()).isEqualTo(404);
        assertThat(caller.get("/sandbox/rows/nobody").status()).isEqualTo(404);
    }

    private void upsert(String key) {
        caller.post(ROWSET, "[{\"keys\":{\"Contact Key\":\"" + key + "\"},\"values\":{\"Plan\":\"gold\"}}]");
    }
}
