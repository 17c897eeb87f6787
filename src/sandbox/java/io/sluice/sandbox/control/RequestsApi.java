package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.util.regex.Pattern;

/** {@code GET /sandbox/requests?path=&method=&after=}: the request log, oldest first. */
final class RequestsApi {
    private final RequestLog log;

    RequestsApi(RequestLog log) {
        this.log = log;
    }

    void register(Router router) {
        router.on("GET", "/sandbox/requests", this::list);
    }

    /** {@code path} is a regular expression found anywhere in it, {@code after} the number of a request. */
    private Reply list(Call call) {
        var path = Pattern.compile(call.query("path").orElse(""));
        var method = call.query("method").orElse("");
        var after = call.query("after").map(Long::parseLong).orElse(0L);
        return Reply.json(
                200,
                log.matching(arrival -> arrival.number() > after
                        && path.matcher(arrival.path()).find()
                        && (method.isEmpty() || method.equalsIgnoreCase(arrival.method()))));
    }
}
