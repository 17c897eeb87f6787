package io.sluice.sfmc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Reason;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Variable;
import org.apache.camel.processor.TotalRequestsThrottler;
import org.jboss.logging.Logger;

/** Sets the throttle of an account's door by what its calls are answered. */
@Named("sfmcPace")
@Singleton
@RegisterForReflection
public class SfmcPace {
    private static final Logger LOG = Logger.getLogger(SfmcPace.class);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SOAP_FAULT = 500;

    private final SfmcAccounts accounts;
    private final Map<String, Gap> gaps = new ConcurrentHashMap<>();

    SfmcPace(SfmcAccounts accounts) {
        this.accounts = accounts;
    }

    /** Called with each answer. */
    public void answered(@Variable("call") SfmcCall call, @Variable("answer") Answer answer, CamelContext camel) {
        var gap = gaps.computeIfAbsent(
                call.account(), name -> new Gap(accounts.account(name).gapMillis()));
        var now = System.nanoTime();
        changed(gap, call, answer, now).ifPresent(millis -> {
            LOG.warnf("pace.changed account=%s gap=%dms", call.account(), millis);
            throttle(camel, call.account()).setTimePeriodMillis(millis);
        });
    }

    private static Optional<Long> changed(Gap gap, SfmcCall call, Answer answer, long now) {
        return throttled(answer) ? gap.throttled(call.startedNanos(), now) : gap.quiet(now);
    }

    private static boolean throttled(Answer answer) {
        return answer instanceof Answer.Http http
                && (http.status() == TOO_MANY_REQUESTS
                        || http.status() == SOAP_FAULT
                                && SoapFault.reason(http.body())
                                        .filter(Reason.THROTTLED::equals)
                                        .isPresent());
    }

    /** The one throttle of the door. Its id would not do: Camel puts a prefix of its own before those in a template. */
    private static TotalRequestsThrottler throttle(CamelContext camel, String account) {
        return camel.getRoute("sfmc-" + account).filter("*").stream()
                .filter(TotalRequestsThrottler.class::isInstance)
                .map(TotalRequestsThrottler.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the door of account " + account + " has no throttle"));
    }
}
