package io.sluice.salesforce;

import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The request that logs in to an org, and what its answer means. */
final class Login {
    private Login() {}

    /** @param headers besides the content type */
    record Question(String url, String contentType, Map<String, String> headers, String body) {
        /** Without the credentials that it carries. */
        @Override
        public String toString() {
            return "login at " + url;
        }
    }

    /** Why there is no session. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Refused(Failure failure) {
            super(failure.detail());
            this.failure = failure;
        }

        Refused(Reason reason, String detail) {
            this(new Failure(Failure.Owner.ACCOUNT, reason, Optional.empty(), "login: " + detail));
        }

        Failure failure() {
            return failure;
        }
    }

    static Question question(SalesforceAccount account, AllowedHosts hosts, Instant now) {
        return account.auth() == LoginFlow.SOAP
                ? SoapLogin.question(account)
                : OAuthLogin.question(account, hosts, now);
    }

    static Session read(Answer answer, SalesforceAccount account, AllowedHosts hosts) throws Refused {
        if (!(answer instanceof Answer.Http http)) {
            throw new Refused(Reason.UNAVAILABLE, ((Answer.None) answer).detail());
        }
        return account.auth() == LoginFlow.SOAP ? SoapLogin.read(http, hosts) : OAuthLogin.read(http, hosts);
    }

    /** Everything that is said in no form of a login's own means what it means for any other call. */
    static Refused refused(Answer.Http http) {
        if (SalesforceFailures.classify(http) instanceof Reading.Failed failed
                && failed.failure().owner() == Failure.Owner.ACCOUNT) {
            var failure = failed.failure();
            return new Refused(
                    new Failure(failure.owner(), failure.reason(), failure.retryAfter(), "login: " + failure.detail()));
        }
        return http.status() == 403
                ? new Refused(Reason.LOGIN_REFUSED, "HTTP 403")
                : new Refused(Reason.ANSWER_NOT_UNDERSTOOD, "HTTP " + http.status() + " without a session");
    }

    /** @param url as the answer has it: no token goes there before its host is checked */
    static Session session(String token, String url, AllowedHosts hosts) throws Refused {
        try {
            var instance = URI.create(url.replaceAll("/+$", ""));
            if (hosts.allow(instance)) {
                return new Session(token, instance);
            }
        } catch (IllegalArgumentException e) {
            // Not a URL: refused with those that are not allowed.
        }
        throw new Refused(
                Reason.HOST_NOT_ALLOWED,
                "its answer names a host that is neither Salesforce's nor in sluice.allowed-hosts");
    }
}
