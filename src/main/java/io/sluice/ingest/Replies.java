package io.sluice.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.event.Endpoint;
import io.sluice.event.Problem;
import io.sluice.event.ReadEvents;
import io.sluice.event.UnreadableBody;
import java.util.List;

/** All answers there are. Nothing of the request is in them but the messageIds of refused events. */
final class Replies {
    /** Seconds; long enough for a store to come back from a restart, short enough for clients with few retries. */
    private static final String RETRY_AFTER = "5";

    private Replies() {}

    /** Real clients look at the 200 only. */
    static Reply kept(ReadEvents events) {
        var json = success(true);
        if (!events.refused().isEmpty()) {
            json.put("accepted", events.accepted().size()).set("refused", refused(events.refused()));
        }
        return plain(200, json);
    }

    static Reply refusedEvent(ReadEvents.Refused event) {
        var json = failure("The event is refused.");
        json.set("problems", problems(event.problems()));
        return plain(400, json);
    }

    static Reply refusedBatch(ReadEvents events) {
        var json = failure("Every event of the batch is refused.").put("accepted", 0);
        json.set("refused", refused(events.refused()));
        return plain(400, json);
    }

    static Reply unreadable(UnreadableBody body) {
        var json = failure(body.getMessage());
        json.set("problems", problems(body.problems()));
        return plain(body.isTooLarge() ? 413 : 400, json);
    }

    static Reply severalInWebhook() {
        return plain(
                400,
                failure(
                        "Segment signs only the first event of a batched webhook, so the others could be anybody's. Send one event a"
                                + " request (batch size 1), or set sluice.sources.<name>.allow-unverified-batches=true."));
    }

    static Reply unauthorized(String message) {
        return plain(401, failure(message));
    }

    static Reply unknownEndpoint() {
        return plain(404, failure("There is no such path. Below /v1/ there are: " + Endpoint.words() + "."));
    }

    static Reply notPost() {
        return new Reply(
                405, "POST", null, failure("Events are sent with POST.").toString());
    }

    static Reply tooSlow() {
        return plain(408, failure("The body did not arrive in time. Send it again."));
    }

    static Reply unavailable() {
        var json = failure("It is not certain that the events are kept. Send them again with the same messageIds.");
        return new Reply(503, null, RETRY_AFTER, json.toString());
    }

    static Reply internal() {
        return plain(500, failure("Something went wrong here. Send the events again; the log says what it was."));
    }

    private static Reply plain(int status, ObjectNode json) {
        return new Reply(status, null, null, json.toString());
    }

    private static ObjectNode success(boolean success) {
        return JsonNodeFactory.instance.objectNode().put("success", success);
    }

    private static ObjectNode failure(String message) {
        return success(false).put("message", message);
    }

    private static ArrayNode refused(List<ReadEvents.Refused> events) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var event : events) {
            var json = array.addObject().put("index", event.index());
            event.messageId().ifPresent(id -> json.put("messageId", id));
            json.set("problems", problems(event.problems()));
        }
        return array;
    }

    private static ArrayNode problems(List<Problem> problems) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var problem : problems) {
            array.addObject().put("pointer", problem.pointer()).put("message", problem.message());
        }
        return array;
    }
}
