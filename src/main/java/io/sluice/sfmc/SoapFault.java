package io.sluice.sfmc;

import io.sluice.delivery.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What SOAP says went wrong: every fault is an HTTP 500, whoever has to do something about it. */
final class SoapFault {
    private static final Pattern FAULT =
            Pattern.compile("<(?:\\w+:)?Fault\\b.*?<faultstring[^>]*>\\s*(.*?)\\s*</faultstring>", Pattern.DOTALL);
    private static final Set<String> NOT_LET_IN = Set.of("Token Expired", "Login Failed");
    private static final String RATE_LIMITED = "Rate Limited";

    private static final int LONGEST = 200;

    private SoapFault() {}

    /** Its own words; empty when the body is no fault. */
    static Optional<String> text(String body) {
        var fault = FAULT.matcher(body);
        return fault.find()
                ? Optional.of(fault.group(1)
                        .substring(0, Math.min(LONGEST, fault.group(1).length())))
                : Optional.empty();
    }

    /** SOAP's way to say 401: the token was good once, or is not known. */
    static boolean notLetIn(String body) {
        return text(body).filter(NOT_LET_IN::contains).isPresent();
    }

    /** Empty when the body is no fault, or one that says no more than its status. */
    static Optional<Reason> reason(String body) {
        if (notLetIn(body)) {
            return Optional.of(Reason.CREDENTIALS);
        }
        return text(body).filter(RATE_LIMITED::equals).map(text -> Reason.THROTTLED);
    }
}
