package io.sluice.sandbox.control;

import io.sluice.sandbox.http.BodyTooLarge;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Handler;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.sfmc.RateLimit;
import io.sluice.sandbox.sfmc.Sfmc;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Every request passes here: it is timed, held against the rate, meets its fault, and is answered. */
public final class FrontDesk implements Handler {
    private static final int LONGEST_LOGGED_BODY = 64 * 1024;

    private final Sfmc sfmc;
    private final RateLimit rate;
    private final RequestLog log;
    private final boolean logBodies;
    private final Faults faults = new Faults();
    private final Counters counters = new Counters();
    private final Router control;

    public FrontDesk(Sfmc sfmc, RateLimit rate, RequestLog log, SandboxClock clock, boolean logBodies) {
        this.sfmc = sfmc;
        this.rate = rate;
        this.log = log;
        this.logBodies = logBodies;
        control = new Router();
        new FaultsApi(faults).register(control);
        new RequestsApi(log).register(control);
        new StateApi(sfmc).register(control);
        new StatsApi(sfmc, log, counters, rate, faults, clock).register(control);
        new HumanPage(sfmc, log).register(control);
    }

    @Override
    public Reply handle(Call call) {
        var looksIn = call.segments().isEmpty() || call.segments().get(0).equals("sandbox");
        return looksIn ? ControlReply.to(call, control) : recorded(call);
    }

    private Reply recorded(Call call) {
        var route = sfmc.route(call).map(Router.Route::label).orElse("unknown");
        var token = route.endsWith("/v2/token") || route.endsWith("/v1/requestToken");
        Arrival arrival;
        Optional<Reply> refusal;
        // In one step, so that the rate sees the requests in the order of their arrival.
        synchronized (log) {
            arrival = log.arrive(call, route, token);
            refusal = token ? Optional.empty() : rate.refusal(arrival.micros());
        }
        if (logBodies && !token) {
            arrival.carried(bodyOf(call));
        }
        var reply = refusal.orElseGet(() -> answer(call, arrival));
        arrival.answered(reply.statusOrZero(), call.rows(), log.micros());
        counters.count(arrival);
        return reply;
    }

    private static String bodyOf(Call call) {
        try {
            var text = call.text(StandardCharsets.UTF_8);
            return text.substring(0, Math.min(text.length(), LONGEST_LOGGED_BODY));
        } catch (BodyTooLarge e) {
            return "(too large)";
        }
    }

    private Reply answer(Call call, Arrival arrival) {
        var fault = faults.meeting(call);
        if (fault.isEmpty()) {
            return sfmc.answer(call);
        }
        arrival.met(fault.get());
        return disturbed(call, fault.get());
    }

    private Reply disturbed(Call call, Fault fault) {
        pause(fault.delayMillis());
        return switch (fault.action()) {
            case PASS -> sfmc.answer(call);
            case ANSWER -> answerOf(fault);
            case DROP -> new Reply.Dropped();
            case HANG -> new Reply.Hanging();
            case GARBAGE -> Reply.text(200, "application/json", "<html><body>Bad Gateway");
            case APPLY_THEN_ANSWER -> applied(call, answerOf(fault));
            case APPLY_THEN_DROP -> applied(call, new Reply.Dropped());
            case APPLY_THEN_HANG -> applied(call, new Reply.Hanging());
        };
    }

    /** Serves the call, and lets the caller see something else. */
    private Reply applied(Call call, Reply seen) {
        sfmc.answer(call);
        return seen;
    }

    private static Reply answerOf(Fault fault) {
        var body = fault.body();
        var answer = body != null && body.isTextual()
                ? Reply.text(fault.status(), "text/html", body.asText())
                : Reply.json(fault.status(), body == null ? Json.object() : body);
        for (var header : fault.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // The sandbox is stopping.
            Thread.currentThread().interrupt();
        }
    }
}
