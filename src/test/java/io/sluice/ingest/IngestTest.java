package io.sluice.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.specification.RequestSpecification;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import io.sluice.inbox.StoreUnavailable;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithFakeInbox.class)
class IngestTest {
    private static final String TRACK = "{\"userId\":\"u\",\"event\":\"A\"}";
    private static final String PAGE = "{\"type\":\"page\",\"userId\":\"u\"}";

    @Inject
    FakeInbox inbox;

    @BeforeEach
    void empty() {
        inbox.clear();
    }

    @Test
    void takes_the_write_key_as_Basic_user_name_with_an_empty_password() {
        withKey().body(TRACK).post("/v1/track").then().statusCode(200).body(equalTo("{\"success\":true}"));

        assertThat(inbox.events()).extracting(Event::source).containsExactly("web");
    }

    @Test
    void takes_the_write_key_from_the_body() {
        given().body("{\"writeKey\":\"WKdemo\",\"userId\":\"u\",\"traits\":{\"a\":1}}")
                .post("/v1/identify")
                .then()
                .statusCode(200);
        given().body("{\"writeKey\":\"WKdemo-2\",\"batch\":[" + PAGE + "]}")
                .post("/v1/batch")
                .then()
                .statusCode(200);

        assertThat(inbox.events()).extracting(Event::source).containsExactly("web", "web");
        assertThat(inbox.events()).noneMatch(event -> event.body().has("writeKey"));
    }

