package io.sluice.salesforce;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Conversation;
import io.sluice.delivery.DoorMetrics;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Holder;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.ShutDoors;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jboss.logging.Logger;

/** The two ends of the door to an org, on either side of the call that the route makes. */
@Named("salesforce")
@Singleton
@RegisterForReflection
public class Salesforce {
    private static final Logger LOG = Logger.getLogger(Salesforce.class);

    private final SalesforceAccounts accounts;
    private final Holder holder;
    private final DoorMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Org> orgs = new ConcurrentHashMap<>();
    private final ShutDoors doors = new ShutDoors();

    @Inject
    Salesforce(SalesforceAccounts accounts, Holder holder, DoorMetrics metrics, InstantSource clock) {
        this.accounts = accounts;
        this.holder = holder;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The component of the account is there. */
    void opens(SalesforceAccount account, OrgSession calls) {
        var org = new Org(
                account, new Sessions(account, accounts.hosts(), clock), new DailyBudget(account, clock), calls);
        orgs.put(account.name(), org);
        metrics.remaining(account.door(), org.budget(), DailyBudget::remaining);
    }

    /** Called first: while another batch is finding out what this one has to know, it waits here, and keeps nobody else. */
    public Conversation ready(Conversation batch, String account) throws InterruptedException {
        for (var turn = batch.turn(); turn.isPresent(); turn = batch.turn()) {
            var failure = await(turn.get(), account, Optional.empty());
            if (failure.isPresent()) {
                batch.read(new Answer.NotCalled(failure.get()));
                return batch;
            }
        }
        return batch;
    }

    /** Called before the pace. @return no call yet, but when that was */
    public SalesforceCall arrive(Conversation batch, String account) {
        return SalesforceCall.nothing(batch, account);
    }

    /** Called when the pace allows a call: the login, the question for the limits, or the batch's own. */
    public SalesforceCall prepare(@Variable("call") SalesforceCall arrived) throws InterruptedException {
        var batch = arrived.batch();
        var account = arrived.account();
        var org = orgs.get(account);
        metrics.waited(org.account().door(), since(arrived.startedNanos()));
        if (!batch.hasNext()) {
            return SalesforceCall.nothing(batch, account);
        }
        if (!holder.holds(org.account().door())) {
            return notCalled(
                    batch,
                    account,
                    failure(Reason.LEASE_LOST, "another process holds the account now, or this one is stopping"));
        }
        var shut = doors.sendsBack(batch);
        if (shut.isPresent()) {
            return notCalled(batch, account, shut.get());
        }
        var turn = org.sessions().turn();
        if (turn instanceof Sessions.Turn.Use use) {
            return withinBudget(batch, org, use.session());
        }
        if (turn instanceof Sessions.Turn.Await await) {
            return afterwards(batch, account, await.result(), "login");
        }
        if (turn instanceof Sessions.Turn.Wait wait) {
            return notCalled(batch, account, wait.failure());
        }
        return SalesforceCall.forLogin(
                batch, account, Login.question(org.account(), accounts.hosts(), clock.instant()));
    }

    private SalesforceCall withinBudget(Conversation batch, Org org, Session session) throws InterruptedException {
        var account = org.account().name();
        var turn = org.budget().turn(batch.urgent());
        if (turn instanceof DailyBudget.Turn.Await await) {
            return afterwards(batch, account, await.result(), "limits");
        }
        if (turn instanceof DailyBudget.Turn.Hold hold) {
            return notCalled(batch, account, hold.failure());
        }
        org.calls().use(session);
        return turn instanceof DailyBudget.Turn.Look
                ? SalesforceCall.forLimits(batch, org.account(), session)
                : SalesforceCall.forBatch(batch, org.account(), session);
    }

    /** What somebody else asks for is there, or not; in the first case the batch comes again. */
    private SalesforceCall afterwards(
            Conversation batch, String account, CompletableFuture<Optional<Failure>> result, String what)
            throws InterruptedException {
        var late = failure(Reason.UNAVAILABLE, what + ": no answer in time");
        return await(result, account, Optional.of(late))
                .map(cause -> notCalled(batch, account, cause))
                .orElseGet(() -> SalesforceCall.nothing(batch, account));
    }

    /** Puts what the call needs where its component looks for it. */
    public void head(@Headers Map<String, Object> headers, @Variable("call") SalesforceCall call) {
        headers.putAll(call.headers());
    }

    /** @param limits what Salesforce tells with every answer of how many calls are used */
    public Answer answer(
            @Variable("call") SalesforceCall call,
            @Header("CamelHttpResponseCode") int status,
            @Header("Sforce-Limit-Info") String limits,
            @Body InputStream body) {
        orgs.get(call.account()).budget().reported(limits);
        return Answers.of(status, body);
    }

    /** What it means that the call ended with an exception: the component throws for every answer that is no success. */
    public Answer noAnswer(
            @Variable("call") SalesforceCall call,
            @ExchangeException Exception cause,
            @Header("CamelHttpResponseCode") Integer status,
            @Header("Sforce-Limit-Info") String limits,
            @Body InputStream body) {
        return Answers.isComplete(cause, status) ? answer(call, status, limits, body) : Answers.none(cause);
    }

    public Conversation read(@Variable("call") SalesforceCall call, @Variable("answer") Answer answer) {
        var rows = call.kind() == SalesforceCall.Kind.BATCH ? call.batch().nextRows() : 0;
        var took = since(call.startedNanos());
        log(call, answer, rows, took);
        var org = orgs.get(call.account());
        count(org, call, answer, rows, took);
        switch (call.kind()) {
            case LOGIN ->
                org.sessions().received(answer).ifPresent(why -> call.batch().read(new Answer.NotCalled(why)));
            case LIMITS -> looked(org, call, answer);
            case BATCH -> answered(org, call, answer);
            case NOTHING -> throw new IllegalStateException("An answer to nothing.");
        }
        doors.answered(call.batch(), clock.instant());
        return call.batch();
    }

    private void count(Org org, SalesforceCall call, Answer answer, int rows, Duration took) {
        if (call.kind() == SalesforceCall.Kind.LOGIN) {
            metrics.tokenRequested(org.account().door(), answer);
        } else {
            metrics.called(org.account().door(), answer, rows, took);
        }
    }

    private static void looked(Org org, SalesforceCall call, Answer answer) {
        var retry = isWorthRepeating(org, call, answer);
        var failure = org.budget().looked(answer, retry);
        failure.ifPresent(why -> call.batch().read(new Answer.NotCalled(why)));
    }

    private static void answered(Org org, SalesforceCall call, Answer answer) {
        if (isWorthRepeating(org, call, answer)) {
            call.batch().repeat(answer);
            return;
        }
        if (SalesforceFailures.classify(answer) instanceof Reading.Failed failed
                && failed.failure().reason() == Reason.DAILY_BUDGET) {
            org.budget().exhausted();
        }
        call.batch().read(answer);
    }

    /** After a 401, with another session; unless what is wrong is no matter of the session. */
    private static boolean isWorthRepeating(Org org, SalesforceCall call, Answer answer) {
        return answer instanceof Answer.Http http
                && http.status() == 401
                && SalesforceFailures.classify(answer) instanceof Reading.Failed failed
                && failed.failure().reason() == Reason.LOGIN_REFUSED
                && org.sessions().rejected(call.session().orElseThrow(), failed.failure());
    }

    /** A call has ended, or was not made. */
    public void ended(@Variable("call") SalesforceCall call) {
        if (call.kind() == SalesforceCall.Kind.BATCH) {
            orgs.get(call.account()).budget().ended();
        }
    }

    /** @param late what it means when there is no result in time; none: to ask again whose turn it is */
    private Optional<Failure> await(CompletableFuture<Optional<Failure>> result, String account, Optional<Failure> late)
            throws InterruptedException {
        var most = accounts.account(account).callTimeout().multipliedBy(2);
        try {
            return result.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return late;
        }
    }

    private SalesforceCall notCalled(Conversation batch, String account, Failure failure) {
        batch.read(new Answer.NotCalled(failure));
        return SalesforceCall.nothing(batch, account);
    }

    private static Failure failure(Reason reason, String detail) {
        return new Failure(Failure.Owner.ACCOUNT, reason, Optional.empty(), detail);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void log(SalesforceCall call, Answer answer, int rows, Duration took) {
        var what =
                switch (call.kind()) {
                    case LOGIN -> "login";
                    case LIMITS -> "limits";
                    default -> call.batch().target().toString();
                };
        var result = answer instanceof Answer.Http http
                ? "status=" + http.status()
                : "status=0 error=" + ((Answer.None) answer).detail();
        LOG.infof(
                "call account=salesforce-%s target=%s rows=%d %s took=%dms",
                call.account(), what, rows, result, took.toMillis());
    }
}
