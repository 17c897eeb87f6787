package io.sluice.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.SandboxProcess;
import java.util.Random;

/** Changes what the sandbox lets read: in each collection something is new, something else than before, and something gone. */
final class SourceChanges {
    private static final int MORE = 6;

    private final SandboxProcess sandbox;
    private final Random random;
    private int number;

    SourceChanges(SandboxProcess sandbox, Random random) {
        this.sandbox = sandbox;
        this.random = random;
    }

    void make() {
        number++;
        sandbox.tell("/sandbox/source/mutate", "{\"seed\": %d, \"changes\": %d}".formatted(random.nextInt(), MORE));
        campaigns();
        lists();
        journeys();
    }

    private void campaigns() {
        var campaigns = sandbox.look("/sandbox/source/campaigns");
        var gone = one(campaigns);
        sandbox.remove(path("campaigns", gone, "id"));
        sandbox.change(
                path("campaigns", another(campaigns, gone), "id"), "{\"name\": \"Renamed %d\"}".formatted(number));
        var added = sandbox.tell("/sandbox/source/campaigns", "{}").get("id").asText();
        for (var i = 0; i < 3; i++) {
            sandbox.tell("/sandbox/source/assets", "{\"campaignId\": %s}".formatted(added));
        }
    }

    private void lists() {
        var lists = sandbox.look("/sandbox/source/lists");
        var gone = one(lists);
        sandbox.remove(path("lists", gone, "ID"));
        sandbox.change(path("lists", another(lists, gone), "ID"), "{\"ListName\": \"Renamed %d\"}".formatted(number));
        sandbox.tell("/sandbox/source/lists", "{}");
    }

    private void journeys() {
        var journeys = sandbox.look("/sandbox/source/journeys");
        var gone = one(journeys);
        sandbox.remove(path("journeys", gone, "id"));
        sandbox.change(path("journeys", another(journeys, gone), "id"), "{\"name\": \"Renamed %d\"}".formatted(number));
        sandbox.tell(
                "/sandbox/source/journeys",
                "{\"name\": \"Journey %1$d\", \"goals\": [{\"key\": \"goal-%1$d\", \"name\": \"Goal %1$d\"}]}"
                        .formatted(number));
    }

    private JsonNode one(JsonNode rows) {
        return rows.get(random.nextInt(rows.size()));
    }

    private JsonNode another(JsonNode rows, JsonNode than) {
        while (true) {
            var one = one(rows);
            if (!one.equals(than)) {
                return one;
            }
        }
    }

    private static String path(String collection, JsonNode row, String key) {
        return "/sandbox/source/" + collection + "/"
                + ((ObjectNode) row).get(key).asText();
    }
}
