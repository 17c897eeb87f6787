package io.sluice.sandbox.control;

import io.sluice.sandbox.http.BodyTooLarge;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Handler;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.salesforce.Salesforce;
import io.sluice.sandbox.sfmc.RateLimit;
import io.sluice.sandbox.sfmc.Sfmc;
import io.sluice.sandbox.source.SourceControl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Every request passes here: it is timed, held against the rate, meets its fault, and is answered. */
public final class FrontDesk implements Handler {
    private static final int LONGEST_LOGGED_BODY = 64 * 1024;
    /** A SOAP request carries its token in the body. */
    private static final Pattern TOKEN = Pattern.compile("(<(?:\\w+:)?fueloauth[^>]*>)[^<]*");

    private final Sfmc sfmc;
    private final Salesforce salesforce;
    private final RateLimit rate;
    private final RequestLog log;
    private final boolean logBodies;
    private final Faults faults = new Faults();
    private final Counters counters = new Counters();
    private final Router control;

    public FrontDesk(
            Sfmc sfmc, Salesforce salesforce, RateLimit rate, RequestLog log, SandboxClock clock, boolean logBodies) {
        this.sfmc = sfmc;
        this.salesforce = salesforce;
        this.rate = rate;
        this.log = log;
        this.logBodies = logBodies;
        control = new Router();
        new FaultsApi(faults).register(control);
        new RequestsApi(log).register(control);
        new StateApi(sfmc).register(control);
        new StatsApi(sfmc, salesforce, log, counters, rate, faults, clock).register(control);
        new HumanPage(sfmc, salesforce, log).register(control);
        salesforce.control(control);
        new SourceControl(sfmc.source()).register(control);
    }

    @Override
    public Reply handle(Call call) {
        var looksIn = call.segments().isEmpty() || call.segments().get(0).equals("sandbox");
        return looksIn ? ControlReply.to(call, control) : recorded(call);
    }

    private Reply recorded(Call call) {
        var toCrm = salesforce.serves(call);
        var route = (toCrm ? salesforce.route(call) : sfmc.route(call))
                .map(Router.Route::label)
                .orElse("unknown");
        var token = toCrm ? salesforce.isLogin(route) : sfmc.isLogin(route);
        Arrival arrival;
        Optional<Reply> refusal;
        // In one step, so that the rate sees the requests in the order of their arrival.
        synchronized (log) {
            arrival = log.arrive(call, route, toCrm, token);
            refusal = toCrm || token ? Optional.empty() : rate.refusal(arrival.micros(), sfmc.isSoap(route));
        }
        if (logBodies && !token) {
            arrival.carried(bodyOf(call));
        }
        var reply = refusal.orElseGet(() -> answer(call, arrival));
        log.answered(arrival, reply.statusOrZero(), call.rows());
        counters.count(arrival);
        return reply;
    }

    private static String bodyOf(Call call) {
        try {
            var text = TOKEN.matcher(call.text(StandardCharsets.UTF_8)).replaceAll("$1…");
            return text.substring(0, Math.min(text.length(), LONGEST_LOGGED_BODY));
        } catch (BodyTooLarge e) {
            return "(too large)";
        }
    }

    private Reply answer(Call call, Arrival arrival) {
        var met = faults.meeting(call);
        if (met.isEmpty()) {
            return served(call);
        }
        arrival.met(met.get().fault());
        var reply = disturbed(call, met.get());
        return met.get().fault().then().stream()
                .map(order -> failing(order, call))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(reply);
    }

    /** Carries the order out; when it fails, the test that ordered it sees so in the answer. */
    private Optional<Reply> failing(Fault.Order order, Call call) {
        var body = order.body() == null ? "" : order.body().toString();
        var inner = call.within(order.method(), URI.create(order.path()), body.getBytes(StandardCharsets.UTF_8));
        return ControlReply.to(inner, control) instanceof Reply.Answer answer && answer.status() >= 300
                ? Optional.of(Reply.text(
                        500,
                        "text/plain; charset=utf-8",
                        "What the fault orders failed: " + order.method() + " " + order.path() + ": "
                                + new String(answer.body(), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    private Reply served(Call call) {
        return salesforce.serves(call) ? salesforce.answer(call) : sfmc.answer(call);
    }

    private Reply disturbed(Call call, Faults.Met met) {
        var fault = met.fault();
        if (!fault.action().waitsAfterwards()) {
            met.delay();
        }
        return switch (fault.action()) {
            case PASS -> served(call);
            case ANSWER -> answerOf(fault);
            case DROP -> new Reply.Dropped();
            case HANG -> new Reply.Hanging();
            case GARBAGE -> Reply.text(200, "application/json", "<html><body>Bad Gateway");
            case APPLY_THEN_ANSWER -> applied(call, answerOf(fault));
            case APPLY_THEN_DROP -> applied(call, new Reply.Dropped());
            case APPLY_THEN_HANG -> applied(call, new Reply.Hanging());
            case APPLY_THEN_WAIT -> appliedEarly(call, met);
            case DROP_THEN_APPLY -> appliedLate(call, fault.delayMillis());
        };
    }

    /** Serves the call, and lets the caller see something else. */
    private Reply applied(Call call, Reply seen) {
        served(call);
        return seen;
    }

    private Reply appliedEarly(Call call, Faults.Met met) {
        var reply = served(call);
        met.delay();
        return reply;
    }

    /** The body is read before the connection is closed. */
    private Reply appliedLate(Call call, long millis) {
        call.body();
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> served(call));
        return new Reply.Dropped();
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
}
