package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The wire of the v2 token service. */
final class TokenRequest {
    private static final String PATH = "/v2/token";

    private TokenRequest() {}

    /** Why there is no token. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        private Refused(Reason reason, Optional<Duration> retryAfter, String detail) {
            this(new Failure(Failure.Owner.ACCOUNT, reason, retryAfter, detail));
        }

        private Refused(Failure failure) {
            super(failure.detail());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    static String url(SfmcAccount account) {
        return account.authUrl() + PATH;
    }

    static String body(SfmcAccount account) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("grant_type", "client_credentials");
        body.put("client_id", account.clientId());
        body.put("client_secret", account.clientSecret());
        account.accountId().ifPresent(id -> body.put("account_id", id));
        return body.toString();
    }

    static SfmcToken read(Answer answer, SfmcAccount account, AllowedHosts hosts, Instant now) throws Refused {
        if (!(answer instanceof Answer.Http http)) {
            throw new Refused(Reason.UNAVAILABLE, Optional.empty(), "token: " + ((Answer.None) answer).detail());
        }
        var json = Body.json(http.body());
        var value = json.map(body -> body.path("access_token").asText()).orElse("");
        if (http.status() != 200 || value.isEmpty()) {
            throw refused(http, json);
        }
        var seconds = json.get().path("expires_in").asLong();
        if (seconds <= 0) {
            throw new Refused(Reason.ANSWER_NOT_UNDERSTOOD, Optional.empty(), "token: the answer has no expires_in");
        }
        var expiresAt = now.plusSeconds(seconds);
        return new SfmcToken(value, restUrl(json.get(), account, hosts), expiresAt.minus(lead(seconds)), expiresAt);
    }

    /** SFMC asks for no more than one token in 20 minutes, and says 18: late, but with time for more than one attempt. */
    private static Duration lead(long seconds) {
        return Duration.ofSeconds(Math.min(120, seconds / 4));
    }

    private static URI restUrl(JsonNode json, SfmcAccount account, AllowedHosts hosts) throws Refused {
        if (account.restUrl().isPresent()) {
            return account.restUrl().get();
        }
        var text = json.path("rest_instance_url").asText().replaceAll("/+$", "");
        try {
            var url = URI.create(text);
            if (hosts.allow(url)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Not a URL: refused with those that are not allowed.
        }
        throw new Refused(
                Reason.HOST_NOT_ALLOWED,
                Optional.empty(),
                "token: rest_instance_url names a host that is neither Salesforce's nor in sluice.allowed-hosts");
    }

    /** OAuth's errors (400, 401) and 403 are about the credentials; everything else has the shapes of any other call. */
    private static Refused refused(Answer.Http http, Optional<JsonNode> json) {
        var error = json.map(body -> body.path("error").asText()).orElse("");
        var oauth = !error.isEmpty() && http.status() / 100 == 4;
        if (oauth || http.status() == 401 || http.status() == 403) {
            return new Refused(
                    Reason.CREDENTIALS,
                    http.retryAfter(),
                    "token: HTTP " + http.status() + (oauth ? ", " + error : "")
                            + "; check client-id, client-secret, account-id and the installed package");
        }
        if (SfmcFailures.classify(http) instanceof Reading.Failed failed
                && failed.failure().owner() == Failure.Owner.ACCOUNT) {
            return new Refused(failed.failure());
        }
        return new Refused(
                Reason.ANSWER_NOT_UNDERSTOOD, http.retryAfter(), "token: HTTP " + http.status() + " without a token");
    }
}
