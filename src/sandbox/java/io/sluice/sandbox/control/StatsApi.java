package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.salesforce.Salesforce;
import io.sluice.sandbox.sfmc.RateLimit;
import io.sluice.sandbox.sfmc.Sfmc;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** {@code /sandbox/stats}, and what sets the sandbox back or ahead. */
final class StatsApi {
    private final Sfmc sfmc;
    private final Salesforce salesforce;
    private final RequestLog log;
    private final Counters counters;
    private final RateLimit rate;
    private final Faults faults;
    private final SandboxClock clock;

    StatsApi(
            Sfmc sfmc,
            Salesforce salesforce,
            RequestLog log,
            Counters counters,
            RateLimit rate,
            Faults faults,
            SandboxClock clock) {
        this.sfmc = sfmc;
        this.salesforce = salesforce;
        this.log = log;
        this.counters = counters;
        this.rate = rate;
        this.faults = faults;
        this.clock = clock;
    }

    void register(Router router) {
        router.on("GET", "/sandbox/stats", this::stats);
        router.on("DELETE", "/sandbox/stats", this::clear);
        router.on("POST", "/sandbox/reset", this::reset);
        router.on("POST", "/sandbox/tokens/revoke", this::revoke);
        router.on("POST", "/sandbox/clock", this::advance);
    }

    private Reply stats(Call call) {
        var stats = Json.object()
                .put("worstSecond", log.worstSecond())
                .put("worstSecondWithTokens", log.worstSecondWithTokens())
                .put("rateViolations", rate.violations())
                .put("spanMillis", counters.spanMillis())
                .put("rowsApplied", sfmc.rowsApplied())
                .put("contacts", sfmc.contacts().size())
                .put("journeyEvents", sfmc.journeyEvents().size());
        stats.set("tokens", Json.MAPPER.valueToTree(sfmc.tokens().count()));
        stats.set("routes", Json.MAPPER.valueToTree(counters.routes()));
        stats.putObject("salesforce")
                .put("worstSecond", log.worstCrmSecond())
                .put("mostAtOnce", log.mostCrmOpen())
                .set("orgs", salesforce.stats());
        var source = stats.putObject("source");
        sfmc.source().sizes().forEach(source::put);
        var rows = stats.putObject("rows");
        sfmc.extensions().all().forEach(extension -> rows.put(extension.key(), extension.size()));
        return Reply.json(200, stats);
    }

    private Reply clear(Call call) {
        log.clear();
        counters.clear();
        rate.clear();
        sfmc.tokens().clearCount();
        return ControlReply.done();
    }

    private Reply reset(Call call) {
        faults.clear();
        clock.reset();
        sfmc.reset();
        salesforce.reset();
        return clear(call);
    }

    private Reply revoke(Call call) {
        sfmc.tokens().revokeAll();
        return ControlReply.done();
    }

    private Reply advance(Call call) {
        try {
            clock.advance(Duration.parse(call.query("advance").orElse("")));
            return ControlReply.done();
        } catch (DateTimeParseException e) {
            return ControlReply.problem(400, "'advance' must be a duration such as PT20M.");
        }
    }
}
