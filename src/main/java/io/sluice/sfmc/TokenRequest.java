package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.AllowedHosts;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The request for a token, and what its answer means. */
final class TokenRequest {
    private TokenRequest() {}

    /** Why there is no token. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        private Refused(Reason reason, Optional<Duration> retryAfter, String detail) {
            super(detail);
            this.failure = new Failure(Failure.Owner.ACCOUNT, reason, retryAfter, "token: " + detail);
        }

        Failure failure() {
            return failure;
        }
    }

    static String url(SfmcAccount account) {
        return account.authUrl() + TokenService.of(account).path();
    }

    static String body(SfmcAccount account) {
        return TokenService.of(account).body(account);
    }

    static SfmcToken read(Answer answer, SfmcAccount account, AllowedHosts hosts, Instant now) throws Refused {
        if (answer instanceof Answer.NotCalled notCalled) {
            throw new Refused(
                    notCalled.failure().reason(),
                    Optional.empty(),
                    notCalled.failure().detail());
        }
        if (!(answer instanceof Answer.Http http)) {
            throw new Refused(
                    Reason.UNAVAILABLE,
                    Optional.empty(),
                    ((Answer.None) answer).detail() + " from "
                            + account.authUrl().getHost());
        }
        var service = TokenService.of(account);
        var json = Body.json(http.body());
        var value = json.map(body -> body.path(service.token()).asText()).orElse("");
        if (http.status() != 200 || value.isEmpty()) {
            throw refused(http);
        }
        var seconds = json.get().path(service.seconds()).asLong();
        if (seconds <= 0) {
            throw new Refused(Reason.ANSWER_NOT_UNDERSTOOD, Optional.empty(), "the answer has no " + service.seconds());
        }
        var expiresAt = now.plusSeconds(seconds);
        return new SfmcToken(
                value,
                url("rest_instance_url", account.restUrl(), json.get(), hosts)
                        .orElseThrow(() -> hostNotAllowed("rest_instance_url")),
                url("soap_instance_url", account.soapUrl(), json.get(), hosts),
                scopes(json.get()),
                expiresAt.minus(lead(seconds)),
                expiresAt);
    }

    /** SFMC asks for no more than one token in 20 minutes, and says 18: late, but with time for more than one attempt. */
    private static Duration lead(long seconds) {
        return Duration.ofSeconds(Math.min(120, seconds / 4));
    }

    private static Set<String> scopes(JsonNode json) {
        var text = json.path("scope").asText().strip();
        return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split("\\s+")));
    }

    /** @return empty when neither the configuration nor the answer names one */
    private static Optional<URI> url(String field, Optional<URI> configured, JsonNode json, AllowedHosts hosts)
            throws Refused {
        var text = json.path(field).asText().replaceAll("/+$", "");
        if (configured.isPresent() || text.isEmpty()) {
            return configured;
        }
        try {
            var url = URI.create(text);
            if (hosts.allow(url)) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // Not a URL: refused with those that are not allowed.
        }
        throw hostNotAllowed(field);
    }

    private static Refused hostNotAllowed(String field) {
        return new Refused(
                Reason.HOST_NOT_ALLOWED,
                Optional.empty(),
                field + " names a host that is neither Salesforce's nor in sluice.allowed-hosts");
    }

    /** 403 is about the credentials here; everything else means what it means for any other call. */
    private static Refused refused(Answer.Http http) {
        if (http.status() == 403) {
            return new Refused(Reason.CREDENTIALS, http.retryAfter(), "HTTP 403");
        }
        if (SfmcFailures.classify(http) instanceof Reading.Failed failed
                && failed.failure().owner() == Failure.Owner.ACCOUNT) {
            var failure = failed.failure();
            return new Refused(failure.reason(), failure.retryAfter(), failure.detail());
        }
        return new Refused(
                Reason.ANSWER_NOT_UNDERSTOOD, http.retryAfter(), "HTTP " + http.status() + " without a token");
    }
}
