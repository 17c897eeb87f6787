package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.MalformedJson;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.util.Map;

/** Answers control requests; what the caller did wrong is told in a sentence. */
final class ControlReply {
    private ControlReply() {}

    static Reply to(Call call, Router control) {
        try {
            return control.find(call)
                    .map(route -> route.handler().handle(call))
                    .orElseGet(() -> problem(404, "There is no such control request; see docs/sandbox.md."));
        } catch (IllegalArgumentException | MalformedJson e) {
            return problem(400, e.getMessage());
        }
    }

    static Reply done() {
        return new Reply.Answer(204, Map.of(), new byte[0]);
    }

    static Reply problem(int status, String sentence) {
        return Reply.json(status, Json.object().put("problem", sentence));
    }
}
