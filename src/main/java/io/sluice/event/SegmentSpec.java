package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the Segment Spec asks of an event. Where Segment answers 200 and drops the event, the problem is told here. */
final class SegmentSpec {
    /** Strings; an empty one counts as absent. */
    static final List<String> IDS = List.of("userId", "anonymousId", "previousId", "groupId");

    private static final List<String> OBJECTS = List.of("traits", "properties", "context", "integrations");

    private SegmentSpec() {}

    static Optional<EventType> type(JsonNode sent, Endpoint endpoint, Problems problems) {
        if (sent.isMissingNode() || sent.isNull()) {
            if (endpoint.type().isEmpty()) {
                problems.add("/type", "The type is missing. " + known(endpoint));
            }
            return endpoint.type();
        }
        var type = Optional.ofNullable(sent.textValue()).flatMap(EventType::of);
        if (type.isEmpty()) {
            problems.add("/type", "This type is not known. " + known(endpoint));
        } else if (!endpoint.takes(type.get())) {
            problems.add("/type", "A delete is taken at /v1/webhook only, where it is signed.");
        } else if (endpoint.type().isPresent() && !endpoint.type().equals(type)) {
            problems.add("/type", "The type contradicts the path /v1/%s. Leave it out.".formatted(endpoint.word()));
        }
        return type;
    }

    private static String known(Endpoint endpoint) {
        return "Known are: "
                + Arrays.stream(EventType.values())
                        .filter(endpoint::takes)
                        .map(EventType::word)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    static void check(EventType type, ObjectNode body, Problems problems) {
        for (var name : IDS) {
            if (body.has(name) && !body.get(name).isTextual()) {
                problems.add("/" + name, "The %s must be a string. Put it in quotes.".formatted(name));
            }
        }
        for (var name : OBJECTS) {
            if (body.hasNonNull(name) && !body.get(name).isObject()) {
                problems.add("/" + name, "The %s must be an object.".formatted(name));
            }
        }
        checkWhatTheTypeNeeds(type, body, problems);
    }

    private static void checkWhatTheTypeNeeds(EventType type, ObjectNode body, Problems problems) {
        switch (type) {
            case ALIAS -> {
                require("userId", type, body, problems);
                require("previousId", type, body, problems);
            }
            case GROUP -> {
                requireUser(type, body, problems);
                require("groupId", type, body, problems);
            }
            case TRACK -> {
                requireUser(type, body, problems);
                requireEventName(body.path("event"), problems);
            }
            case DELETE -> {
                require("userId", type, body, problems);
                if (body.path("userId").isTextual()
                        && body.path("userId").textValue().isBlank()) {
                    problems.add("/userId", "The delete needs a userId that is not blank.");
                }
            }
            default -> requireUser(type, body, problems);
        }
    }

    private static void requireUser(EventType type, ObjectNode body, Problems problems) {
        if (!body.has("userId") && !body.has("anonymousId")) {
            problems.add("", "The %s needs a userId or an anonymousId.".formatted(type.word()));
        }
    }

    private static void require(String name, EventType type, ObjectNode body, Problems problems) {
        if (!body.has(name)) {
            problems.add("/" + name, "The %s needs a %s.".formatted(type.word(), name));
        }
    }

    private static void requireEventName(JsonNode event, Problems problems) {
        if (!event.isTextual() || event.textValue().isBlank()) {
            problems.add(
                    "/event", "The track needs the name of what happened as \"event\", a string that is not empty.");
        }
    }
}
