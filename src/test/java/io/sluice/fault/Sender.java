package io.sluice.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one request, as plainly as it can be sent; where there are several gateways, to each in turn. */
final class Sender {
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString((GatewayProcess.WRITE_KEY + ":").getBytes(UTF_8));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> gateways;
    private final AtomicInteger turn = new AtomicInteger();

    Sender(URI gateway) {
        this(List.of(gateway));
    }

    Sender(List<URI> gateways) {
        this.gateways = gateways;
    }

    /** One event, as a request to the path of its type. */
    HttpResponse<String> send(Sent event) throws IOException, InterruptedException {
        var json = event.json();
        return post("/v1/" + json.get("type").textValue(), json.toString());
    }

    /** Several, as a batch. */
    HttpResponse<String> send(List<Sent> events) throws IOException, InterruptedException {
        var batch = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> batch.add(event.json()));
        return send(batch);
    }

    /** Events that say their type, as a batch. */
    HttpResponse<String> send(ArrayNode events) throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode();
        body.set("batch", events);
        return post("/v1/batch", body.toString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
        var request = HttpRequest.newBuilder(gateway.resolve(path))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(15))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
