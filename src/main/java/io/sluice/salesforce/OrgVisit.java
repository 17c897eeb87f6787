package io.sluice.salesforce;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.DirectCalls;
import io.sluice.delivery.Finding;
import io.sluice.delivery.Questions;
import io.sluice.delivery.Request;
import io.sluice.delivery.Target;
import io.sluice.mapping.TargetUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the objects of one org. */
final class OrgVisit {
    private final SalesforceAccount account;
    private final AllowedHosts hosts;
    private final DirectCalls calls;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Session> session = Optional.empty();

    OrgVisit(SalesforceAccount account, AllowedHosts hosts) {
        this.account = account;
        this.hosts = hosts;
        this.calls = new DirectCalls(account.callTimeout());
    }

    List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException {
        if (session().isPresent()) {
            limits(session.get());
            var byTarget = new LinkedHashMap<Target, List<TargetUse>>();
            uses.forEach(use -> byTarget.computeIfAbsent(use.target(), any -> new ArrayList<>())
                    .add(use));
            for (var target : byTarget.entrySet()) {
                look(target.getKey(), target.getValue(), session.get());
            }
        }
        return findings;
    }

    /** With one session for all questions, as long as it is good. */
    Answer ask(Request question) throws InterruptedException {
        try {
            session = Optional.of(session.isPresent() ? session.get() : login());
        } catch (Login.Refused refused) {
            return new Answer.NotCalled(refused.failure());
        }
        return call(question, session.get());
    }

    private Optional<Session> session() throws InterruptedException {
        try {
            session = Optional.of(login());
            well(account + ": the credentials are good");
        } catch (Login.Refused refused) {
            wrong(account + ": " + refused.failure().sentence());
        }
        return session;
    }

    private Session login() throws InterruptedException, Login.Refused {
        var question = Login.question(account, hosts, Instant.now());
        var headers = new LinkedHashMap<>(question.headers());
        headers.put("Content-Type", question.contentType());
        headers.put("Accept", "application/json, text/xml");
        return Login.read(calls.send("POST", question.url(), headers, question.body()), account, hosts);
    }

    private void limits(Session session) throws InterruptedException {
        var answer = call(Request.get("/limits"), session);
        var calls = Optional.of(answer)
                .filter(Answer.Http.class::isInstance)
                .flatMap(http -> Body.json(((Answer.Http) http).body()))
                .map(limits -> limits.path("DailyApiRequests"));
        var most = calls.map(limit -> limit.path("Max").asLong()).orElse(0L);
        if (most == 0) {
            wrong(account
                    + ": it does not tell how many calls are left before one is made; grant the user"
                    + " 'View Setup and Configuration'");
            return;
        }
        var left = calls.get().path("Remaining").asLong();
        var budget = account.calls(most, true);
        var normal = account.calls(most, false);
        var text = "%s: %d of %d calls of 24 hours are left; the budget is %d, of which %d are a reserve"
                .formatted(account, left, most, budget, budget - normal);
        if (most - left >= normal) {
            wrong(text + ", and it is used up; wait, or raise daily-api-budget, or let others make fewer calls");
        } else {
            well(text);
        }
    }

    private void look(Target target, List<TargetUse> uses, Session session) throws InterruptedException {
        var describe = new DescribeQuestion(target.name());
        var step = describe.read(call(describe.question(), session));
        if (step instanceof Questions.Step.Done<SObject> done) {
            compare(target, uses, done.knowledge());
        } else {
            wrong(target + ": "
                    + ((Questions.Step.Failed<SObject>) step).failure().sentence());
        }
    }

    private void compare(Target target, List<TargetUse> uses, SObject object) {
        var names = uses.stream().map(TargetUse::toString).distinct().sorted().collect(Collectors.joining(", "));
        well("%s: %d fields; written by %s".formatted(target, object.fields().size(), names));
        uses.forEach(use -> RecordComparison.problems(use, object).forEach(this::wrong));
    }

    private Answer call(Request request, Session session) throws InterruptedException {
        return calls.send(
                request.method(),
                session.instanceUrl() + account.restPath() + request.path(),
                Map.of("Authorization", "Bearer " + session.token()),
                request.body().toString());
    }

    private void well(String text) {
        findings.add(new Finding(false, text));
    }

    private void wrong(String text) {
        findings.add(new Finding(true, text));
    }
}
