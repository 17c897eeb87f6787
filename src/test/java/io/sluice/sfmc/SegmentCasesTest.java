package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.contract.SegmentCase;
import io.sluice.contract.SegmentCases;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Request;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What Segment's Marketing Cloud destinations do. */
class SegmentCasesTest extends SegmentCases {
    static List<SegmentCase> cases() throws IOException {
        return SegmentCase.all("sfmc");
    }

    @Override
    protected List<Action> actions() {
        return SfmcActions.ALL;
    }

    @Override
    protected Answer answer(Request request) {
        return new Answer.Http(200, Optional.empty(), proof(request).toString());
    }

    private static JsonNode proof(Request request) {
        if (request.body().isArray()) {
            return request.body();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("operationStatus", "OK")
                .put("eventInstanceId", "an-id");
    }
}
