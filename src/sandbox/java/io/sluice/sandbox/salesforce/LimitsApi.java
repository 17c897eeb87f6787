package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;

/** {@code /limits}. All but the first are never used up. */
final class LimitsApi {
    void register(Api api) {
        api.on("GET", "/limits", LimitsApi::limits);
    }

    private static Reply.Answer limits(Org org, Call call) {
        var json = Json.object();
        var max = org.settings().maxRequests();
        json.putObject("DailyApiRequests")
                .put("Max", max)
                .put("Remaining", Math.max(0, max - org.usage().used()));
        json.putObject("DailyBulkV2QueryJobs").put("Max", 10_000).put("Remaining", 10_000);
        json.putObject("DataStorageMB").put("Max", 1_073).put("Remaining", 1_073);
        return Reply.json(200, json);
    }
}
