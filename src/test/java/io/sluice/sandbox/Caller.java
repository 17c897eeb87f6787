package io.sluice.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of SFMC as plain as can be. */
public final class Caller {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private String token;

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String text) {
        public JsonNode json() {
            return tree(text);
        }
    }

    public Caller(SandboxProcess sandbox) {
        base = sandbox.url().toString();
    }

    /** Gets a token and uses it from now on. */
    public Caller signedIn() {
        return signedIn("");
    }

    /** As {@link #signedIn()}, with a token that has this scope only. */
    Caller withScope(String scope) {
        return signedIn(",\"scope\":\"" + scope + "\"");
    }

    private Caller signedIn(String scope) {
        var asked = "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox\",\"client_secret\":\"sandbox\"";
        token = post("/v2/token", asked + scope + "}")
                .json()
                .get("access_token")
                .asText();
        return this;
    }

    Caller withToken(String other) {
        token = other;
        return this;
    }

    String token() {
        return token;
    }

    String authorization() {
        return "Bearer " + token;
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    public Answer post(String path, String json) {
        return send("POST", path, text(json), "application/json; charset=UTF-8");
    }

    Answer put(String path, String json) {
        return send("PUT", path, text(json), "application/json; charset=UTF-8");
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, text(json), "application/json; charset=UTF-8");
    }

    Answer send(String method, String path, BodyPublisher body, String contentType, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", contentType)
                .method(method, body);
        if (token != null) {
            request.header("Authorization", authorization());
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BodyPublisher text(String json) {
        return BodyPublishers.ofString(json, StandardCharsets.UTF_8);
    }
}
