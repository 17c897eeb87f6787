package io.sluice.sfmc;

import io.sluice.delivery.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What SOAP says went wrong: every fault is an HTTP 500, whoever has to do something about it. */
final class SoapFault {
    private static final Pattern FAULT =
            Pattern.compile("<(?:\\w+:)?Fault\\b.*?<faultstring[^>]*>\\s*(.*?)\\s*</faultstring>", Pattern.DOTALL);
    private static final String TOKEN_EXPIRED = "Token Expired";
    private static final Set<String> NOT_LET_IN = Set.of(TOKEN_EXPIRED, "Login Failed");
    private static final String RATE_LIMITED = "Rate Limited";

    private SoapFault() {}

    /** SOAP's way to say 401 to a token that was good once. */
    static boolean tokenExpired(String body) {
        var fault = FAULT.matcher(body);
        return fault.find() && TOKEN_EXPIRED.equals(fault.group(1));
    }

    /** Empty when the body is no fault, or one that says no more than its status. */
    static Optional<Reason> reason(String body) {
        var fault = FAULT.matcher(body);
        if (!fault.find()) {
            return Optional.empty();
        }
        if (NOT_LET_IN.contains(fault.group(1))) {
            return Optional.of(Reason.CREDENTIALS);
        }
        return RATE_LIMITED.equals(fault.group(1)) ? Optional.of(Reason.THROTTLED) : Optional.empty();
    }
}
