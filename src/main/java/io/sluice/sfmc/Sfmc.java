package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Conversation;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Holder;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RetryAfter;
import io.sluice.delivery.ShutDoors;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jboss.logging.Logger;

/** The two ends of the door to SFMC, on either side of the HTTP call that the route makes. */
@Named("sfmc")
@Singleton
@RegisterForReflection
public class Sfmc {
    private static final Logger LOG = Logger.getLogger(Sfmc.class);
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

    /** A part of an answer would say something else than all of it. */
    static final Answer.None TOO_LONG = new Answer.None(true, "an answer longer than 8 MB");

    private static final Failure NOT_HELD =
            failure(Reason.LEASE_LOST, "another process holds the account now, or this one is stopping");

    private final SfmcAccounts accounts;
    private final Holder holder;
    private final SfmcMetrics metrics;
    private final InstantSource clock;
    private final Map<String, SfmcTokens> tokens = new ConcurrentHashMap<>();
    private final Scopes scopes = new Scopes();
    private final ShutDoors doors = new ShutDoors();

    @Inject
    Sfmc(SfmcAccounts accounts, Holder holder, SfmcMetrics metrics, InstantSource clock) {
        this.accounts = accounts;
        this.holder = holder;
        this.metrics = metrics;
        this.clock = clock;
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

    /** Called before the pace. @return when that was, for {@link #prepare} */
    public long arrive() {
        return System.nanoTime();
    }

    /** Called when the pace allows a call. Without a token, the call is the request for one, and the batch comes again. */
    public SfmcCall prepare(Conversation batch, String account, long arrivedNanos) throws InterruptedException {
        metrics.waited(account, since(arrivedNanos));
        if (!batch.hasNext()) {
            return SfmcCall.nothing(batch, account);
        }
        if (!holder.holds("sfmc-" + account)) {
            return notCalled(batch, account, NOT_HELD);
        }
        var shut = doors.sendsBack(batch);
        if (shut.isPresent()) {
            return notCalled(batch, account, shut.get());
        }
        var turn = tokens(account).turn();
        if (turn instanceof SfmcTokens.Turn.Use use) {
            scopes.check(batch.target(), use.token());
            return call(batch, account, use.token());
        }
        if (turn instanceof SfmcTokens.Turn.Await await) {
            var late = failure(Reason.UNAVAILABLE, "token: no answer in time");
            return await(await.result(), account, Optional.of(late))
                    .map(cause -> notCalled(batch, account, cause))
                    .orElseGet(() -> SfmcCall.nothing(batch, account));
        }
        return SfmcCall.forToken(batch, accounts.account(account));
    }

    private SfmcCall call(Conversation batch, String account, SfmcToken token) {
        var request = batch.next();
        var soap = SoapRequest.of(request);
        if (soap.isEmpty()) {
            return SfmcCall.rest(batch, account, token, request);
        }
        return token.soapUrl().isPresent()
                ? SfmcCall.soap(batch, account, token, soap.get())
                : notCalled(batch, account, SoapRequest.NO_ADDRESS);
    }

    /** What the account's token may do; empty when there is no token, or it does not say so. */
    Set<String> scopes(String account) {
        return tokens(account).current().map(SfmcToken::scopes).orElse(Set.of());
    }

    public Conversation read(@Variable("call") SfmcCall call, @Variable("answer") Answer answer) {
        if (!(answer instanceof Answer.NotCalled)) {
            tell(call, answer);
        }
        if (call.token().isEmpty()) {
            tokens(call.account()).received(answer).ifPresent(failure -> call.batch()
                    .read(new Answer.NotCalled(failure)));
        } else if (unauthorized(answer)
                && tokens(call.account()).rejected(call.token().get())) {
            call.batch().repeat(answer);
        } else {
            call.batch().read(answer);
        }
        doors.answered(call.batch(), clock.instant());
        return call.batch();
    }

    private void tell(SfmcCall call, Answer answer) {
        var rows = call.token().isEmpty() ? 0 : call.batch().nextRows();
        var took = since(call.startedNanos());
        log(call, answer, rows, took);
        metrics.called(call, answer, rows, took);
    }

    /** @throws IOException when the connection breaks before the answer is complete */
    public Answer answer(
            @Header("CamelHttpResponseCode") int status,
            @Header("Retry-After") String retryAfter,
            @Body InputStream body)
            throws IOException {
        if (body == null) {
            return new Answer.Http(status, RetryAfter.read(retryAfter, clock.instant()), "");
        }
        try (body) {
            var bytes = body.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                return TOO_LONG;
            }
            var text = new String(bytes, StandardCharsets.UTF_8);
            return new Answer.Http(status, RetryAfter.read(retryAfter, clock.instant()), text);
        }
    }

    /** What it means that the call ended with an exception. */
    public Answer noAnswer(@ExchangeException Exception cause) {
        if (cause instanceof WirePace.NotHeld) {
            return new Answer.NotCalled(NOT_HELD);
        }
        var mayHaveArrived = !(cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof WirePace.NotSent);
        return new Answer.None(mayHaveArrived, cause.getClass().getSimpleName());
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

    private SfmcCall notCalled(Conversation batch, String account, Failure failure) {
        batch.read(new Answer.NotCalled(failure));
        return SfmcCall.nothing(batch, account);
    }

    private SfmcTokens tokens(String account) {
        return tokens.computeIfAbsent(account, name -> new SfmcTokens(accounts.account(name), accounts.hosts(), clock));
    }

    private static boolean unauthorized(Answer answer) {
        return answer instanceof Answer.Http http
                && (http.status() == 401 || http.status() == 500 && SoapFault.notLetIn(http.body()));
    }

    private static Failure failure(Reason reason, String detail) {
        return new Failure(Failure.Owner.ACCOUNT, reason, Optional.empty(), detail);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void log(SfmcCall call, Answer answer, int rows, Duration took) {
        var what = call.token().isEmpty() ? "token" : call.batch().target().toString();
        var result = answer instanceof Answer.Http http
                ? "status=" + http.status()
                : "status=0 error=" + ((Answer.None) answer).detail();
        LOG.infof(
                "call account=sfmc-%s target=%s rows=%d %s took=%dms",
                call.account(), what, rows, result, took.toMillis());
    }
}