    @Test
    void answers_401_to_who_has_no_known_key() {
        given().body(TRACK).post("/v1/track").then().statusCode(401).body("message", containsString("no write key"));
        given().body("{\"writeKey\":\"WKdem\",\"userId\":\"u\"}")
                .post("/v1/page")
                .then()
                .statusCode(401);
        given().header("Authorization", "Basic !")
                .body(TRACK)
                .post("/v1/track")
                .then()
                .statusCode(401);
        given().header("Authorization", basic("wrong"))
                .body("{\"writeKey\":\"WKdemo\",\"userId\":\"u\"}")
                .post("/v1/page")
                .then()
                .statusCode(401);

        assertThat(inbox.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/track",
                "/v1/track/",
                "//v1/track",
                "/v1//track//",
                "/v1/t",
                "/v1/track?writeKey=x&endpoint=page"
            })
    void takes_paths_as_clients_write_them(String path) throws Exception {
        var response = send(path, "text/plain", TRACK.getBytes(UTF_8));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(inbox.events()).extracting(Event::type).containsExactly(EventType.TRACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded",
                "text/plain;charset=UTF-8",
                "nonsense",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1"
            })
    void takes_any_content_type_plain_packed_and_chunked(String type) throws Exception {
        assertThat(send("/v1/track", type, TRACK.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        assertThat(send("/v1/track", type, gzip(TRACK)).statusCode()).isEqualTo(200);
        assertThat(sendChunked(type, gzip(TRACK)).statusCode()).isEqualTo(200);

        assertThat(inbox.events())
                .hasSize(3)
                .allMatch(event -> event.body().get("event").textValue().equals("A"));
    }

    @Test
    void takes_a_body_without_content_type_and_one_that_says_it_is_gzip() throws Exception {
        var request = HttpRequest.newBuilder(uri("/v1/track"))
                .header("Authorization", basic("WKdemo"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(TRACK)));

        assertThat(http(request).statusCode()).isEqualTo(200);
    }

    @Test
    void lists_every_problem_of_a_single_event() {
        withKey()
                .body("{\"userId\":7,\"properties\":1}")
                .post("/v1/track")
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("problems", hasSize(3))
                .body("problems.pointer", hasItems("/userId", "/properties", "/event"));
    }

    @Test
    void accepts_a_batch_event_by_event() {
        withKey()
                .body("{\"batch\":[" + PAGE + ",{\"type\":\"nothing\",\"messageId\":\"m\",\"userId\":\"u\"}," + PAGE
                        + "]}")
                .post("/v1/batch")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("accepted", equalTo(2))
                .body("refused", hasSize(1))
                .body("refused[0].index", equalTo(1))
                .body("refused[0].messageId", equalTo("m"))
                .body("refused[0].problems[0].pointer", equalTo("/batch/1/type"));

        assertThat(inbox.events()).hasSize(2);
    }

    @Test
    void answers_400_when_every_event_of_a_batch_is_refused() {
        withKey()
                .body("{\"batch\":[{},1]}")
                .post("/v1/import")
                .then()
                .statusCode(400)
                .body("accepted", equalTo(0))
                .body("refused", hasSize(2));
    }

    @Test
    void answers_400_to_broken_JSON_and_413_to_what_is_too_large() {
        withKey().body("{\"userId\":").post("/v1/track").then().statusCode(400).body("message", containsString("JSON"));
        withKey().post("/v1/track").then().statusCode(400).body("message", containsString("empty"));
        withKey()
                .body("{\"batch\":[\"" + "x".repeat(512_000) + "\"]}")
                .post("/v1/batch")
                .then()
                .statusCode(413)
                .body("message", containsString("512000"));
        withKey()
                .body("{\"batch\":[1" + ",1".repeat(2_500) + "]}")
                .post("/v1/batch")
                .then()
                .statusCode(413);
        withKey()
                .body("{\"userId\":\"u\",\"event\":\"" + "x".repeat(32_768) + "\"}")
                .post("/v1/track")
                .then()
                .statusCode(413)
                .body("message", containsString("32768"));
    }

    @Test
    void names_the_paths_that_there_are() {
        withKey().body(TRACK).post("/v1/tracks").then().statusCode(404).body("message", containsString("track, page"));
        withKey().body(TRACK).post("/v1/").then().statusCode(404).body("message", containsString("webhook"));
        withKey().body(TRACK).post("/v1/projects/p/track").then().statusCode(404);
    }

    @Test
    void takes_POST_only() {
        withKey()
                .get("/v1/track")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .body("success", equalTo(false));
        withKey().head("/v1/track").then().statusCode(405);
        withKey().body(TRACK).put("/v1/track").then().statusCode(405);
    }

    @Test
    void lets_browsers_of_any_site_send() {
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/v1/batch")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example")
                .header("Access-Control-Allow-Headers", containsString("authorization"))
                .header("Access-Control-Allow-Credentials", not("true"));
        withKey()
                .header("Origin", "https://shop.example")
                .body(TRACK)
                .post("/v1/t")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://shop.example");
    }

    @Test
    void gives_nothing_of_the_request_back() {
        withKey()
                .header("X-Foo", "bar")
                .queryParam("q", "1")
                .body(TRACK)
                .post("/v1/track")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Foo", emptyOrNullString())
                .header("q", emptyOrNullString())
                .header("Authorization", emptyOrNullString())
                .header("Allow", emptyOrNullString())
                .header("Retry-After", emptyOrNullString());
    }

    @Test
    void asks_to_come_again_when_the_store_is_away() {
        inbox.answerWith(CompletableFuture.failedFuture(new StoreUnavailable("away", null)));

        withKey()
                .body(TRACK)
                .post("/v1/track")
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("success", equalTo(false));
    }

    @Test
    void answers_500_without_details_when_something_else_fails() {
        inbox.answerWith(CompletableFuture.failedFuture(new IllegalStateException("secret detail")));

        withKey().body(TRACK).post("/v1/track").then().statusCode(500).body(not(containsString("secret")));
    }

    @Test
    void does_not_wait_for_a_body_that_drips_in() throws Exception {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    private static RequestSpecification withKey() {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", basic("WKdemo"))
                .contentType("application/json");
    }

    private static HttpResponse<String> send(String path, String type, byte[] body) throws Exception {
        return http(HttpRequest.newBuilder(uri(path))
                .header("Authorization", basic("WKdemo"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> sendChunked(String type, byte[] body) throws Exception {
        return http(HttpRequest.newBuilder(uri("/v1/track"))
                .header("Authorization", basic("WKdemo"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private static HttpResponse<String> http(HttpRequest.Builder request) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
